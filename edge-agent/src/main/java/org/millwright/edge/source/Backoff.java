package org.millwright.edge.source;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Exponential back-off with full jitter, for ever: no attempt is the last. */
public record Backoff(Duration first, Duration longest) {

    /** From half a second to half a minute: quick for a cable pulled, gentle for a PLC that is off over the weekend. */
    public static final Backoff DEFAULT = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

    /** A connection that held for this long was a success: a third of the longest wait, ten seconds by default. */
    public Duration stable() {
        return longest.dividedBy(3);
    }

    /** How long to wait before attempt number {@code attempt} (from 1): between half the ceiling and the ceiling. */
    public Duration delay(int attempt, RandomGenerator random) {
        long ceiling = Math.min(longest.toMillis(), first.toMillis() << Math.min(20, Math.max(0, attempt - 1)));
        return Duration.ofMillis(ceiling / 2 + random.nextLong(ceiling / 2 + 1));
    }
}
