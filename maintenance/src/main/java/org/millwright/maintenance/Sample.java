package org.millwright.maintenance;

import static java.util.Objects.requireNonNull;

/** What arrived for one input of a model: a number, or the reason why there is none. */
public sealed interface Sample {

    /** The input's name in the model's contract. */
    String input();

    /** When it was measured, by the source's clock (epoch nanoseconds). */
    long sourceNanos();

    /** When it was taken from the wire, by the clock that {@link StepAssembler#advance} is given (epoch nanoseconds). */
    long receivedNanos();

    /** A value that may be used. Whether it is finite is checked when it is taken in. */
    record Usable(String input, double value, long sourceNanos, long receivedNanos) implements Sample {

        public Usable {
            requireNonNull(input, "input is null");
        }
    }

    /**
     * A reading that must not be used.
     *
     * @param reason in words, such as {@code status BadSensorFailure}
     */
    record Unusable(String input, String reason, long sourceNanos, long receivedNanos) implements Sample {

        public Unusable {
            requireNonNull(input, "input is null");
            requireNonNull(reason, "reason is null");
        }
    }
}
