package org.millwright.edge.source;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Something that delivers readings or frames until it is closed.
 *
 * <p>{@link #start} returns at once and never fails because the other side is down: a source connects, and connects
 * again for ever with a jittered back-off, on threads of its own. It hands what arrives to the bus and returns to its
 * vendor thread without blocking.
 */
public interface Source extends AutoCloseable {

    /** The name in the configuration. */
    String name();

    void start();

    /** Safe from any thread. */
    SourceStatus status();

    /** What went wrong since the start, by reason, such as {@code decode} or {@code queue-overflow}; any thread. */
    Map<String, Long> faults();

    /** The source's clock minus this agent's, positive where the source is ahead; empty where it cannot be known. */
    default Optional<Duration> clockOffset() {
        return Optional.empty();
    }

    /** Ends the connection in order; waits a few seconds at most. */
    @Override
    void close();
}
