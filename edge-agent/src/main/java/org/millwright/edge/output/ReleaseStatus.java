package org.millwright.edge.output;

import java.util.Map;

/**
 * How a station's handshake is doing; a snapshot for the page.
 *
 * @param connected all of the PLC's nodes are known on the present connection
 * @param busy a part waits for its verdict
 * @param part the part in the station; empty where unknown
 * @param heartbeat the last count that the PLC confirmed to have taken
 * @param alive the inspection loop turned lately, so that the heartbeat is sent
 * @param last what became of the last verdict, or what failed last, in words; may be empty
 * @param counts what happened since the start, by reason, such as {@code released-good}, {@code late} or
 *     {@code other-part}
 */
public record ReleaseStatus(
        boolean connected,
        boolean busy,
        String part,
        long sequence,
        long heartbeat,
        boolean alive,
        String last,
        Map<String, Long> counts) {

    public ReleaseStatus {
        counts = Map.copyOf(counts);
    }
}
