package org.millwright.maintenance.diagnosis;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What a model of this kind was trained to answer. */
public sealed interface Question {

    /** How many numbers the network gives. */
    int outputs();

    /**
     * Which of these modes is present; always one of them, their probabilities sum to 1.
     *
     * @param leastProbability a mode less probable than this is not named
     */
    record OneMode(List<String> modes, double leastProbability) implements Question {

        public OneMode {
            modes = List.copyOf(modes);
            check(modes, 2, leastProbability);
        }

        @Override
        public int outputs() {
            return modes.size();
        }
    }

    /**
     * For each of these modes, whether it is present; none may be, or several.
     *
     * @param leastProbability a mode less probable than this is not named
     */
    record AnyModes(List<String> modes, double leastProbability) implements Question {

        public AnyModes {
            modes = List.copyOf(modes);
            check(modes, 1, leastProbability);
        }

        @Override
        public int outputs() {
            return modes.size();
        }
    }

    /** How large a quantity is. */
    record HowMuch(String quantity, String unit) implements Question {

        public HowMuch {
            requireNonNull(quantity, "quantity is null");
            requireNonNull(unit, "unit is null");
        }

        @Override
        public int outputs() {
            return 1;
        }
    }

    private static void check(List<String> modes, int least, double leastProbability) {
        if (modes.size() < least || modes.stream().distinct().count() != modes.size()) {
            throw new IllegalArgumentException(modes + ": must be at least " + least + " different modes");
        }
        if (!(leastProbability >= 0 && leastProbability <= 1)) {
            throw new IllegalArgumentException("least-probability " + leastProbability + " must lie between 0 and 1");
        }
    }
}
