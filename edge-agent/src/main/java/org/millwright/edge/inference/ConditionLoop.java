package org.millwright.edge.inference;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.millwright.edge.bus.Subscription;
import org.millwright.edge.config.ConditionConfig;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.intake.Mark;
import org.millwright.edge.intake.Parcel;
import org.millwright.edge.intake.Receipt;
import org.millwright.edge.signal.Condition;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.ValueType;

/**
 * The readings of all watched machines in; out come their features, at whole multiples of each machine's
 * time, and whether they behave as they were learned, when that changes and at the same times.
 *
 * <p>Runs on a thread of its own.
 */
public final class ConditionLoop implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(100);
    private static final int BATCH = 10_000;

    /** Readings that came too late to count. */
    private static final class Drops {

        private final LongAdder outOfOrder = new LongAdder();
        private final LongAdder outdated = new LongAdder();
    }

    /** One machine: its signals by the order in which they were first read. */
    private static final class Watched {

        private final ConditionConfig config;
        private final Map<Signal, WatchedSignal> signals = new LinkedHashMap<>();
        private final Optional<WatchedBehaviour> behaviour;
        private final Drops drops;
        private long period;

        Watched(ConditionConfig config, Drops drops, Intake intake, long nowNanos) {
            this.config = config;
            this.drops = drops;
            this.behaviour = config.normal()
                    .map(normal -> new WatchedBehaviour(
                            config.machine(),
                            config.signals(),
                            normal,
                            intake.mark(WatchedBehaviour.key(config.machine()))));
            this.period = period(nowNanos);
        }

        private long period(long nowNanos) {
            return Math.floorDiv(nowNanos, config.every().toNanos());
        }

        void accept(Reading reading) {
            Signal signal = reading.signal();
            boolean wanted = config.signals().isEmpty()
                    ? signal.type() != ValueType.TEXT
                    : config.signals().contains(signal.name());
            if (wanted) {
                boolean inOrder = signals.computeIfAbsent(signal, any -> new WatchedSignal(any, config))
                        .accept(reading);
                if (!inOrder) {
                    drops.outOfOrder.increment();
                }
                if (behaviour.isPresent() && !behaviour.get().accept(reading)) {
                    drops.outdated.increment();
                }
            }
        }

        boolean isDue(long nowNanos) {
            long now = period(nowNanos);
            boolean due = now > period;
            period = now; // a clock that was set back begins anew
            return due;
        }

        /** Of all its signals, at the time that is due. */
        List<Event> features() {
            List<Event> features = new ArrayList<>(signals.size());
            long dueNanos = period * config.every().toNanos();
            signals.values().forEach(signal -> features.add(signal.features(dueNanos)));
            return features;
        }
    }

    private final Map<Machine, Watched> watched = new HashMap<>();
    private final Subscription<Event> readings;
    private final Intake intake;
    private final InstantSource clock;
    private final LongAdder made = new LongAdder();
    private final Drops drops = new Drops();
    private final Thread thread;

    /** @param readings of these machines only */
    public ConditionLoop(
            List<ConditionConfig> machines, Subscription<Event> readings, Intake intake, InstantSource clock) {
        this.readings = readings;
        this.intake = intake;
        this.clock = clock;
        long now = Times.epochNanos(clock);
        machines.forEach(config -> watched.put(config.machine(), new Watched(config, drops, intake, now)));
        this.thread = Thread.ofPlatform().name("condition").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Any thread. */
    public ConditionStatus status() {
        return new ConditionStatus(
                made.sum(), Map.of("out-of-order", drops.outOfOrder.sum(), "outdated", drops.outdated.sum()));
    }

    private void run() {
        try {
            List<Event> batch = new ArrayList<>();
            while (!readings.isDrained()) {
                // Before the readings are taken: what was read by then is in the window that ends then.
                long now = Times.epochNanos(clock);
                readings.drainTo(batch, BATCH, TICK);
                for (Event event : batch) {
                    if (event instanceof Reading reading) {
                        Watched machine = watched.get(reading.signal().machine());
                        if (machine != null) {
                            machine.accept(reading);
                        }
                    }
                }
                batch.clear();
                tell(now);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(long now) throws InterruptedException {
        for (Watched machine : watched.values()) {
            boolean due = machine.isDue(now);
            if (machine.behaviour.isPresent()) {
                tell(machine.behaviour.get(), machine.config.machine(), due, now);
            }
            if (due) {
                keep(machine.features());
            }
        }
    }

    private void tell(WatchedBehaviour behaviour, Machine machine, boolean due, long now) throws InterruptedException {
        keep(behaviour.changes(now));
        Optional<Condition> repeated = due ? behaviour.repeated() : Optional.empty();
        if (repeated.isPresent()) {
            keep(List.of(repeated.get()));
        }
        Optional<byte[]> learned = behaviour.unkept();
        if (learned.isPresent()) {
            Mark mark = new Mark(WatchedBehaviour.key(machine), learned.get());
            // Days of learning: where there is no room now it is offered again with every tick, and readings go on.
            if (intake.offer(new Parcel(List.of(), List.of(mark), Receipt.NONE), Duration.ZERO)) {
                behaviour.kept();
            }
        }
    }

    private void keep(List<? extends Event> events) throws InterruptedException {
        if (!events.isEmpty()) {
            intake.keepAll(events);
            made.add(events.size());
        }
    }

    /** Returns once the thread has ended. */
    @Override
    public void close() {
        thread.interrupt();
        Times.join(thread);
    }
}
