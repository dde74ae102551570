package org.millwright.edge.inference;

import java.util.Optional;
import org.millwright.edge.signal.Reading;

/** One machine of a place, with a model or without one. NOT thread safe: on the loop's thread. */
sealed interface WatchedMachine permits JudgedMachine, UnwatchedMachine {

    /** All that it has seen, to go on from after a restart of the agent; empty where it sees nothing. */
    Optional<byte[]> seen();

    /** The same machine, with what was seen before a restart; as it is where that is of no use. */
    WatchedMachine remembering(byte[] seen);

    void accept(Reading reading);

    /** Report by exception makes silence normal while a source is up, and meaningless while it is down. */
    void loseStaleInputs();

    /**
     * What there is to say when something changed.
     *
     * @param nowNanos up to when readings are settled, by the agent's clock (epoch nanoseconds)
     */
    Optional<JudgedLife> advance(long nowNanos);

    /** The same machine as {@code fresh} watches it, with what this one has seen; empty where it cannot be used there. */
    Optional<WatchedMachine> under(WatchedMachine fresh);
}
