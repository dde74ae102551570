package org.millwright.maintenance.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.millwright.maintenance.RegimeSearch;

/**
 * Finds the operating regimes of a machine in its first rows.
 *
 * <p>Where the signals that tell them are declared, those are clustered. Else the signal whose own readings fall apart best
 * is taken, and then one more at a time as long as it splits what was found; a machine that follows them is so judged within
 * its regime by all others. The criterion is that of {@link RegimeSearch}: a mean silhouette of 0.8. What was found by
 * itself must also be dwelt in for some memories nearly always, and come back: a press whose ram goes up and down has no two
 * regimes, and a machine that changed once and stayed so is not in another regime.
 */
final class RegimeFinder {

    private static final int MOST_POINTS = 1_000;

    /** Enough to see whether one signal falls apart. */
    private static final int FEW_POINTS = 200;

    /**
     * What stays for some memories nearly always is still like itself a memory later: a signal that is not, by this
     * correlation, need not be looked at any further.
     */
    private static final double ALIKE = 0.2;
    private static final int MOST_SIGNALS = 3;

    /** Memories that a visit must last for. */
    private static final int DWELL = 4;

    /** Share of the rows that must lie within such visits. */
    private static final double DWELT = 0.8;

    private static final int LEAST_VISITS = 2;

    /** Share of the readings of a setting that must be known. */
    private static final double KNOWN = 0.9;

    /**
     * Of the least distance between two regimes: as far from the nearest one a row belongs to it. A signal that is measured
     * may be what has gone wrong, and is judged there.
     */
    private static final double REACH = 0.25;

    /** The same for what is set: another value is another regime. */
    private static final double REACH_OF_SETTINGS = 0.02;

    /** Beyond what nearly all rows that were learned from keep to. */
    private static final double MARGIN = 1.5;

    private static final double NEARLY_ALL = 0.99;

    /** A setting that stood still is another one when it has changed by this share. */
    private static final double STILL = 0.01;

    private static final double ROUNDING = 1e-9;

    private final List<String> names;
    private final List<double[]> rows;
    private final DetectorSettings settings;
    private final RegimeSettings wanted;

    RegimeFinder(List<String> names, List<double[]> rows, DetectorSettings settings, RegimeSettings wanted) {
        this.names = names;
        this.rows = rows;
        this.settings = settings;
        this.wanted = wanted;
    }

    /** Empty where there is one, and nothing was declared to tell others from it. */
    Optional<OperatingRegimes> find() {
        if (!wanted.declared().isEmpty()) {
            int[] places =
                    wanted.declared().stream().mapToInt(names::indexOf).toArray();
            return knownRows(places).isEmpty() ? Optional.empty() : Optional.of(regimes(places));
        }
        return wanted.most() < 2 ? Optional.empty() : among(new int[0], Optional.empty());
    }

    /** One more signal that splits what was found, until none does. */
    private Optional<OperatingRegimes> among(int[] chosen, Optional<OperatingRegimes> found) {
        if (chosen.length == MOST_SIGNALS) {
            return found;
        }
        record Candidate(int place, double silhouette) {}
        List<Candidate> candidates = new ArrayList<>();
        for (int j = 0; j < names.size(); j++) {
            int place = j;
            if (Arrays.stream(chosen).noneMatch(other -> other == place)) {
                double silhouette = silhouette(place, found);
                if (silhouette > 0) {
                    candidates.add(new Candidate(place, silhouette));
                }
            }
        }
        candidates.sort(Comparator.comparingDouble(Candidate::silhouette).reversed());
        for (Candidate candidate : candidates) {
            int[] more = Arrays.copyOf(chosen, chosen.length + 1);
            more[chosen.length] = candidate.place();
            Optional<OperatingRegimes> finer = dwelt(more);
            int before = found.map(OperatingRegimes::count).orElse(1);
            if (finer.isPresent() && finer.get().count() > before) {
                return among(more, finer);
            }
        }
        return found;
    }

    /** How well the readings of a signal fall apart, within one of the regimes that there are; 0 where they do not. */
    private double silhouette(int place, Optional<OperatingRegimes> found) {
        int[] places = {place};
        List<double[]> known = knownRows(places);
        double width = known.isEmpty() ? 0 : width(known, place);
        if (known.size() < KNOWN * rows.size() || !(width > 0) || alike(known, place) < ALIKE) {
            return 0;
        }
        double best = 0;
        for (int r = 0; r < found.map(OperatingRegimes::count).orElse(1); r++) {
            int regime = r;
            List<double[]> points = known.stream()
                    .filter(row -> found.isEmpty() || found.get().of(row) == regime)
                    .map(row -> new double[] {row[place] / width})
                    .toList();
            if (points.size() >= settings.leastReadings()) {
                best = Math.max(
                        best, RegimeSearch.found(some(points, FEW_POINTS), wanted.most()).silhouette());
            }
        }
        return best;
    }

