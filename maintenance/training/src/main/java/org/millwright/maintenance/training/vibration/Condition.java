package org.millwright.maintenance.training.vibration;

import org.millwright.maintenance.vibration.FaultKind;

/** The classes of the study. */
enum Condition {
    NORMAL("normal"),
    INNER_RACE("inner"),
    OUTER_RACE("outer"),
    BALL("ball");

    private final String label;

    Condition(String label) {
        this.label = label;
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
