package org.millwright.maintenance;

import static java.util.Objects.requireNonNull;

/**
 * One input of a model and how it is scaled for the network where there is one operating
 * regime: {@code (value − mean) / deviation}.
 *
 * @param name lower case with dashes, such as {@code vibration-rms}
 * @param unit as the machine must deliver it; empty where there is none
 * @param feature whether the network sees it, or it is there for the axis only
 * @param low the lowest value in training
 * @param high the highest value in training
 */
public record LifeInput(
        String name, String unit, boolean feature, double mean, double deviation, double low, double high) {

    public LifeInput {
        requireNonNull(name, "name is null");
        requireNonNull(unit, "unit is null");
        if (!(deviation > 0 && Double.isFinite(deviation) && Double.isFinite(mean))) {
            throw new IllegalArgumentException("input " + name + ": mean " + mean + " and deviation " + deviation
                    + " must be finite, the deviation above 0");
        }
        if (!(low <= high)) {
            throw new IllegalArgumentException("input " + name + ": low " + low + " must not be above high " + high);
        }
    }
}
