package org.millwright.edge.signal;

import static java.util.Objects.requireNonNull;

/**
 * Whether a machine behaves as it did when it was known to be well: the stage "state detection" of ISO 13374.
 *
 * @param score how close it is to the limit, which is 1; NaN where nothing can be said
 * @param origin what is suspected; {@link Origin#NONE} where nothing is
 * @param signal the one that contributes most, or the one whose sensor is suspected; may be empty
 * @param contributions signals with their shares, the largest first, in words; may be empty
 * @param reason in words; may be empty
 * @param sinceNanos when it is estimated to have begun (epoch nanoseconds); {@link Reading#UNKNOWN_TIME} where nothing did
 * @param timestampNanos source time of the newest readings (epoch nanoseconds)
 * @param regime which operating regime it was in, from 1 on; 0 where regimes are not told apart or it was in none of them
 * @param decidedNanos when it was found, by our clock (epoch nanoseconds)
 */
public record Condition(
        Machine machine,
        State state,
        double score,
        Origin origin,
        String signal,
        String contributions,
        String reason,
        long sinceNanos,
        long timestampNanos,
        int regime,
        long decidedNanos)
        implements Event {

    /** What can be said. */
    public enum State {
        /** Its normal behaviour is being learned. */
        LEARNING,
        NORMAL,
        ANOMALOUS,
        /** Too little is known of its signals just now. */
        UNCERTAIN
    }

    /** What is suspected. */
    public enum Origin {
        NONE,
        MACHINE,
        SENSOR,
        /** One signal alone, and no other tells whether it is the machine or the sensor. */
        EITHER
    }

    /** Of a machine whose regimes are not told apart. */
    public Condition(
            Machine machine,
            State state,
            double score,
            Origin origin,
            String signal,
            String contributions,
            String reason,
            long sinceNanos,
            long timestampNanos) {
        this(
                machine,
                state,
                score,
                origin,
                signal,
                contributions,
                reason,
                sinceNanos,
                timestampNanos,
                0,
                timestampNanos);
    }

    public Condition {
        requireNonNull(machine, "machine is null");
        requireNonNull(state, "state is null");
        requireNonNull(origin, "origin is null");
        requireNonNull(signal, "signal is null");
        requireNonNull(contributions, "contributions is null");
        requireNonNull(reason, "reason is null");
    }

    /** As NAMUR NE 107 calls it: a doubtful sensor needs a check of its function, a strange machine is out of specification. */
    public Prognosis.Health health() {
        return switch (state) {
            case NORMAL -> Prognosis.Health.NORMAL;
            case LEARNING, UNCERTAIN -> Prognosis.Health.FUNCTION_CHECK;
            case ANOMALOUS ->
                origin == Origin.SENSOR ? Prognosis.Health.FUNCTION_CHECK : Prognosis.Health.OUT_OF_SPECIFICATION;
        };
    }
}
