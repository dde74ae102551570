package org.millwright.maintenance.vibration;

import java.util.Arrays;

/**
 * Spectrum of the squared envelope of one band (Randall and Antoni 2011, section 5), as the depth of modulation: the
 * envelope is divided by its mean, so neither gain nor unit shows.
 */
public final class EnvelopeSpectrum {

    /** Fewer lines do not give a floor. */
    private static final int LEAST_NEIGHBOURS = 24;

    private final double[] power;
    private final double[] floor;
    private final double hertzPerBin;
    private final int step;

    /**
     * @param squared envelope, squared, over {@code seconds}; a power of two of samples
     * @param highestHertz what is above is left out
     * @param floorHalfWidthHertz how far to each side of a line its surroundings reach
     */
    EnvelopeSpectrum(
            double[] squared, double seconds, double highestHertz, double floorHalfWidthHertz, Fouriers fouriers) {
        double mean = Arrays.stream(squared).average().orElse(0);
        double[] window = PowerSpectrum.hann(squared.length);
        double[] re = new double[squared.length];
        for (int i = 0; i < re.length; i++) {
            re[i] = (squared[i] / mean - 1) * window[i] / squared.length;
        }
        double[] im = new double[re.length];
        fouriers.of(re.length).forward(re, im);
        this.hertzPerBin = 1 / seconds;
        int halfWidth = (int) Math.max(LEAST_NEIGHBOURS, floorHalfWidthHertz / hertzPerBin);
        int bins = (int) Math.min(re.length / 2.0, highestHertz / hertzPerBin + halfWidth + 1);
        this.power = new double[bins];
        for (int k = 0; k < bins; k++) {
            power[k] = re[k] * re[k] + im[k] * im[k];
        }
        this.step = Math.max(1, halfWidth / 2);
        this.floor = floor(halfWidth);
    }

    /** The median around every {@code step}-th line; the first two lines belong to the window. */
    private double[] floor(int halfWidth) {
        double[] medians = new double[power.length / step + 1];
        for (int i = 0; i < medians.length; i++) {
            int from = Math.max(2, Math.min(i * step - halfWidth, power.length - 2 * halfWidth));
            double[] around =
                    Arrays.copyOfRange(power, from, Math.max(from, Math.min(power.length, i * step + halfWidth + 1)));
            Arrays.sort(around);
            medians[i] = around.length == 0 ? Double.NaN : around[around.length / 2];
        }
        return medians;
    }

    public double hertzPerBin() {
        return hertzPerBin;
    }

    public int bins() {
        return power.length;
    }

    /** The square of the depth of modulation at this line. */
    public double power(int bin) {
        return power[bin];
    }

    /**
     * How far the strongest of the lines next to a frequency stands out from the middle of its surroundings.
     *
     * @return decibels; 0 where there is no line, never below 0
     */
    public double prominence(double hertz) {
        int centre = (int) Math.round(hertz / hertzPerBin);
        double best = 0;
        for (int k = Math.max(2, centre - 1); k <= centre + 1 && k < power.length; k++) {
            best = Math.max(best, power[k]);
        }
        if (best <= 0 || centre >= power.length) {
            return 0;
        }
        double around = floor[Math.min(floor.length - 1, (centre + step / 2) / step)];
        return around > 0 ? Math.max(0, 10 * Math.log10(best / around)) : 0;
    }
}
