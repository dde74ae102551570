package org.millwright.maintenance.vibration;

import java.util.Arrays;
import org.millwright.hardware.spectrum.Fourier;

/**
 * Power spectral density by Welch (1967): Hann windows that overlap by half, each with its mean taken off. One-sided, in the
 * square of the waveform's unit per hertz.
 */
public final class PowerSpectrum {

    private final double[] density;
    private final double hertzPerBin;

    private PowerSpectrum(double[] density, double hertzPerBin) {
        this.density = density;
        this.hertzPerBin = hertzPerBin;
    }

    /** @param resolutionHertz coarsest distance of the lines; a shorter waveform makes it coarser */
    public static PowerSpectrum of(Waveform waveform, double resolutionHertz) {
        int least = (int) Math.clamp(Math.ceil(waveform.rateHertz() / resolutionHertz), 2, Fourier.LARGEST);
        int wanted = Integer.highestOneBit(2 * least - 1);
        int size = Math.max(2, Math.min(wanted, Integer.highestOneBit(Math.max(2, waveform.length()))));
        Fourier fourier = new Fourier(size);
        double[] window = hann(size);
        double squares = Arrays.stream(window).map(w -> w * w).sum();
        double[] density = new double[size / 2 + 1];
        int segments = 0;
        for (int from = 0; from + size <= waveform.length(); from += size / 2) {
            add(waveform.values(), from, window, fourier, density);
            segments++;
        }
        for (int k = 0; k < density.length; k++) {
            double sides = k == 0 || k == size / 2 ? 1 : 2;
            density[k] *= sides / (squares * waveform.rateHertz() * Math.max(1, segments));
        }
        return new PowerSpectrum(density, waveform.rateHertz() / size);
    }

    private static void add(double[] samples, int from, double[] window, Fourier fourier, double[] density) {
        double mean = 0;
        for (int i = 0; i < window.length; i++) {
            mean += samples[from + i] / window.length;
        }
        double[] re = new double[window.length];
        double[] im = new double[window.length];
        for (int i = 0; i < window.length; i++) {
            re[i] = (samples[from + i] - mean) * window[i];
        }
        fourier.forward(re, im);
        for (int k = 0; k < density.length; k++) {
            density[k] += re[k] * re[k] + im[k] * im[k];
        }
    }

    /** The periodic Hann window. */
    static double[] hann(int size) {
        double[] window = new double[size];
        for (int i = 0; i < size; i++) {
            window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / size);
        }
        return window;
    }

    public double hertzPerBin() {
        return hertzPerBin;
    }

    /** How many lines there are, from 0 Hz to half of the sampling rate. */
    public int bins() {
        return density.length;
    }

    public double density(int bin) {
        return density[bin];
    }

    /** What lies within the band, in the square of the waveform's unit. */
    public double power(Band band) {
        return Arrays.stream(within(band)).sum() * hertzPerBin;
    }

    /** The middle density of the band, which single lines do not move: what is noise. NaN where the band has no line. */
    public double floor(Band band) {
        double[] sorted = within(band);
        Arrays.sort(sorted);
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }

    private double[] within(Band band) {
        int from = Math.min(density.length, (int) Math.ceil(band.lowHertz() / hertzPerBin));
        int to = Math.min(density.length, (int) Math.ceil(band.highHertz() / hertzPerBin));
        return Arrays.copyOfRange(density, from, Math.max(from, to));
    }
}
