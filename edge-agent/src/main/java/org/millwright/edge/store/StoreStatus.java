package org.millwright.edge.store;

import java.time.Instant;

/** How the embedded store is doing, for the page and for {@code /metrics}; a snapshot. */
public sealed interface StoreStatus {

    /** The process runs and does not answer yet. */
    record Starting() implements StoreStatus {}

    record Up(long pid, Instant since) implements StoreStatus {}

    /** The process ended and is started again for ever. */
    record Restarting(String because, Instant nextAttempt) implements StoreStatus {}

    /** Stopped by us, or not started. */
    record Stopped() implements StoreStatus {}
}
