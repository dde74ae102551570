package org.millwright.maintenance.detect;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.millwright.maintenance.RegimeSearch;

/** Clusters the settings of the rows that a machine is learned from. */
final class RegimeClusters {

    private static final int MOST_POINTS = 1_000;

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
    private final RegimeSettings wanted;

    RegimeClusters(List<String> names, List<double[]> rows, RegimeSettings wanted) {
        this.names = names;
        this.rows = rows;
        this.wanted = wanted;
    }

    /** By the signals at these places, of which some row must know all; one regime where they do not fall apart. */
    OperatingRegimes of(int... places) {
        List<double[]> known = known(places);
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
        return found.stream().sorted((a, b) -> Arrays.compare(a, b)).toList();
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

    /** The rows in which all of these are known. */
    List<double[]> known(int... places) {
        return rows.stream()
                .filter(row -> Arrays.stream(places).allMatch(place -> Double.isFinite(row[place])))
                .toList();
    }

    /** Deviation of a setting; 0 where it stood still. */
    static double width(List<double[]> known, int place) {
        double[] values = known.stream().mapToDouble(row -> row[place]).toArray();
        double deviation = Math.sqrt(Series.variance(values));
        return deviation > ROUNDING * Math.abs(Series.mean(values)) ? deviation : 0;
    }

    /** At most about so many of them, evenly picked. */
    static List<double[]> some(List<double[]> rows, int most) {
        int every = Math.max(1, rows.size() / most);
        return IntStream.iterate(0, i -> i < rows.size(), i -> i + every)
                .mapToObj(rows::get)
                .toList();
    }
}
