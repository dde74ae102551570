package org.millwright.edge.inference;

import java.time.Instant;
import java.time.InstantSource;

/** The loops' clock and their end. */
final class Times {

    private Times() {}

    static long epochNanos(InstantSource clock) {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
