package org.millwright.maintenance.vibration;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.millwright.maintenance.vibration.BearingFinding.Cause;
import org.millwright.maintenance.vibration.BearingFinding.Fault;
import org.millwright.maintenance.vibration.BearingFinding.Healthy;
import org.millwright.maintenance.vibration.BearingFinding.Uncertain;

/**
 * Looks for the fault frequencies of one bearing in a waveform, with nothing trained: whitens the spectrum, demodulates a
 * set of bands, and looks in each envelope spectrum for the frequencies that geometry and speed give. A few milliseconds
 * for a second at 12 kHz. Safe for use by several threads.
 */
public final class BearingExamination {

    /** How far rolling elements slip: one or two per cent (Randall and Antoni 2011, section 2.1). */
    private static final double SLIP = 0.02;

    static final int HARMONICS = 3;
    /** Balls turn about changing axes: of their faults the higher harmonics are seldom seen. */
    private static final int BALL_HARMONICS = 2;
    /** A band is wide enough for the envelope's highest harmonic if it is so many times as wide. */
    static final double LEAST_WIDTH = 2;

    private static final int[] PARTS = {1, 2, 4, 8, 16};
    private static final double FLOOR_HALF_WIDTH_ORDERS = 2;
    /** Above what noise reaches: see the false alarms in BearingExaminationTest. */
    static final double LIMIT_DECIBELS = 9;

    private final BearingOrders orders;
    private final @Nullable HealthyReference reference;
    private final Fouriers fouriers = new Fouriers();

    /** Without a reference, a fault that shows no frequency of the bearing passes as healthy. */
    public BearingExamination(BearingOrders orders) {
        this.orders = requireNonNull(orders, "orders is null");
        this.reference = null;
    }

    public BearingExamination(BearingOrders orders, HealthyReference reference) {
        this.orders = requireNonNull(orders, "orders is null");
        this.reference = requireNonNull(reference, "reference is null");
    }

    /** Does not block. */
    public BearingFinding examine(Waveform waveform) {
        Optional<Uncertain> problem = WaveformCheck.problem(waveform, highestOrder());
        if (problem.isPresent()) {
            return problem.get();
        }
        List<Signature> signatures = signatures(waveform);
        Signature first = signatures.getFirst();
        if (first.decibels() >= LIMIT_DECIBELS) {
            double above = first.decibels()
                    - Math.max(LIMIT_DECIBELS, signatures.get(1).decibels());
            return new Fault(first, 1 - 0.5 * Math.pow(10, -above / 10), signatures);
        }
        return rise(waveform)
                .<BearingFinding>map(reason -> new Uncertain(Cause.NO_BEARING_FREQUENCY, reason))
                .orElseGet(() -> new Healthy(signatures));
    }

    /** The strongest trace of each kind, the strongest first. */
    private List<Signature> signatures(Waveform waveform) {
        double shaftHertz = waveform.shaftPerMinute().orElseThrow() / 60;
        List<List<Comb.Demodulated>> levels = levels(waveform, shaftHertz);
        List<Signature> signatures = new ArrayList<>();
        for (FaultKind kind : FaultKind.values()) {
            double expected = orders.of(kind) * shaftHertz;
            Comb.Match match = comb(kind).best(levels, expected);
            signatures.add(new Signature(kind, match.hertz(), expected, match.decibels(), match.band()));
        }
        signatures.sort(Comparator.comparingDouble(Signature::decibels).reversed());
        return signatures;
    }

    private List<List<Comb.Demodulated>> levels(Waveform waveform, double shaftHertz) {
        double highestHertz = highestOrder() * shaftHertz * (1 + SLIP);
        Demodulation demodulation = new Demodulation(waveform, fouriers);
        List<List<Comb.Demodulated>> levels = new ArrayList<>();
        for (int parts : PARTS) {
            List<Comb.Demodulated> level = new ArrayList<>();
            for (Band band : Kurtogram.tree(demodulation.nyquistHertz(), LEAST_WIDTH * highestHertz, parts)) {
                level.add(new Comb.Demodulated(
                        band, demodulation.envelope(band, true, highestHertz, FLOOR_HALF_WIDTH_ORDERS * shaftHertz)));
            }
            if (!level.isEmpty()) {
                levels.add(level);
            }
        }
        return levels;
    }

    private static Comb comb(FaultKind kind) {
        return new Comb(SLIP, kind == FaultKind.BALL ? BALL_HARMONICS : HARMONICS);
    }

    private double highestOrder() {
        return highestOrder(orders);
    }

    private static double highestOrder(BearingOrders orders) {
        return HARMONICS * Math.max(orders.inner(), Math.max(orders.outer(), orders.ball()));
    }

    /** How fast a waveform of this bearing must be sampled at least, in samples a second. */
    public static double leastRateHertz(BearingOrders orders, double shaftPerMinute) {
        return leastRateHertz(highestOrder(orders), shaftPerMinute);
    }

    static double leastRateHertz(double highestOrder, double shaftPerMinute) {
        return 2 * LEAST_WIDTH * highestOrder * shaftPerMinute / 60;
    }

    private Optional<String> rise(Waveform waveform) {
        if (reference == null) {
            return Optional.empty();
        }
        return reference.rises(waveform).stream()
                .max(Comparator.comparingDouble(HealthyReference.Rise::decibels))
                .map(rise -> String.format(
                        Locale.ROOT,
                        "noise from %s is %.1f dB above the healthy reference, but no frequency of the bearing stands out",
                        rise.band(),
                        rise.decibels()));
    }
}
