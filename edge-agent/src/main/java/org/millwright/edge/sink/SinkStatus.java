package org.millwright.edge.sink;

import java.time.Instant;
import org.millwright.edge.latency.Latency;

/**
 * How the sink is doing, for the page and for {@code /metrics}; a snapshot.
 *
 * @param sourceToStored from the source's timestamp to the store's answer, live readings that have one only, over the last
 *     half minute
 * @param receivedToStored from the wire to the store's answer, live readings only, over the last half minute
 */
public record SinkStatus(String target, Link link, Latency sourceToStored, Latency receivedToStored) {

    /** Whether the store answers. */
    public sealed interface Link {

        /** Nothing was sent yet. */
        record Idle() implements Link {}

        record Up(Instant since) implements Link {}

        /** The shipment is kept and sent again. */
        record Retrying(String because, int attempt, Instant nextAttempt) implements Link {}

        record Stopped() implements Link {}
    }
}
