package org.millwright.simulator.line;

/** Where the rolling bearing of the spindle is spalled; orders are those of its geometry, without slip. */
public enum BearingFault {
    OUTER_RACE("outer race", 9 / 2.0 * (1 - Geometry.RATIO)),
    INNER_RACE("inner race", 9 / 2.0 * (1 + Geometry.RATIO)),
    BALL("ball", (1 - Geometry.RATIO * Geometry.RATIO) / Geometry.RATIO);

    /** Of a deep groove bearing 6205: nine balls of 7.94 mm on a pitch circle of 39.04 mm. */
    private static final class Geometry {
        static final double RATIO = 7.94 / 39.04;
    }

    /** Turns of the cage in a turn of the shaft. */
    static final double CAGE_ORDER = (1 - Geometry.RATIO) / 2;

    private final String label;
    private final double order;

    BearingFault(String label, double order) {
        this.label = label;
        this.order = order;
    }

    /** In words, as the truth says it. */
    public String label() {
        return label;
    }

    /** Blows in a turn of the shaft. */
    double order() {
        return order;
    }

    /** A fault on a part that turns comes and goes with the load. */
    double load(double turns) {
        return switch (this) {
            case OUTER_RACE -> 1;
            case INNER_RACE -> 1 + 0.6 * Math.cos(2 * Math.PI * turns);
            case BALL -> 1 + 0.6 * Math.cos(2 * Math.PI * CAGE_ORDER * turns);
        };
    }
}
