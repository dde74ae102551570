package org.millwright.simulator.truth;

import static java.util.Objects.requireNonNull;

/** @param valuesPublished on all protocols since the start */
public record TruthSummary(long partsMade, long defectsMade, long valuesPublished, Bearing bearing) {

    public TruthSummary {
        requireNonNull(bearing, "bearing is null");
    }

    /**
     * @param wear 0 (new) to 1 (failed)
     * @param remainingHours of operation, on the axis of {@code operatingHours}
     */
    public record Bearing(double operatingHours, double wear, double remainingHours, boolean failed) {}
}
