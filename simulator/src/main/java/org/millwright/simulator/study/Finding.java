package org.millwright.simulator.study;

import java.util.Optional;

/** What the agent said of one machine, for the readings of one step. */
sealed interface Finding {

    String machine();

    int step();

    record Life(String machine, int step, double hours, double low, double high, String health) implements Finding {

        boolean known() {
            return !Double.isNaN(hours);
        }

        boolean warns() {
            return health.equals("MAINTENANCE_REQUIRED") || health.equals("FAILURE");
        }
    }

    record Condition(String machine, int step, String state, String origin, String signal) implements Finding {

        boolean anomalous() {
            return state.equals("ANOMALOUS");
        }
    }

    record Advice(String machine, int step, String urgency, String what) implements Finding {

        boolean replaces() {
            return what.startsWith("replace");
        }

        boolean stops() {
            return urgency.equals("STOP_FOR_IT");
        }
    }

    /** One line of the rehearsal's output. */
    static Optional<Finding> of(String line) {
        String[] at = line.split(";", -1);
        if (at.length < 5) {
            return Optional.empty();
        }
        int step = StudyClock.step(Long.parseLong(at[1]));
        return switch (at[0]) {
            case "prognosis" -> Optional.of(new Life(at[2], step, number(at[3]), number(at[4]), number(at[5]), at[6]));
            case "condition" -> Optional.of(new Condition(at[2], step, at[3], at[4], at[5]));
            case "advisory" -> Optional.of(new Advice(at[2], step, at[3], at[4]));
            default -> Optional.empty();
        };
    }

    private static double number(String text) {
        return Double.parseDouble(text);
    }
}
