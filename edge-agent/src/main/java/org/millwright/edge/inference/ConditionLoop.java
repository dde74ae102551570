package org.millwright.edge.inference;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.millwright.edge.bus.Subscription;
import org.millwright.edge.config.ConditionConfig;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.ValueType;

/**
 * The readings of all watched machines in, their features out, at whole multiples of each machine's time.
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
        private long period;

        Watched(ConditionConfig config, long nowNanos) {
            this.config = config;
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
            }
        }

        boolean isDue(long nowNanos) {
            long now = period(nowNanos);
            boolean due = now > period;
            period = now; // a clock that was set back begins anew
            return due;
        }

        long dueNanos() {
            return period * config.every().toNanos();
        }
    }

    private final Map<Machine, Watched> watched = new HashMap<>();
    private final Subscription<Event> readings;
    private final Intake intake;
    private final InstantSource clock;
    private final LongAdder made = new LongAdder();
    private final Thread thread;

    /** @param readings of these machines only */
    public ConditionLoop(
            List<ConditionConfig> machines, Subscription<Event> readings, Intake intake, InstantSource clock) {
        this.readings = readings;
        this.intake = intake;
        this.clock = clock;
        long now = Times.epochNanos(clock);
        machines.forEach(config -> watched.put(config.machine(), new Watched(config, now)));
        this.thread = Thread.ofPlatform().name("condition").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Rows of features made since the start; any thread. */
    public long made() {
        return made.sum();
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
            if (machine.isDue(now)) {
                for (WatchedSignal signal : machine.signals.values()) {
                    intake.keep(signal.features(machine.dueNanos()));
                    made.increment();
                }
            }
        }
    }

    /** Returns once the thread has ended. */
    @Override
    public void close() {
        thread.interrupt();
        Times.join(thread);
    }
}
