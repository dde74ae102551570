package org.millwright.maintenance.advise;

import java.time.Duration;
import java.time.Instant;

/** From one time to a later one. */
public record Span(Instant from, Instant until) implements Comparable<Span> {

    public Span {
        if (!until.isAfter(from)) {
            throw new IllegalArgumentException("a span from " + from + " to " + until + " has no length");
        }
    }

    public Duration length() {
        return Duration.between(from, until);
    }

    @Override
    public int compareTo(Span other) {
        int begin = from.compareTo(other.from);
        return begin != 0 ? begin : until.compareTo(other.until);
    }
}
