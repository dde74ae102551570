package org.millwright.vision.training.goodonly;

import java.util.Arrays;

/**
 * Few points that stand for many: each time, the one farthest from those taken so far (Roth et al., PatchCore, 2022).
 */
final class Coreset {

    private Coreset() {}

    /** @return at most {@code count} of the points, the first one first */
    static float[][] of(float[][] points, int count) {
        int many = Math.min(count, points.length);
        float[][] taken = new float[many][];
        float[] nearest = new float[points.length];
        Arrays.fill(nearest, Float.MAX_VALUE);
        int next = 0;
        for (int i = 0; i < many; i++) {
            taken[i] = points[next];
            int farthest = 0;
            for (int j = 0; j < points.length; j++) {
                nearest[j] = Math.min(nearest[j], squared(points[j], taken[i], nearest[j]));
                farthest = nearest[j] > nearest[farthest] ? j : farthest;
            }
            next = farthest;
        }
        return taken;
    }

    /** Gives up where the distance already exceeds {@code enough}. */
    private static float squared(float[] a, float[] b, float enough) {
        float sum = 0;
        for (int i = 0; i < a.length && sum < enough; i++) {
            float off = a[i] - b[i];
            sum += off * off;
        }
        return sum;
    }
}
