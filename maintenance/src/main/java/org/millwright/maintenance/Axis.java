package org.millwright.maintenance;

import static java.util.Objects.requireNonNull;

/**
 * What the steps of a window are counted along: not the clock but what wears the machine.
 *
 * @param input the input that carries it, such as {@code cycle} or {@code operating-hours}; only ever grows, but for a
 *     replaced part
 * @param unit of the input and of {@code step}
 * @param step how much of the axis makes one step
 * @param aggregation what a step holds of the values that fell into it
 * @param longestHold how much of the axis may pass between two of its readings before what lies between is unknown,
 *     not unchanged; at least one step
 */
public record Axis(String input, String unit, double step, Aggregation aggregation, double longestHold) {

    /** How the values within a step become one. */
    public enum Aggregation {
        /** The newest values; the step can be used as soon as it settled. For machines that report once a cycle. */
        LAST,
        /** The mean along the axis; the step can be used when the axis has left it. For values that are always there. */
        MEAN
    }

    public Axis {
        requireNonNull(input, "input is null");
        requireNonNull(unit, "unit is null");
        requireNonNull(aggregation, "aggregation is null");
        if (!(step > 0 && Double.isFinite(step))) {
            throw new IllegalArgumentException("axis " + input + ": step " + step + " must be above 0");
        }
        if (!(longestHold >= step && Double.isFinite(longestHold))) {
            throw new IllegalArgumentException(
                    "axis " + input + ": longest hold " + longestHold + " must be at least one step, " + step);
        }
    }

    /** Which step a value of the axis lies in; a hair below a step's edge counts as on it. */
    long stepAt(double value) {
        return (long) Math.floor(value / step + 1e-9);
    }
}
