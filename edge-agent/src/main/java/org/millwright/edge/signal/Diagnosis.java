package org.millwright.edge.signal;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a model makes of a machine's signals at one moment: which failure mode, or how much, and because of what.
 *
 * @param standing what most of the last answers agree on, failures and limits only; the order is that of first being named
 * @param health a NAMUR NE 107 state
 * @param model the hash of the bundle that decided; empty where none could
 * @param timestampNanos the moment, by the source's clock (epoch nanoseconds)
 * @param decidedNanos when it was found, by our clock (epoch nanoseconds)
 */
public record Diagnosis(
        Machine machine,
        Answer answer,
        List<Standing> standing,
        Prognosis.Health health,
        String model,
        long timestampNanos,
        long decidedNanos)
        implements Event {

    /** The one answer at that moment. */
    public sealed interface Answer {

        /** What there is to count: the mode, the quantity, or {@code uncertain}. */
        String word();

        /** False where something is wrong with the machine, as far as this answer goes. */
        boolean healthy();

        /**
         * @param mode the most probable one; {@link #NO_MODE} where a model of several says that none is present
         * @param healthy whether it means that nothing is wrong
         * @param probability as the model gives it, 0 to 1
         * @param others the next ones with their probabilities, in words; may be empty
         * @param because what speaks most for it or against it, in words
         */
        record Mode(String mode, boolean healthy, double probability, String others, String because) implements Answer {

            @Override
            public String word() {
                return mode;
            }
        }

        /**
         * @param healthy whether it is within its limits; true where it has none
         * @param because what moved it most from the average, in words
         */
        record Quantity(String quantity, double value, String unit, boolean healthy, String because) implements Answer {

            @Override
            public String word() {
                return quantity;
            }
        }

        /**
         * @param cause a word such as {@code stale}
         * @param reason in words
         */
        record Uncertain(String cause, String reason) implements Answer {

            @Override
            public String word() {
                return UNCERTAIN;
            }

            @Override
            public boolean healthy() {
                return true;
            }
        }
    }

    /** What is said where a model of several modes finds none present. */
    public static final String NO_MODE = "none";

    /** The word of an answer that is none. */
    public static final String UNCERTAIN = "uncertain";

    /**
     * A failure mode, or a limit that is exceeded, on which several answers agree.
     *
     * @param what in words
     * @param agreeing how many of the last {@code of} that allowed an answer
     * @param certainty the mean of their probabilities, 0 to 1
     * @param because of the newest of them
     */
    public record Standing(String what, int agreeing, int of, double certainty, String because) {

        public Standing {
            requireNonNull(what, "what is null");
            requireNonNull(because, "because is null");
        }
    }

    public Diagnosis {
        requireNonNull(machine, "machine is null");
        requireNonNull(answer, "answer is null");
        standing = List.copyOf(standing);
        requireNonNull(health, "health is null");
        requireNonNull(model, "model is null");
    }
}
