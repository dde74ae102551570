package org.millwright.simulator.load;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongConsumer;

/**
 * Which numbers a load shows, and when.
 *
 * @param period between two beats
 * @param first number that every signal shows on the first beat; it goes up by one each beat
 * @param clock by which the beats are stamped
 * @param made told each number when all signals have shown it
 */
public record Beats(Duration period, long first, ClockSteps clock, LongConsumer made) {

    public Beats {
        if (period.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("period " + period.toMillis() + " ms: must be at least 1 ms");
        }
        if (first < 1) {
            throw new IllegalArgumentException("first beat " + first + ": must be 1 or more");
        }
    }

    /** How long after the first beat the one after {@code beats} of them is due. */
    public Duration due(long beats) {
        return period.multipliedBy(beats);
    }

    /** What the source's clock shows at that beat. */
    public Instant shown(long beats, Instant start) {
        return clock.shown(first + beats, start.plus(due(beats)));
    }
}
