package org.millwright.edge.sink;

import java.time.Instant;

/**
 * A row that the store would not take.
 *
 * @param line as sent, cut after {@link #LONGEST} characters
 * @param reason the store's words
 */
public record Refusal(Instant at, String line, String reason) {

    static final int LONGEST = 400;

    public Refusal {
        line = line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
