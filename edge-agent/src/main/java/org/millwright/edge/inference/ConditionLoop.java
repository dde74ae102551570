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

    /** One machine: its signals by the order in which they were first read. */
    private static final class Watched {

        private final ConditionConfig config;
        private final Map<Signal, WatchedSignal> signals = new LinkedHashMap<>();
        private final Optional<WatchedBehaviour> behaviour;
        private long period;

        Watched(ConditionConfig config, Intake intake, long nowNanos) {
            this.config = config;
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
                signals.computeIfAbsent(signal, any -> new WatchedSignal(any, config))
                        .accept(reading);
                behaviour.ifPresent(watch -> watch.accept(reading));
            }
        }

        boolean isDue(long nowNanos) {
            long now = period(nowNanos);
            boolean due = now > period;
            period = now; // a clock that was set back begins anew
            return due;
        }

        int regime() {
            return behaviour
                    .map(watch -> watch.regimeThroughout(config.window()))
                    .orElse(0);
        }

        long dueNanos() {
            return period * config.every().toNanos();
        }
    }

    /** What somebody asked for from another thread. */
    private record Asked(WatchedBehaviour behaviour, Relearning relearning) {}

    private final Map<Machine, Watched> watched = new HashMap<>();
    private final Subscription<Event> readings;
    private final Intake intake;
    private final InstantSource clock;
    private final LongAdder made = new LongAdder();
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final Thread thread;

    /** @param readings of these machines only */
    public ConditionLoop(
            List<ConditionConfig> machines, Subscription<Event> readings, Intake intake, InstantSource clock) {
        this.readings = readings;
        this.intake = intake;
        this.clock = clock;
        long now = Times.epochNanos(clock);
        machines.forEach(config -> watched.put(config.machine(), new Watched(config, intake, now)));
        this.thread = Thread.ofPlatform().name("condition").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Rows made since the start; any thread. */
    public long made() {
        return made.sum();
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
                batch.clear();
                tell(now);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
                int regime = machine.regime();
                for (WatchedSignal signal : machine.signals.values()) {
                    keep(signal.features(machine.dueNanos()).in(regime));
                }
            }
        }
    }

    private void tell(WatchedBehaviour behaviour, boolean due, long now) throws InterruptedException {
        for (Condition change : behaviour.changes(now)) {
            keep(change);
        }
        Optional<Condition> repeated = due ? behaviour.repeated() : Optional.empty();
        if (repeated.isPresent()) {
            keep(repeated.get());
        }
        for (Parcel parcel : behaviour.unsaved(now)) {
            // Days of learning: it waits for room rather than being lost.
            while (!intake.offer(parcel, Duration.ofSeconds(1))) {
                Thread.onSpinWait();
            }
        }
    }

    private void keep(Event event) throws InterruptedException {
        intake.keep(event);
        made.increment();
    }

    /** Returns once the thread has ended. */
    @Override
    public void close() {
        thread.interrupt();
        Times.join(thread);
    }
}
