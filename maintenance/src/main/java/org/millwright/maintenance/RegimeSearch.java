package org.millwright.maintenance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Finds operating regimes among settings: k-means with careful seeding (Arthur and Vassilvitskii, 2007), as many regimes as
 * set themselves apart best by the mean silhouette (Kaufman and Rousseeuw, 1990), taken to centres; one where none do. The
 * same points give the same regimes. Not for a hot path: some milliseconds for a thousand points.
 */
public final class RegimeSearch {

    /** Values spread evenly over a line reach 0.71 when they are cut in two; regimes that are there come close to 1. */
    private static final double STRONG = 0.8;
    /** Fewer regimes are taken where more do not set themselves apart better by this. */
    private static final double BETTER = 0.01;

    /** More are not looked for. */
    public static final int MOST_REGIMES = 10;

    private static final int MOST_POINTS = 4000;
    private static final int TRIES = 10;
    private static final int ROUNDS = 50;

    private final List<double[]> points;
    private final int most;
    private final RandomGenerator random = new SplittableRandom(1);

    private RegimeSearch(List<double[]> points, int most) {
        this.points = points;
        this.most = most;
    }

    /**
     * What was found.
     *
     * @param centres empty for one regime
     * @param silhouette how well they set themselves apart, 0 to 1; 0 for one regime
     */
    public record Found(List<double[]> centres, double silhouette) {

        public Found {
            centres = List.copyOf(centres);
        }
    }

    /**
     * The centres, or an empty list for one regime.
     *
     * @param points settings, already divided so that distances between them mean something
     */
    public static List<double[]> centres(List<double[]> points) {
        return found(points, MOST_REGIMES).centres();
    }

    /**
     * As {@link #centres}, with how well they set themselves apart.
     *
     * @param most regimes that may be found
     */
    public static Found found(List<double[]> points, int most) {
        List<double[]> some = new ArrayList<>();
        int every = Math.max(1, points.size() / MOST_POINTS);
        for (int i = 0; i < points.size(); i += every) {
            some.add(points.get(i));
        }
        return new RegimeSearch(some, most).best();
    }

    /** Squared distance. */
    public static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    /** Which centre is the nearest. */
    public static int nearest(List<double[]> centres, double[] point) {
        int nearest = 0;
        double least = distance(centres.getFirst(), point);
        for (int c = 1; c < centres.size(); c++) {
            double away = distance(centres.get(c), point);
            if (away < least) {
                nearest = c;
                least = away;
            }
        }
        return nearest;
    }

    private Found best() {
        Found best = new Found(List.of(), 0);
        double bestSilhouette = STRONG - BETTER;
        int distinct = (int) points.stream().map(Arrays::toString).distinct().count();
        for (int k = 2; k <= Math.min(most, distinct); k++) {
            List<double[]> centres = cluster(k);
            double silhouette = silhouette(centres);
            if (silhouette > bestSilhouette + BETTER) {
                best = new Found(centres, silhouette);
                bestSilhouette = silhouette;
            }
        }
        return best;
    }

    private List<double[]> cluster(int k) {
        List<double[]> best = List.of();
        double least = Double.POSITIVE_INFINITY;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            List<double[]> centres = settle(seeds(k));
            double spread = points.stream()
                    .mapToDouble(point -> distance(point, centres.get(nearest(centres, point))))
                    .sum();
            if (spread < least) {
                least = spread;
                best = centres;
            }
        }
        return best;
    }

    private List<double[]> seeds(int k) {
        List<double[]> seeds = new ArrayList<>(List.of(points.get(random.nextInt(points.size()))));
        while (seeds.size() < k) {
            double[] away = points.stream()
                    .mapToDouble(point -> distance(point, seeds.get(nearest(seeds, point))))
                    .toArray();
            double left = random.nextDouble() * Arrays.stream(away).sum();
            int picked = 0;
            while (picked < away.length - 1 && left >= away[picked]) {
                left -= away[picked++];
            }
            seeds.add(points.get(picked));
        }
        return seeds;
    }

    private List<double[]> settle(List<double[]> seeds) {
        List<double[]> centres = seeds;
        for (int round = 0; round < ROUNDS; round++) {
            double[][] sums = new double[centres.size()][points.getFirst().length];
            int[] counts = new int[centres.size()];
            for (double[] point : points) {
                int c = nearest(centres, point);
                counts[c]++;
                for (int i = 0; i < point.length; i++) {
                    sums[c][i] += point[i];
                }
            }
            List<double[]> moved = new ArrayList<>();
            for (int c = 0; c < sums.length; c++) {
                int count = counts[c];
                moved.add(
                        count == 0
                                ? centres.get(c)
                                : Arrays.stream(sums[c]).map(sum -> sum / count).toArray());
            }
            boolean still = Arrays.deepEquals(moved.toArray(double[][]::new), centres.toArray(double[][]::new));
            centres = moved;
            if (still) {
                break;
            }
        }
        return centres;
    }

    private double silhouette(List<double[]> centres) {
        return points.stream()
                .mapToDouble(point -> silhouette(centres, point))
                .average()
                .orElse(0);
    }

    private static double silhouette(List<double[]> centres, double[] point) {
        double nearest = Double.POSITIVE_INFINITY;
        double next = Double.POSITIVE_INFINITY;
        for (double[] centre : centres) {
            double away = Math.sqrt(distance(point, centre));
            next = Math.min(next, Math.max(away, nearest));
            nearest = Math.min(nearest, away);
        }
        return next > 0 ? (next - nearest) / next : 0;
    }
}
