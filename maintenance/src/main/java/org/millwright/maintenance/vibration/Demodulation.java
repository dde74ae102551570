package org.millwright.maintenance.vibration;

/**
 * A waveform's spectrum, ready for the envelope of any band: the band's lines alone, transformed back, are the analytic
 * signal (Hilbert transform) shifted to 0 Hz, whose magnitude is the envelope. One long transform for the waveform and one
 * short one a band. Immutable.
 */
final class Demodulation {

    private final double[] re;
    private final double[] im;
    private final double seconds;
    private final double rateHertz;
    private final Fouriers fouriers;

    /** @param waveform finite throughout and not empty */
    Demodulation(Waveform waveform, Fouriers fouriers) {
        this.fouriers = fouriers;
        this.seconds = waveform.seconds();
        this.rateHertz = waveform.rateHertz();
        this.re = waveform.samples();
        this.im = new double[re.length];
        double mean = 0;
        for (double sample : re) {
            mean += sample / re.length;
        }
        for (int i = 0; i < re.length; i++) {
            re[i] -= mean;
        }
        fouriers.of(re.length).forward(re, im);
    }

    double nyquistHertz() {
        return rateHertz / 2;
    }

    /** Kurtosis of the complex envelope less 2: 0 for Gaussian noise, high for a train of impulses (Antoni 2007). */
    double kurtosis(Band band) {
        double second = 0;
        double fourth = 0;
        double[] squared = squaredEnvelope(band, false);
        for (double value : squared) {
            second += value / squared.length;
            fourth += value * value / squared.length;
        }
        return second > 0 ? fourth / (second * second) - 2 : Double.NaN;
    }

    /**
     * @param whitened every line at the same magnitude first (cepstrum pre-whitening, Borghesani et al. 2013): what is
     *     periodic with the shaft and strong, such as gears, no longer hides what is only repeated
     */
    EnvelopeSpectrum envelope(Band band, boolean whitened, double highestHertz, double floorHalfWidthHertz) {
        return new EnvelopeSpectrum(
                squaredEnvelope(band, whitened), seconds, highestHertz, floorHalfWidthHertz, fouriers);
    }

    /** A power of two of samples over the waveform's duration, at least twice as many as lines: the square fits in. */
    private double[] squaredEnvelope(Band band, boolean whitened) {
        int from = Math.max(1, (int) Math.ceil(band.lowHertz() * seconds));
        int to = Math.min((re.length + 1) / 2, (int) Math.ceil(band.highHertz() * seconds));
        int lines = Math.max(0, to - from);
        int size = Integer.highestOneBit(Math.max(1, 2 * lines - 1)) * 2;
        double[] real = new double[size];
        double[] imaginary = new double[size];
        for (int k = 0; k < lines; k++) {
            double magnitude = whitened ? Math.hypot(re[from + k], im[from + k]) : 1;
            if (magnitude > 0) {
                real[k] = re[from + k] / magnitude;
                imaginary[k] = im[from + k] / magnitude;
            }
        }
        fouriers.of(size).inverse(real, imaginary);
        for (int i = 0; i < size; i++) {
            real[i] = real[i] * real[i] + imaginary[i] * imaginary[i];
        }
        return real;
    }
}
