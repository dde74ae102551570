package org.millwright.edge.signal;

import static java.util.Objects.requireNonNull;

/**
 * Something about a source, a station or a machine that whoever reads its data later has to know; stored as a row.
 *
 * @param source the name of the source, station or machine in the configuration
 * @param seconds how large: the offset or step of a clock, the length of a gap; NaN where there is no such figure
 * @param text one sentence
 * @param timestampNanos when it was noticed, by the agent's clock (epoch nanoseconds)
 */
public record Notice(SitePath path, String source, Kind kind, double seconds, String text, long timestampNanos)
        implements Event {

    public enum Kind {
        /** The source's clock was set, or jumped. */
        CLOCK_STEPPED,
        /** The clock of this agent was set, or jumped. */
        AGENT_CLOCK_STEPPED,
        /** The source was restarted. */
        SOURCE_RESTARTED,
        /** The source was out of reach, and is back. */
        GAP,
        /** What was missed was fetched from the source's own history. */
        BACKFILLED,
        /** A model runs beside the one that decides. */
        MODEL_DEPLOYED,
        /** Another model decides. */
        MODEL_PROMOTED,
        /** The model before decides again. */
        MODEL_ROLLED_BACK,
        /** A model was not taken. */
        MODEL_REFUSED,
        /** Somebody asked for a machine's normal behaviour to be learned anew. */
        RELEARN_ASKED,
        /** A machine's normal behaviour was learned anew, and judges from now on. */
        RELEARNED,
        /** What was learned of a machine cannot be used any more, and is learned again. */
        NORMAL_DISCARDED,
        /** Pictures are no longer those of the training, or are so again. */
        DRIFT
    }

    public Notice {
        requireNonNull(path, "path is null");
        requireNonNull(source, "source is null");
        requireNonNull(kind, "kind is null");
        requireNonNull(text, "text is null");
    }
}
