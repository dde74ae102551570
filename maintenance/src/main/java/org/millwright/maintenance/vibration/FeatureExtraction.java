package org.millwright.maintenance.vibration;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.millwright.maintenance.vibration.BearingFinding.Uncertain;
import org.millwright.maintenance.vibration.VibrationFeatures.EnvelopeLine;

/** Computes {@link VibrationFeatures} of one bearing's waveforms. Safe for use by several threads. */
public final class FeatureExtraction {

    private static final int BANDS = 12;
    private static final double RESOLUTION_HERTZ = 12.5;
    private static final int HARMONICS = 3;
    private static final double FLOOR_HALF_WIDTH_ORDERS = 2;
    private static final double SLIP = 0.01;

    private final BearingOrders orders;
    private final Fouriers fouriers = new Fouriers();

    public FeatureExtraction(BearingOrders orders) {
        this.orders = requireNonNull(orders, "orders is null");
    }

    /** Why there are no features of this waveform; empty where there are. */
    public Optional<Uncertain> refusal(Waveform waveform) {
        return WaveformCheck.problem(waveform, highestOrder());
    }

    /** @throws IllegalArgumentException where there is a {@link #refusal} */
    public VibrationFeatures of(Waveform waveform) {
        refusal(waveform).ifPresent(refusal -> {
            throw new IllegalArgumentException("no features of " + waveform + ": " + refusal.reason());
        });
        double highestHertz = highestOrder() * waveform.shaftPerMinute().orElseThrow() / 60;
        Demodulation demodulation = new Demodulation(waveform, fouriers);
        Kurtogram kurtogram = Kurtogram.of(demodulation, BearingExamination.LEAST_WIDTH * highestHertz);
        return new VibrationFeatures(
                WaveformStatistics.of(waveform.values()),
                bandDecibels(waveform),
                kurtogram,
                lines(demodulation, kurtogram.band(), waveform));
    }

    private static List<Double> bandDecibels(Waveform waveform) {
        PowerSpectrum spectrum = PowerSpectrum.of(waveform, RESOLUTION_HERTZ);
        double width = waveform.rateHertz() / 2 / BANDS;
        List<Double> decibels = new ArrayList<>();
        for (int i = 0; i < BANDS; i++) {
            double power = spectrum.power(new Band(i * width, (i + 1) * width));
            decibels.add(10 * Math.log10(Math.max(power, Double.MIN_NORMAL)));
        }
        return decibels;
    }

    private List<EnvelopeLine> lines(Demodulation demodulation, Band impulsive, Waveform waveform) {
        double shaftHertz = waveform.shaftPerMinute().orElseThrow() / 60;
        double highestHertz = highestOrder() * shaftHertz * (1 + SLIP);
        double halfWidthHertz = FLOOR_HALF_WIDTH_ORDERS * shaftHertz;
        Band all = new Band(0, demodulation.nyquistHertz());
        var whole = level(all, demodulation.envelope(all, false, highestHertz, halfWidthHertz));
        var part = level(impulsive, demodulation.envelope(impulsive, false, highestHertz, halfWidthHertz));
        Comb alone = new Comb(SLIP, 1);
        List<EnvelopeLine> lines = new ArrayList<>();
        frequencies().forEach((name, order) -> {
            for (int harmonic = 1; harmonic <= HARMONICS; harmonic++) {
                double hertz = harmonic * order * shaftHertz;
                lines.add(new EnvelopeLine(
                        name,
                        harmonic,
                        alone.best(whole, hertz).decibels(),
                        alone.best(part, hertz).decibels()));
            }
        });
        return lines;
    }

    private static List<List<Comb.Demodulated>> level(Band band, EnvelopeSpectrum spectrum) {
        return List.of(List.of(new Comb.Demodulated(band, spectrum)));
    }

    private Map<String, Double> frequencies() {
        Map<String, Double> frequencies = new TreeMap<>();
        for (FaultKind kind : FaultKind.values()) {
            frequencies.put(kind.frequency(), orders.of(kind));
        }
        frequencies.put("FTF", orders.cage());
        frequencies.put("shaft", 1.0);
        return frequencies;
    }

    private double highestOrder() {
        return HARMONICS * Math.max(orders.inner(), Math.max(orders.outer(), orders.ball()));
    }
}
