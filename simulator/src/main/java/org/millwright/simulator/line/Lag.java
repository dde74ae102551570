package org.millwright.simulator.line;

/** A quantity that follows its target with one time constant, as a heated mass does. */
final class Lag {

    private final double timeConstantSeconds;
    private double value;

    Lag(double start, double timeConstantSeconds) {
        this.value = start;
        this.timeConstantSeconds = timeConstantSeconds;
    }

    Lag copy() {
        return new Lag(value, timeConstantSeconds);
    }

    double value() {
        return value;
    }

    /** Exact for a target held over the step, so no step is too long to be stable. */
    double follow(double target, double seconds) {
        value += (target - value) * -Math.expm1(-seconds / timeConstantSeconds);
        return value;
    }
}
