package org.millwright.maintenance.vibration;

import java.util.List;

/**
 * Looks for a frequency and its harmonics in envelope spectra, within the slip of the rolling elements; all harmonics share
 * one slip.
 *
 * @param slip largest departure from the kinematic frequency, as a share of it
 * @param harmonics how many, the fundamental included
 */
record Comb(double slip, int harmonics) {

    /** More says how large a fault is, not which. */
    private static final double MOST_DECIBELS = 30;
    /** A harmonic that stands out more than this over the fundamental is another fault's: 3 BPFO lies by 2 BPFI. */
    private static final double MOST_OVER_FUNDAMENTAL_DECIBELS = 6;

    /** The envelope spectrum of one band. */
    record Demodulated(Band band, EnvelopeSpectrum spectrum) {}

    /**
     * @param hertz of the fundamental
     * @param band where it stands out most
     */
    record Match(double hertz, double decibels, Band band) {}

    /**
     * The slip at which the harmonics stand out most.
     *
     * @param levels the spectrum cut ever finer; of each level the best band counts, and the mean of the levels: a
     *     resonance, wide or narrow, shows at all of them, and noise rarely does at the same slip
     */
    Match best(List<List<Demodulated>> levels, double expectedHertz) {
        double step = levels.getFirst().getFirst().spectrum().hertzPerBin() / (2 * harmonics);
        int steps = (int) Math.ceil(slip * expectedHertz / step);
        Match best = at(levels, expectedHertz);
        for (int i = -steps; i <= steps; i++) {
            Match match = at(levels, expectedHertz + i * step);
            if (match.decibels() > best.decibels()) {
                best = match;
            }
        }
        return best;
    }

    private Match at(List<List<Demodulated>> levels, double hertz) {
        double sum = 0;
        double highest = -1;
        Band band = levels.getFirst().getFirst().band();
        for (List<Demodulated> level : levels) {
            double best = -1;
            for (Demodulated one : level) {
                double decibels = decibels(one.spectrum(), hertz);
                best = Math.max(best, decibels);
                if (decibels > highest) {
                    highest = decibels;
                    band = one.band();
                }
            }
            sum += best;
        }
        return new Match(hertz, sum / levels.size(), band);
    }

    private double decibels(EnvelopeSpectrum spectrum, double hertz) {
        double fundamental = Math.min(MOST_DECIBELS, spectrum.prominence(hertz));
        double sum = fundamental;
        for (int harmonic = 2; harmonic <= harmonics; harmonic++) {
            double most = Math.min(MOST_DECIBELS, fundamental + MOST_OVER_FUNDAMENTAL_DECIBELS);
            sum += Math.min(most, spectrum.prominence(harmonic * hertz));
        }
        return sum / harmonics;
    }
}
