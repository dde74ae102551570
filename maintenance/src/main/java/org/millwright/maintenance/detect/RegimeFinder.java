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

    private final List<String> names;
    private final List<double[]> rows;
    private final DetectorSettings settings;
    private final RegimeSettings wanted;
    private final RegimeClusters clusters;

    RegimeFinder(List<String> names, List<double[]> rows, DetectorSettings settings, RegimeSettings wanted) {
        this.names = names;
        this.rows = rows;
        this.settings = settings;
        this.wanted = wanted;
        this.clusters = new RegimeClusters(names, rows, wanted);
    }

    /** Empty where there is one, and nothing was declared to tell others from it. */
    Optional<OperatingRegimes> find() {
        if (!wanted.declared().isEmpty()) {
            int[] places = wanted.declared().stream().mapToInt(names::indexOf).toArray();
            return clusters.known(places).isEmpty() ? Optional.empty() : Optional.of(clusters.of(places));
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
        List<double[]> known = clusters.known(places);
        double width = known.isEmpty() ? 0 : RegimeClusters.width(known, place);
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
                        best,
                        RegimeSearch.found(RegimeClusters.some(points, FEW_POINTS), wanted.most())
                                .silhouette());
            }
        }
        return best;
    }

    /** Without the clusters that it did not stay in or did not come back to; empty where fewer than two are left. */
    private Optional<OperatingRegimes> dwelt(int[] places) {
        OperatingRegimes all = clusters.of(places);
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
}
