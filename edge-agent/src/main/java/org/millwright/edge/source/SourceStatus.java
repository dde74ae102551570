package org.millwright.edge.source;

import java.time.Instant;
import java.util.List;

/** How a source is doing, for the page and for {@code /metrics}; a snapshot. */
public sealed interface SourceStatus {

    /** Not yet connected, or trying again; nothing has arrived after {@code since}, so what it fed is going stale. */
    record Connecting(Instant since, String because, int attempt, Instant nextAttempt) implements SourceStatus {}

    /** Delivering; {@code degraded} names what of it does not work, one sentence each, and is empty when all is well. */
    record Up(Instant since, List<String> degraded) implements SourceStatus {
        public Up {
            degraded = List.copyOf(degraded);
        }
    }

    /** Stopped by us. */
    record Stopped() implements SourceStatus {}
}
