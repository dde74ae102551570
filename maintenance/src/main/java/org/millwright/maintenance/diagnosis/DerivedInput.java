package org.millwright.maintenance.diagnosis;

import static java.util.Objects.requireNonNull;

/**
 * A quantity of physics that follows from two measured inputs; missing where one of them is.
 *
 * @param first name of a measured input
 * @param second name of a measured input
 * @param factor makes the unit right
 */
public record DerivedInput(String name, String unit, Kind kind, String first, String second, double factor) {

    /** How it follows. */
    public enum Kind {
        /** {@code factor · (first − second)}. */
        DIFFERENCE,
        /** {@code factor · first · second}. */
        PRODUCT
    }

    public DerivedInput {
        requireNonNull(name, "name is null");
        requireNonNull(unit, "unit is null");
        if (!Double.isFinite(factor)) {
            throw new IllegalArgumentException("input " + name + ": factor " + factor + " must be finite");
        }
    }

    double of(double firstValue, double secondValue) {
        return switch (kind) {
            case DIFFERENCE -> factor * (firstValue - secondValue);
            case PRODUCT -> factor * firstValue * secondValue;
        };
    }
}
