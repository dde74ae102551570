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

    /** @param reason why the inputs do not allow an answer, in words */
    record Uncertain(String reason) implements Diagnosis {

        public Uncertain {
            requireNonNull(reason, "reason is null");
        }
    }
}
