package org.millwright.maintenance.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.millwright.maintenance.detect.SignalNormal.Judged;

/**
 * How a machine behaved while nothing was wrong: each signal's level, spread and roughness, and how the levels move
 * together.
 *
 * <p>Nothing is assumed of the signals but that they were about normal: centre and spread are robust, and limits widen
 * with the autocorrelation of each signal, as a level seen over few independent looks is hardly known. Immutable; any
 * thread.
 */
public final class NormalBehaviour {

    /** Of the correlations at least this much is given up, so that two equal signals do not make them singular. */
    private static final double LEAST_SHRINKAGE = 0.01;

    private final DetectorSettings settings;
    private final List<SignalNormal> signals;
    private final int[] levels;
    private final double[][] correlation;

    private NormalBehaviour(
            DetectorSettings settings, List<SignalNormal> signals, int[] levels, double[][] correlation) {
        this.settings = settings;
        this.signals = List.copyOf(signals);
        this.levels = levels;
        this.correlation = correlation;
    }

    /**
     * Learns from rows of one machine's first time, oldest first, a step apart.
     *
     * @param names of the signals, in the order of each row
     * @param rows what is not finite is unknown
     */
    public static Learning learn(List<String> names, List<double[]> rows, DetectorSettings settings) {
        if (rows.size() < settings.leastReadings()) {
            return new Learning.NotEnough(
                    rows.size() + " readings; at least " + settings.leastReadings() + " are needed to learn from");
        }
        List<SignalNormal> signals = new ArrayList<>();
        for (int j = 0; j < names.size(); j++) {
            int column = j;
            double[] readings = rows.stream().mapToDouble(row -> row[column]).toArray();
            signals.add(new SignalLearner(settings, names.get(j), readings).learn());
        }
        int[] levels = IntStream.range(0, signals.size())
                .filter(j -> signals.get(j).judged() == Judged.BY_LEVEL)
                .toArray();
        if (levels.length == 0) {
            return new Learning.NotEnough("no signal can be judged: " + String.join("; ", unjudged(signals, settings)));
        }
        return new Learning.Learned(
                new NormalBehaviour(settings, signals, levels, correlation(signals, levels, rows, settings)));
    }

    static NormalBehaviour of(
            DetectorSettings settings, List<SignalNormal> signals, int[] levels, double[][] correlation) {
        for (int level : levels) {
            if (level < 0 || level >= signals.size()) {
                throw new IllegalArgumentException("what was learned is damaged; learn it again");
            }
        }
        return new NormalBehaviour(settings, signals, levels, correlation);
    }

    /** To be kept, as learning may have taken days. */
    public byte[] toBytes() {
        return NormalBytes.write(this, levels, correlation);
    }

    /**
     * What {@link #toBytes} gave.
     *
     * @throws IllegalArgumentException in words where it did not
     */
    public static NormalBehaviour of(byte[] bytes) {
        return NormalBytes.read(bytes);
    }

    public DetectorSettings settings() {
        return settings;
    }

    public List<SignalNormal> signals() {
        return signals;
    }

    /** Signals that are not judged by their level, and why, in words. */
    public List<String> unjudged() {
        return unjudged(signals, settings);
    }

    /** Which signals are judged by their level. */
    int[] levels() {
        return levels.clone();
    }

    /** Correlation of the running means of some of {@link #levels}, given by their place in it. */
    double[][] correlation(int[] places) {
        return Symmetric.part(correlation, places);
    }

    private static List<String> unjudged(List<SignalNormal> signals, DetectorSettings settings) {
        return signals.stream()
                .filter(signal -> signal.judged() != Judged.BY_LEVEL)
                .map(signal -> signal.name() + reason(signal, settings))
                .toList();
    }

    private static String reason(SignalNormal signal, DetectorSettings settings) {
        if (signal.judged() == Judged.BY_STEPS) {
            return " was still drifting when learned (" + (int) signal.looks() + " independent looks of "
                    + settings.leastLooks() + ")";
        }
        return signal.looks() == 0 ? " had too few usable readings" : " hardly moved when learned";
    }

    /**
     * Shrunk towards no correlation by as much as chance alone explains (Schäfer and Strimmer, "A shrinkage approach to
     * large-scale covariance matrix estimation", 2005), with the number of independent readings for their number.
     */
    private static double[][] correlation(
            List<SignalNormal> signals, int[] levels, List<double[]> rows, DetectorSettings settings) {
        double[][] surprises = surprises(signals, levels, rows, settings);
        Standard standard = Standard.of(surprises);
        double[][] found = standard.correlation(surprises);
        double[] independent = new double[levels.length];
        for (int i = 0; i < levels.length; i++) {
            int place = i;
            double[] series =
                    Arrays.stream(surprises).mapToDouble(row -> row[place]).toArray();
            independent[i] = Math.max(2, series.length / Series.autocorrelationTime(series));
        }
        double chance = 0;
        double all = 0;
        for (int i = 0; i < levels.length; i++) {
            for (int j = 0; j < i; j++) {
                double r = found[i][j];
                chance += (1 - r * r) * (1 - r * r) / Math.sqrt(independent[i] * independent[j]);
                all += r * r;
            }
        }
        double kept = 1 - Math.max(LEAST_SHRINKAGE, all > 0 ? Math.min(1, chance / all) : 1);
        double[][] shrunk = Symmetric.identity(levels.length);
        for (int i = 0; i < levels.length; i++) {
            for (int j = 0; j < i; j++) {
                shrunk[i][j] = kept * found[i][j];
                shrunk[j][i] = shrunk[i][j];
            }
        }
        return shrunk;
    }

    /** How surprising the running means were while they were learned, once all were warm. */
    private static double[][] surprises(
            List<SignalNormal> signals, int[] levels, List<double[]> rows, DetectorSettings settings) {
        List<RunningSignal> running = Arrays.stream(levels)
                .mapToObj(j -> new RunningSignal(signals.get(j), settings))
                .toList();
        List<double[]> surprises = new ArrayList<>();
        for (int step = 0; step < rows.size(); step++) {
            for (int i = 0; i < levels.length; i++) {
                running.get(i)
                        .accept(
                                rows.get(step)[levels[i]],
                                step * settings.step().toNanos());
            }
            if (running.stream().allMatch(RunningSignal::warm)) {
                surprises.add(running.stream()
                        .mapToDouble(RunningSignal::levelSurprise)
                        .toArray());
            }
        }
        return surprises.isEmpty() ? new double[][] {new double[levels.length]} : surprises.toArray(double[][]::new);
    }
}
