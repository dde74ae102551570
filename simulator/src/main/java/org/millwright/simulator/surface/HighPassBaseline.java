package org.millwright.simulator.surface;

import java.util.ArrayList;
import java.util.List;

/**
 * What ten lines of filtering can tell about a surface: how many pixels differ from the mean around them by more than a
 * threshold. The yardstick for difficulty; learns nothing. Thread safe.
 */
public final class HighPassBaseline {

    private static final int SIZE = Surface.SIZE;
    /** Pixels that the square around each pixel reaches to each side. */
    private static final int RADIUS = 7;

    private static final float THRESHOLD = 30;
    /** Brings a difference of levels below 1, so that it decides only between equal counts. */
    private static final double TIE = 1e-3;

    private HighPassBaseline() {}

    /** Pixels over the threshold, ties told apart by the largest difference; higher is more suspicious. */
    public static double score(Surface surface) {
        long[][] sums = sums(surface);
        int over = 0;
        double largest = 0;
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                double high = Math.abs(surface.at(x, y) - mean(sums, x, y));
                over += high > THRESHOLD ? 1 : 0;
                largest = Math.max(largest, high);
            }
        }
        return over + largest * TIE;
    }

    /**
     * The chance that a defective part scores above a good one, over the first {@code parts} of a renderer.
     *
     * @throws IllegalArgumentException when there are no good ones among them, or no defective ones
     */
    public static double auroc(SurfaceRenderer renderer, int parts) {
        List<Double> good = new ArrayList<>();
        List<Double> defective = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            Surface surface = renderer.render(part);
            (surface.defect().isPresent() ? defective : good).add(score(surface));
        }
        if (good.isEmpty() || defective.isEmpty()) {
            throw new IllegalArgumentException(parts + " parts are " + good.size() + " good and " + defective.size()
                    + " defective ones; both must be among them: take more parts");
        }
        double ordered = 0;
        for (double bad : defective) {
            for (double fine : good) {
                ordered += bad > fine ? 1 : bad == fine ? 0.5 : 0;
            }
        }
        return ordered / good.size() / defective.size();
    }

    private static long[][] sums(Surface surface) {
        long[][] sums = new long[SIZE + 1][SIZE + 1];
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                sums[y + 1][x + 1] = surface.at(x, y) + sums[y][x + 1] + sums[y + 1][x] - sums[y][x];
            }
        }
        return sums;
    }

    private static double mean(long[][] sums, int x, int y) {
        int left = Math.max(0, x - RADIUS);
        int top = Math.max(0, y - RADIUS);
        int right = Math.min(SIZE, x + RADIUS + 1);
        int bottom = Math.min(SIZE, y + RADIUS + 1);
        long sum = sums[bottom][right] - sums[top][right] - sums[bottom][left] + sums[top][left];
        return (double) sum / ((right - left) * (bottom - top));
    }
}
