package org.millwright.maintenance.vibration;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Figures of one waveform, for a trend or a model.
 *
 * @param bandDecibels power in equal bands from 0 Hz to half of the sampling rate, over the square of the waveform's unit
 * @param kurtogram the most impulsive band
 * @param lines how far the fault frequencies and their harmonics stand out of the envelope spectrum, not whitened
 */
public record VibrationFeatures(
        WaveformStatistics statistics, List<Double> bandDecibels, Kurtogram kurtogram, List<EnvelopeLine> lines) {

    /**
     * @param frequency such as {@code BPFO}
     * @param harmonic 1 for the fundamental
     * @param wholeDecibels over its surroundings, with the whole spectrum demodulated
     * @param impulsiveDecibels over its surroundings, with the most impulsive band demodulated
     */
    public record EnvelopeLine(String frequency, int harmonic, double wholeDecibels, double impulsiveDecibels) {}

    public VibrationFeatures {
        requireNonNull(statistics, "statistics is null");
        requireNonNull(kurtogram, "kurtogram is null");
        bandDecibels = List.copyOf(bandDecibels);
        lines = List.copyOf(lines);
    }

    /** All figures in a fixed order, for a model. */
    public float[] asRow() {
        double[] whole = {
            statistics.rms(),
            statistics.peak(),
            statistics.crest(),
            statistics.kurtosis(),
            statistics.skewness(),
            kurtogram.kurtosis()
        };
        float[] row = new float[whole.length + bandDecibels.size() + 2 * lines.size()];
        int at = 0;
        for (double figure : whole) {
            row[at++] = (float) figure;
        }
        for (double band : bandDecibels) {
            row[at++] = (float) band;
        }
        for (EnvelopeLine line : lines) {
            row[at++] = (float) line.wholeDecibels();
            row[at++] = (float) line.impulsiveDecibels();
        }
        return row;
    }
}
