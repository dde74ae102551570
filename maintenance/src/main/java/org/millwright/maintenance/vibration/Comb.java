package org.millwright.maintenance.vibration;

/**
 * Looks for a frequency and its harmonics in an envelope spectrum, within the slip of the rolling elements; all harmonics
 * share one slip.
 *
 * @param slip largest departure from the kinematic frequency, as a share of it
 * @param harmonics how many, the fundamental included
 */
record Comb(double slip, int harmonics) {

    /** More says how large a fault is, not which. */
    private static final double MOST_DECIBELS = 30;
    /** A harmonic that stands out more than this over the fundamental is another fault's: 3 BPFO lies by 2 BPFI. */
    private static final double MOST_OVER_FUNDAMENTAL_DECIBELS = 6;

    /** @param hertz of the fundamental */
    record Match(double hertz, double decibels) {}

    Match best(EnvelopeSpectrum spectrum, double expectedHertz) {
        double step = spectrum.hertzPerBin() / (2 * harmonics);
        int steps = (int) Math.ceil(slip * expectedHertz / step);
        Match best = new Match(expectedHertz, decibels(spectrum, expectedHertz));
        for (int i = -steps; i <= steps; i++) {
            double hertz = expectedHertz + i * step;
            double decibels = decibels(spectrum, hertz);
            if (decibels > best.decibels()) {
                best = new Match(hertz, decibels);
            }
        }
        return best;
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
