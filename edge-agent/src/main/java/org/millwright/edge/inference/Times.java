package org.millwright.edge.inference;

import java.time.Instant;
import java.time.InstantSource;

/** The loops' clock and their end. */
final class Times {

    private Times() {}

    static long epochNanos(InstantSource clock) {
        return epochNanos(clock.instant());
    }

    static long epochNanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    static Instant instant(long epochNanos) {
        return Instant.ofEpochSecond(0, epochNanos);
    }

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
