package org.millwright.maintenance.detect;

import java.util.Arrays;
import org.millwright.maintenance.detect.SignalNormal.Judged;
import org.millwright.maintenance.detect.SignalNormal.Usual;

/** Learns one signal from its readings; what is unknown is not finite. */
final class SignalLearner {

    private static final double LEAST_MOVE = 1e-9;

    /** A signal that rests on one reading for more than this share of the time tells too little of its level. */
    private static final double MOST_RESTING = 0.9;

    private final DetectorSettings settings;
    private final String name;
    private final double[] readings;
    private final double[] known;

    SignalLearner(DetectorSettings settings, String name, double[] readings) {
        this.settings = settings;
        this.name = name;
        this.readings = readings;
        this.known = Arrays.stream(readings).filter(Double::isFinite).toArray();
    }

    SignalNormal learn() {
        if (known.length < settings.leastReadings()) {
            return not(known.length == 0 ? 0 : Series.median(known), 0);
        }
        double centre = Series.median(known);
        double spread = Series.spread(known);
        long resting =
                Arrays.stream(known).filter(x -> Double.compare(x, centre) == 0).count();
        if (!Double.isFinite(spread)
                || !(spread > LEAST_MOVE * Math.abs(centre) && spread > 0)
                || resting > MOST_RESTING * known.length) {
            return not(centre, known.length);
        }
        double[] scaled = Arrays.stream(known)
                .map(x -> RunningSignal.clip((x - centre) / spread))
                .toArray();
        double looks = known.length / Series.autocorrelationTime(scaled);
        SignalNormal blank = new SignalNormal(
                name,
                looks >= settings.leastLooks() ? Judged.BY_LEVEL : Judged.BY_STEPS,
                centre,
                spread,
                Usual.NOTHING,
                Usual.NOTHING,
                Series.longestRun(known),
                looks);
        double[] means = running(blank, RunningSignal::mean);
        if (2 * means.length < settings.leastReadings()) {
            // Read now and then only, it was hardly ever known for long enough to say what is usual.
            return not(centre, 0);
        }
        return with(blank, level(blank, scaled, means), roughness(blank));
    }

    private SignalNormal not(double centre, int looks) {
        return new SignalNormal(name, Judged.NOT, centre, 0, Usual.NOTHING, Usual.NOTHING, known.length, looks);
    }

    private static SignalNormal with(SignalNormal blank, Usual level, Usual roughness) {
        return new SignalNormal(
                blank.name(),
                blank.judged(),
                blank.centre(),
                blank.spread(),
                level,
                roughness,
                blank.longestRun(),
                blank.looks());
    }

    /**
     * The running mean's spread is measured, not derived from that of the readings, as readings that depend on the ones
     * before them average out more slowly. What learning saw too few independent parts of is widened twice: for the spread
     * being that of one stretch, and for the level itself being known from so many looks only.
     */
    private Usual level(SignalNormal blank, double[] scaled, double[] means) {
        double mean = Series.mean(scaled);
        double parts = Math.max(2, means.length / Series.autocorrelationTime(means));
        double around =
                Arrays.stream(means).map(x -> (x - mean) * (x - mean)).average().orElse(1);
        double weight = settings.weight();
        double variance = Series.variance(scaled);
        double independent = variance * weight / (2 - weight);
        double ofMean = variance / blank.looks();
        double deviation = Math.sqrt(Math.max(around / (1 - 1 / parts), independent) + ofMean);
        return new Usual(mean, deviation, Math.max(1, blank.looks() - 1));
    }

    private Usual roughness(SignalNormal blank) {
        double[] logs = running(blank, RunningSignal::logRoughness);
        double parts = Math.max(2, logs.length / Series.autocorrelationTime(logs));
        double variance = Series.variance(logs) * (1 / (1 - 1 / parts) + 1 / parts);
        // Less than a tenth is no more than rounding: a rise by it would not interest anybody.
        return new Usual(Series.mean(logs), Math.max(0.1, Math.sqrt(variance)), Math.max(1, parts - 1));
    }

    private double[] running(SignalNormal blank, java.util.function.ToDoubleFunction<RunningSignal> figure) {
        RunningSignal signal = new RunningSignal(blank, settings);
        double[] figures = new double[readings.length];
        int count = 0;
        for (int i = 0; i < readings.length; i++) {
            signal.accept(readings[i], i * settings.step().toNanos());
            if (signal.warm() && Double.isFinite(readings[i])) {
                figures[count++] = figure.applyAsDouble(signal);
            }
        }
        return Arrays.copyOf(figures, count);
    }
}
