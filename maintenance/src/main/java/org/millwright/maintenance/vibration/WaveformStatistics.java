package org.millwright.maintenance.vibration;

import java.util.Optional;

/**
 * Figures of a waveform as a whole, its mean taken off.
 *
 * @param mean in the waveform's unit
 * @param rms root of the mean square, in the waveform's unit
 * @param peak the largest magnitude, in the waveform's unit
 * @param crest peak over rms; 1.41 for a sine
 * @param kurtosis fourth moment over the square of the second; 3 for Gaussian noise, 1.5 for a sine
 * @param skewness third moment over the 1.5th power of the second; 0 where up and down are alike
 */
public record WaveformStatistics(double mean, double rms, double peak, double crest, double kurtosis, double skewness) {

    /** What can be said without the shaft's speed; empty where samples are not finite, or all the same. */
    public static Optional<WaveformStatistics> of(Waveform waveform) {
        WaveformStatistics found = of(waveform.values());
        return Double.isFinite(found.kurtosis()) && found.rms() > 0 ? Optional.of(found) : Optional.empty();
    }

    /** Crest, kurtosis and skewness of a constant are NaN. */
    static WaveformStatistics of(double[] samples) {
        double sum = 0;
        for (double sample : samples) {
            sum += sample;
        }
        double mean = sum / samples.length;
        double second = 0;
        double third = 0;
        double fourth = 0;
        double peak = 0;
        for (double sample : samples) {
            double off = sample - mean;
            second += off * off;
            third += off * off * off;
            fourth += off * off * off * off;
            peak = Math.max(peak, Math.abs(off));
        }
        second /= samples.length;
        double rms = Math.sqrt(second);
        return new WaveformStatistics(
                mean,
                rms,
                peak,
                peak / rms,
                fourth / samples.length / (second * second),
                third / samples.length / (second * rms));
    }
}
