package org.millwright.edge.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/** The thread that does the housekeeping while the store is up. */
final class Housekeeper implements AutoCloseable {

    private static final Duration TICK = Duration.ofSeconds(5);
    private static final Duration SUMMARIES_EVERY = Duration.ofMinutes(1);
    /**
     * The clock of the gateway must have run evenly for so long before anything is dropped for its age: one that has just
     * been set, rightly or wrongly, says nothing about age.
     */
    private static final Duration EXPIRY_EVERY = Duration.ofHours(1);

    private static final Duration STEP = Duration.ofMinutes(5);

    private final Housekeeping work;
    private final BooleanSupplier isUp;
    private final InstantSource clock;
    private final Thread thread = Thread.ofPlatform().name("store-housekeeping").unstarted(this::run);
    private boolean closing;

    Housekeeper(Housekeeping work, BooleanSupplier isUp, InstantSource clock) {
        this.work = work;
        this.isUp = isUp;
        this.clock = clock;
    }

    void start() {
        thread.start();
    }

    private void run() {
        long summarized = System.nanoTime();
        Even even = new Even(System.nanoTime(), clock.instant());
        while (pause()) {
            long now = System.nanoTime();
            if (even.isBroken(now, clock.instant())) {
                even = new Even(now, clock.instant());
            }
            if (!isUp.getAsBoolean()) {
                continue;
            }
            work.attempt("disk floor", work::watchDisk);
            if (now - summarized >= SUMMARIES_EVERY.toNanos()) {
                work.attempt("summaries", work::summarize);
                summarized = now;
            }
            if (now - even.nanoTime() >= EXPIRY_EVERY.toNanos()) {
                work.attempt("expiry", work::expire);
                even = new Even(now, clock.instant());
            }
        }
    }

    /** Since when the gateway's clock has run as it should. */
    private record Even(long nanoTime, Instant instant) {

        boolean isBroken(long nowNanoTime, Instant now) {
            Duration difference = Duration.between(instant, now).minusNanos(nowNanoTime - nanoTime);
            return difference.abs().compareTo(STEP) > 0;
        }
    }

    /** False when the end was asked for. */
    private synchronized boolean pause() {
        long until = System.nanoTime() + TICK.toNanos();
        try {
            for (long left = TICK.toNanos(); left > 0 && !closing; left = until - System.nanoTime()) {
                wait(Math.max(1, left / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !closing;
    }

    /** Waits for the statement under way; stop the store before, which ends it. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        if (thread.getState() != Thread.State.NEW) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
