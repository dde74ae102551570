package org.millwright.maintenance.diagnosis;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What a model makes of one set of inputs. */
public sealed interface Diagnosis {

    /**
     * @param named the modes that are probable enough, the most probable first; may be empty
     * @param ranked all modes, the most probable first
     * @param because what moved the most probable mode, the strongest first
     */
    record Modes(List<Probable> named, List<Probable> ranked, List<Contribution> because) implements Diagnosis {

        public Modes {
            named = List.copyOf(named);
            ranked = List.copyOf(ranked);
            because = List.copyOf(because);
        }
    }

    /** @param probability as the trees give it, from 0 to 1; not calibrated any further */
    record Probable(String mode, double probability) {}

    /** @param because what moved it, the strongest first */
    record Quantity(double value, String unit, List<Contribution> because) implements Diagnosis {

        public Quantity {
            because = List.copyOf(because);
        }
    }

    /** @param reason why there is no answer, in words */
    record Uncertain(Cause cause, String reason) implements Diagnosis {

        /** What stands in the way of an answer. */
        public enum Cause {
            /** One is missing that never was in training, or lies outside of what training saw. */
            INPUTS,
            /** The network failed, or gave what is no number. */
            NETWORK
        }

        public Uncertain {
            requireNonNull(cause, "cause is null");
            requireNonNull(reason, "reason is null");
        }
    }
}
