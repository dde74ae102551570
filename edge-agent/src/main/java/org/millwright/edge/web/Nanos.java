package org.millwright.edge.web;

import java.time.Instant;

/** Epoch nanoseconds as the vocabulary has them. */
final class Nanos {

    private static final long SECOND = 1_000_000_000L;

    private Nanos() {}

    static Instant instant(long epochNanos) {
        return Instant.ofEpochSecond(Math.floorDiv(epochNanos, SECOND), Math.floorMod(epochNanos, SECOND));
    }
}
