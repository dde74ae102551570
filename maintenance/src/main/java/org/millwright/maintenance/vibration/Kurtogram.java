package org.millwright.maintenance.vibration;

import java.util.ArrayList;
import java.util.List;

/**
 * The band in which a waveform is most impulsive, found over a tree of halves and thirds of the spectrum as in the fast
 * kurtogram (Antoni 2007); the filters are cut in the frequency domain.
 *
 * @param band the most impulsive
 * @param kurtosis of the complex envelope there, less 2: near 0 where nothing is impulsive
 */
public record Kurtogram(Band band, double kurtosis) {

    /** The lowest part holds the shaft and the mains, the highest the sensor's filter. */
    private static final double LOWEST = 1 / 24.0;

    private static final double HIGHEST = 23 / 24.0;

    private static final int[] PARTS = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32};

    /**
     * The bands of the tree.
     *
     * @param leastWidthHertz narrower ones are left out; the whole always stays
     */
    static List<Band> tree(double nyquistHertz, double leastWidthHertz, int... parts) {
        double low = LOWEST * nyquistHertz;
        double whole = (HIGHEST - LOWEST) * nyquistHertz;
        List<Band> bands = new ArrayList<>();
        for (int count : parts) {
            double width = whole / count;
            for (int i = 0; i < count && (count == 1 || width >= leastWidthHertz); i++) {
                bands.add(new Band(low + i * width, low + (i + 1) * width));
            }
        }
        return bands;
    }

    static Kurtogram of(Demodulation demodulation, double leastWidthHertz) {
        Band best = new Band(0, demodulation.nyquistHertz());
        double highest = Double.NEGATIVE_INFINITY;
        for (Band band : tree(demodulation.nyquistHertz(), leastWidthHertz, PARTS)) {
            double kurtosis = demodulation.kurtosis(band);
            if (kurtosis > highest) {
                highest = kurtosis;
                best = band;
            }
        }
        return new Kurtogram(best, highest);
    }
}
