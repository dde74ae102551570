package org.millwright.simulator.opcua;

import java.time.Duration;

/**
 * What the server keeps of its variables' past (OPC 10000-11), in memory.
 *
 * @param keep how far back, by source time; zero: nothing is kept
 * @param bytes of all variables together; what is above goes, oldest first
 */
public record HistorySettings(Duration keep, long bytes) {

    public static final HistorySettings OFF = new HistorySettings(Duration.ZERO, 0);

    /** For any plant that is not a benchmark. */
    public static final long USUAL_BYTES = 64L << 20;

    public HistorySettings {
        if (keep.isNegative() || keep.compareTo(Duration.ofDays(365)) > 0) {
            throw new IllegalArgumentException("history of " + keep + ": must be 0 (none) to 365 days");
        }
    }

    boolean on() {
        return !keep.isZero();
    }
}
