package org.millwright.maintenance.vibration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * How loud a machine is while healthy: the noise floor in bands of {@value #BAND_HERTZ} Hz. The floor, not the power: lines
 * of gears and motor move with speed and load. Taken at one machine, it says nothing of another.
 */
public final class HealthyReference {

    static final double BAND_HERTZ = 500;
    /** Lines a band's floor is the middle of. */
    private static final double LINES = 40;
    /** Twice the amplitude: the step at which alarms on a trend are commonly set. */
    static final double ALARM_DECIBELS = 6;
    /** The sensor's filter begins here, as a share of half of the sampling rate. */
    private static final double USABLE = 23 / 24.0;

    private final double[] highest;

    private HealthyReference(double[] highest) {
        this.highest = highest;
    }

    /** @param healthy waveforms of one sampling rate, finite; at least one */
    public static HealthyReference of(Collection<Waveform> healthy) {
        if (healthy.isEmpty()) {
            throw new IllegalArgumentException("no healthy waveform: at least one is needed");
        }
        double[] highest = new double[0];
        for (Waveform waveform : healthy) {
            double[] floor = floor(waveform);
            if (highest.length == 0) {
                highest = floor;
            }
            if (floor.length != highest.length) {
                throw new IllegalArgumentException("healthy waveforms of different sampling rates");
            }
            for (int i = 0; i < floor.length; i++) {
                highest[i] = Math.max(highest[i], floor[i]);
            }
        }
        return new HealthyReference(highest);
    }

    /**
     * The noise floor, band by band.
     *
     * @return decibels over the square of the waveform's unit per hertz
     */
    public static double[] floor(Waveform waveform) {
        PowerSpectrum spectrum = PowerSpectrum.of(waveform, BAND_HERTZ / LINES);
        int bands = (int) Math.max(1, Math.floor(waveform.rateHertz() / 2 * USABLE / BAND_HERTZ));
        double[] floor = new double[bands];
        for (int i = 0; i < bands; i++) {
            double density = spectrum.floor(new Band(i * BAND_HERTZ, (i + 1) * BAND_HERTZ));
            floor[i] = 10 * Math.log10(Math.max(density, Double.MIN_NORMAL));
        }
        return floor;
    }

    /**
     * @param decibels over the loudest that the band was while healthy
     */
    public record Rise(Band band, double decibels) {}

    /** The bands that are louder by {@value #ALARM_DECIBELS} dB or more than ever while healthy. */
    public List<Rise> rises(Waveform waveform) {
        double[] floor = floor(waveform);
        List<Rise> rises = new ArrayList<>();
        for (int i = 0; i < Math.min(floor.length, highest.length); i++) {
            if (floor[i] - highest[i] >= ALARM_DECIBELS) {
                rises.add(new Rise(new Band(i * BAND_HERTZ, (i + 1) * BAND_HERTZ), floor[i] - highest[i]));
            }
        }
        return rises;
    }
}
