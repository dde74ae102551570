package org.millwright.maintenance.training.vibration;

import org.millwright.maintenance.vibration.FaultKind;

/** The classes of the study. */
enum Condition {
    NORMAL(0, "normal"),
    INNER_RACE(1, "inner"),
    OUTER_RACE(2, "outer"),
    BALL(3, "ball");

    private final int index;
    private final String label;

    Condition(int index, String label) {
        this.index = index;
        this.label = label;
    }

    /** Its place among the values, and its label for a model. */
    int index() {
        return index;
    }

    String label() {
        return label;
    }

    static Condition of(FaultKind kind) {
        return switch (kind) {
            case INNER_RACE -> INNER_RACE;
            case OUTER_RACE -> OUTER_RACE;
            case BALL -> BALL;
        };
    }
}
