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

    private static final int FASTER = 4;
    private static final int ORDERS = 60;
    /** Speeds are written down to the nearest revolution or not at all. */
    private static final double SPEED_TOLERANCE = 0.005;

    private static final double SPEED_STEP = 0.00005;
    /** Lines to either side that a line's surroundings reach. */
    private static final int AROUND = 40;

    private static final double MARGIN_DECIBELS = 6;

    private ShaftLines() {}

    /**
     * 48 kHz if lines stand out at whole orders that would be quarters of an order at 12 kHz, where a shaft has none; else
     * 12 kHz.
     */
    static double rateHertz(Recording recording) {
        return quarterDecibels(recording) > MARGIN_DECIBELS ? FASTER * CwruFiles.RATE_HERTZ : CwruFiles.RATE_HERTZ;
    }

    /** How much more the quarters of an order stand out than what lies half-way between them, were it 12 kHz. */
    static double quarterDecibels(Recording recording) {
        Waveform whole = recording.whole();
        double shaftHertz = whole.shaftPerMinute().orElseThrow() / 60 / FASTER;
        // The finest that two halves with overlap give: the quarters must be told apart.
        PowerSpectrum spectrum = PowerSpectrum.of(whole, 2 / whole.seconds());
        double[] decibels = decibels(spectrum);
        double lines = Double.NEGATIVE_INFINITY;
        double between = Double.NEGATIVE_INFINITY;
        for (double off = -SPEED_TOLERANCE; off <= SPEED_TOLERANCE; off += SPEED_STEP) {
            double binsPerQuarter = shaftHertz * (1 + off) / spectrum.hertzPerBin();
            lines = Math.max(lines, mean(decibels, binsPerQuarter, 0));
            between = Math.max(between, mean(decibels, binsPerQuarter, 0.5));
        }
        return lines - between;
    }

    private static double mean(double[] decibels, double binsPerQuarter, double shift) {
        double sum = 0;
        int count = 0;
        for (int quarter = 1; quarter <= ORDERS; quarter++) {
            int bin = (int) Math.round((quarter + shift) * binsPerQuarter);
            if (quarter % FASTER != 0 && bin < decibels.length) {
                sum += decibels[bin];
                count++;
            }
        }
        return sum / Math.max(1, count);
    }

    private static double[] decibels(PowerSpectrum spectrum) {
        double[] decibels = new double[spectrum.bins()];
        for (int i = 0; i < decibels.length; i++) {
            decibels[i] = 10 * Math.log10(Math.max(spectrum.density(i), Double.MIN_NORMAL));
        }
        double[] prominence = new double[decibels.length];
        for (int i = 0; i < decibels.length; i += AROUND) {
            double[] around =
                    Arrays.copyOfRange(decibels, Math.max(0, i - AROUND), Math.min(decibels.length, i + 2 * AROUND));
            Arrays.sort(around);
            double floor = around[around.length / 2];
            for (int j = i; j < Math.min(decibels.length, i + AROUND); j++) {
                prominence[j] = decibels[j] - floor;
            }
        }
        return prominence;
    }
}
