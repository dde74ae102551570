package org.millwright.simulator.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pins the default difficulty: neither solved by ten lines of filtering, nor hopeless. */
class DefaultDifficultyTest {

    private static final int SIZE = Surface.SIZE;
    private static final int RADIUS = 7;
    private static final float THRESHOLD = 30;

    @Test
    void highPassAndThresholdIsHalfWayAtTheDefaultDifficulty() {
        assertThat(auroc(SurfaceRenderer.DEFAULT_DIFFICULTY, 500)).isBetween(0.75, 0.85);
    }

    /** The same parts and defects each time, so few are enough to see the order. */
    @Test
    void samePicturesAreHarderAtAHigherDifficulty() {
        double easy = auroc(0.1, 200);
        double normal = auroc(SurfaceRenderer.DEFAULT_DIFFICULTY, 200);
        double hard = auroc(0.9, 200);
        assertThat(easy).isGreaterThan(normal + 0.05);
        assertThat(normal).isGreaterThan(hard + 0.05);
        assertThat(hard).as("not hopeless").isGreaterThan(0.55);
    }

    private static double auroc(double difficulty, int parts) {
        SurfaceRenderer renderer = new SurfaceRenderer(Purpose.TRAINING, 11, 0.5, difficulty);
        List<Double> good = new ArrayList<>();
        List<Double> defective = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            Surface surface = renderer.render(part);
            (surface.defect().isPresent() ? defective : good).add(score(surface));
        }
        double ordered = 0;
        for (double bad : defective) {
            for (double fine : good) {
                ordered += bad > fine ? 1 : bad == fine ? 0.5 : 0;
            }
        }
        return ordered / good.size() / defective.size();
    }

    /** How many pixels differ from the mean of the 15×15 around them by more than the threshold; ties by the largest. */
    private static double score(Surface surface) {
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
        return over + largest / 1000;
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
