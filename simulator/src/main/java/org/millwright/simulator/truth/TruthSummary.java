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
     * @param fault the part that is spalled, such as {@code inner race}; {@code none} while none is
     * @param waveforms recordings of its vibration that were served
     */
    public record Bearing(
            double operatingHours, double wear, double remainingHours, boolean failed, String fault, long waveforms) {}
}
