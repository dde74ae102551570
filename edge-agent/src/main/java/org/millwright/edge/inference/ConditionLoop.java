package org.millwright.edge.inference;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.millwright.edge.bus.Subscription;
import org.millwright.edge.config.ConditionConfig;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.intake.Parcel;
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
            this.behaviour = config.normal().map(normal -> new WatchedBehaviour(config, normal, intake, nowNanos));
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
            int regime = regime();
            long dueNanos = period * config.every().toNanos();
            List<Event> features = new ArrayList<>(signals.size());
            signals.values()
                    .forEach(signal -> features.add(signal.features(dueNanos).in(regime)));
            return features;
        }

        private int regime() {
            return behaviour
                    .map(watch -> watch.regimeThroughout(config.window()))
                    .orElse(0);
        }
    }

    /** What somebody asked for from another thread. */
    private record Asked(WatchedBehaviour behaviour, Relearning relearning) {}

    private final Map<Machine, Watched> watched = new HashMap<>();
    private final Subscription<Event> readings;
    private final Intake intake;
    private final InstantSource clock;
    private final LongAdder made = new LongAdder();
    private final Drops drops = new Drops();
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private long told = Long.MIN_VALUE;
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

    /**
     * Asks for a machine's normal behaviour to be learned anew, which takes as long as it did at first; what was learned before
     * judges until then. Any thread; returns before it has begun.
     *
     * @param by who asks
     * @param why what changed on the machine
     * @throws IllegalArgumentException in words, where there is no such machine, or nobody or no reason is given
     */
    public void learnAnew(String machine, String by, String why) {
        Watched its = watched.values().stream()
                .filter(each -> each.behaviour.isPresent()
                        && each.config.machine().name().equals(machine))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no machine " + machine
                        + " whose normal behaviour is learned; there are " + learnedMachines()));
        asked.add(new Asked(its.behaviour.get(), new Relearning(by, why, clock.instant())));
    }

    /** Names of the machines whose normal behaviour is learned; any thread. */
    public List<String> learnedMachines() {
        return watched.values().stream()
                .filter(each -> each.behaviour.isPresent())
                .map(each -> each.config.machine().name())
                .sorted()
                .toList();
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
                told = reached(batch, now);
                batch.clear();
                tell(told);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Up to when everything has been taken in: now, unless readings are still waiting, as while a machine is being learned. */
    private long reached(List<Event> batch, long now) {
        return batch.size() == BATCH && batch.getLast() instanceof Reading last
                ? Math.min(now, Math.max(told, last.receivedNanos()))
                : now;
    }

    private void tell(long now) throws InterruptedException {
        for (Asked next = asked.poll(); next != null; next = asked.poll()) {
            next.behaviour().learnAnew(next.relearning(), now);
        }
        for (Watched machine : watched.values()) {
            boolean due = machine.isDue(now);
            if (machine.behaviour.isPresent()) {
                tell(machine.behaviour.get(), due, now);
            }
            if (due) {
                keep(machine.features());
            }
        }
    }

    private void tell(WatchedBehaviour behaviour, boolean due, long now) throws InterruptedException {
        keep(behaviour.changes(now));
        Optional<Condition> repeated = due ? behaviour.repeated() : Optional.empty();
        if (repeated.isPresent()) {
            keep(List.of(repeated.get()));
        }
        // Days of learning: where there is no room now it is offered again with every tick, and readings go on.
        Optional<Parcel> unsaved = behaviour.unsaved(now);
        while (unsaved.isPresent() && intake.offer(unsaved.get(), Duration.ZERO)) {
            behaviour.saved();
            unsaved = behaviour.unsaved(now);
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
