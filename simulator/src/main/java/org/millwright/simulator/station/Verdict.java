package org.millwright.simulator.station;

import static java.util.Objects.requireNonNull;

/**
 * What the agent says, as the PLC reads it.
 *
 * @param partId echo of the part that the verdict is for, {@code sequence} likewise
 * @param good true only for a good part
 */
public record Verdict(String partId, long sequence, boolean good) {

    public Verdict {
        requireNonNull(partId, "partId is null");
    }
}