    /** Without the clusters that it did not stay in or did not come back to; empty where fewer than two are left. */
    private Optional<OperatingRegimes> dwelt(int[] places) {
        OperatingRegimes all = regimes(places);
        if (all.count() < 2) {
            return Optional.empty();
        }
        int[] visits = new int[all.count()];
        long dwelt = 0;
        RegimeWalk walk = new RegimeWalk(all);
        int before = OperatingRegimes.UNKNOWN;
        long stayed = 0;
        long least = (long) DWELL * settings.memory();
        for (double[] row : rows) {
            walk.accept(row);
            stayed = walk.current() == before ? stayed + 1 : 1;
            before = walk.current();
            if (before >= 0 && stayed >= least) {
                visits[before] += stayed == least ? 1 : 0;
                dwelt += stayed == least ? least : 1;
            }
        }
        List<double[]> kept = IntStream.range(0, all.count())
                .filter(r -> visits[r] >= LEAST_VISITS)
                .mapToObj(all.centres()::get)
                .toList();
        return dwelt >= DWELT * rows.size() && kept.size() > 1
                ? Optional.of(new OperatingRegimes(all.names(), places, all.widths(), all.radius(), kept))
                : Optional.empty();
    }

    private OperatingRegimes regimes(int[] places) {
        List<double[]> known = knownRows(places);
        double[] widths = Arrays.stream(places)
                .mapToDouble(place -> {
                    double width = width(known, place);
                    double still = Math.abs(known.getFirst()[place]);
                    return width > 0 ? width : STILL * (still > 0 ? still : 1);
                })
                .toArray();
        List<double[]> points = some(known, MOST_POINTS).stream()
                .map(row -> IntStream.range(0, places.length)
                        .mapToDouble(s -> row[places[s]] / widths[s])
                        .toArray())
                .toList();
        List<double[]> centres = centres(points);
        return new OperatingRegimes(
                Arrays.stream(places).mapToObj(names::get).toList(), places, widths, radius(points, centres), centres);
    }

    /** In the order of their first setting; the middle of all points where there is one. */
    private List<double[]> centres(List<double[]> points) {
        List<double[]> found = RegimeSearch.found(points, wanted.most()).centres();
        if (found.isEmpty()) {
            double[] middle = new double[points.getFirst().length];
            Arrays.setAll(
                    middle,
                    s -> points.stream()
                            .mapToDouble(point -> point[s])
                            .average()
                            .orElseThrow());
            return List.of(middle);
        }
        return found.stream()
                .sorted((a, b) -> Arrays.compare(a, b))
                .toList();
    }

    private double radius(List<double[]> points, List<double[]> centres) {
        double[] away = points.stream()
                .mapToDouble(point ->
                        Math.sqrt(RegimeSearch.distance(point, centres.get(RegimeSearch.nearest(centres, point)))))
                .sorted()
                .toArray();
        double usual = MARGIN * away[(int) (NEARLY_ALL * (away.length - 1))];
        double gap = Double.POSITIVE_INFINITY;
        for (int a = 0; a < centres.size(); a++) {
            for (int b = 0; b < a; b++) {
                gap = Math.min(gap, Math.sqrt(RegimeSearch.distance(centres.get(a), centres.get(b))));
            }
        }
        if (!Double.isFinite(gap)) {
            return usual > 0 ? usual : 1;
        }
        boolean set = !wanted.declared().isEmpty() || usual <= REACH_OF_SETTINGS * gap;
        return Math.min(Math.max(usual, (set ? REACH_OF_SETTINGS : REACH) * gap), gap / 2);
    }

    private List<double[]> knownRows(int[] places) {
        return rows.stream()
                .filter(row -> Arrays.stream(places).allMatch(place -> Double.isFinite(row[place])))
                .toList();
    }

    /** Deviation of a setting; 0 where it stood still. */
    private static double width(List<double[]> known, int place) {
        double[] values = known.stream().mapToDouble(row -> row[place]).toArray();
        double deviation = Math.sqrt(Series.variance(values));
        return deviation > ROUNDING * Math.abs(Series.mean(values)) ? deviation : 0;
    }

    /** Autocorrelation of a signal from one memory to the next. */
    private double alike(List<double[]> known, int place) {
        double mean = known.stream().mapToDouble(row -> row[place]).average().orElse(0);
        double products = 0;
        double squares = 0;
        for (int i = 0; i < known.size(); i++) {
            double off = known.get(i)[place] - mean;
            squares += off * off;
            products += i < settings.memory() ? 0 : off * (known.get(i - settings.memory())[place] - mean);
        }
        return products / squares;
    }

    private static List<double[]> some(List<double[]> rows, int most) {
        int every = Math.max(1, rows.size() / most);
        return IntStream.iterate(0, i -> i < rows.size(), i -> i + every)
                .mapToObj(rows::get)
                .toList();
    }
}
