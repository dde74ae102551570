package org.millwright.maintenance.training.vibration;

import java.util.Arrays;
import org.millwright.maintenance.vibration.PowerSpectrum;
import org.millwright.maintenance.vibration.Waveform;

/**
 * At which rate a recording was really sampled, by the lines of the shaft: at the true rate they lie at whole orders.
 *
 * <p>The set's normal recordings are listed with those at 12 kHz but were sampled at 48 kHz (Smith and Randall 2015 say so, and so do
 * their shaft lines). Taken as 12 kHz, sampling alone would tell normal from faulty.
 */
final class ShaftLines {

    private static final double[] RATES_HERTZ = {12_000, 48_000};
    private static final int ORDERS = 60;
    /** Speeds are written down to the nearest revolution or not at all. */
    private static final double SPEED_TOLERANCE = 0.005;

    private static final double SPEED_STEP = 0.00005;
    /** Lines to either side that a line's surroundings reach. */
    private static final int AROUND = 40;

    private ShaftLines() {}

    /** The one of 12 and 48 kHz at which the shaft's lines stand out more. */
    static double rateHertz(Recording recording) {
        double best = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (double rate : RATES_HERTZ) {
            double prominence = prominence(recording.whole(), rate);
            if (prominence > highest) {
                highest = prominence;
                best = rate;
            }
        }
        return best;
    }

    /** Mean of how far the lines at whole orders stand out in decibels, at the best speed near the one written down. */
    private static double prominence(Waveform waveform, double rateHertz) {
        double shaftHertz = waveform.shaftPerMinute().orElseThrow() / 60;
        Waveform assumed = new Waveform(waveform.samples(), rateHertz, "g", waveform.shaftPerMinute(), true);
        // The finest that two halves with overlap give: single orders, and their drift, must be told apart.
        PowerSpectrum spectrum = PowerSpectrum.of(assumed, 2 / assumed.seconds());
        double[] decibels = decibels(spectrum);
        double best = Double.NEGATIVE_INFINITY;
        for (double off = -SPEED_TOLERANCE; off <= SPEED_TOLERANCE; off += SPEED_STEP) {
            double sum = 0;
            for (int order = 1; order <= ORDERS; order++) {
                int bin = (int) Math.round(order * shaftHertz * (1 + off) / spectrum.hertzPerBin());
                sum += bin < decibels.length ? decibels[bin] : 0;
            }
            best = Math.max(best, sum / ORDERS);
        }
        return best;
    }

    private static double[] decibels(PowerSpectrum spectrum) {
        double[] decibels = new double[spectrum.bins()];
        for (int i = 0; i < decibels.length; i++) {
            decibels[i] = 10 * Math.log10(Math.max(spectrum.density(i), Double.MIN_NORMAL));
        }
        double[] prominence = new double[decibels.length];
        for (int i = 0; i < decibels.length; i += AROUND) {
            double[] around = Arrays.copyOfRange(
                    decibels, Math.max(0, i - AROUND), Math.min(decibels.length, i + 2 * AROUND));
            Arrays.sort(around);
            double floor = around[around.length / 2];
            for (int j = i; j < Math.min(decibels.length, i + AROUND); j++) {
                prominence[j] = decibels[j] - floor;
            }
        }
        return prominence;
    }
}
