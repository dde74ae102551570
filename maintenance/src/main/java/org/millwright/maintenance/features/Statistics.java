package org.millwright.maintenance.features;

/**
 * What a signal did over a window, each moment of time counting the same; in the signal's unit where none is named.
 *
 * @param rms root of the mean square
 * @param skewness 0 for what is symmetric; NaN for a constant
 * @param kurtosis 3 for a bell curve, more where there are rare peaks; NaN for a constant
 * @param slopePerHour of the straight line through it, in units an hour
 */
public record Statistics(
        double mean,
        double deviation,
        double lowest,
        double highest,
        double rms,
        double skewness,
        double kurtosis,
        double slopePerHour) {

    /** From the lowest to the highest. */
    public double range() {
        return highest - lowest;
    }
}
