package org.millwright.vision.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.millwright.vision.Resampling;

/**
 * Finds pictures that are near twins: their thumbnails, freed of brightness, contrast and what all pictures have in
 * common, agree. A chain of twins is one group.
 */
final class LookAlikes {

    private static final int SIDE = 20;
    /** Correlation of two thumbnails from which on they show the same thing. */
    private static final double[] ALIKE = {0.9, 0.95, 0.98, 0.995};
    /** A group that holds more than this share is a chain of pictures that are only of one kind. */
    private static final double MOST = 0.1;

    private LookAlikes() {}

    static int[] groups(List<Example> examples) {
        float[][] thumbnails = thumbnails(examples);
        int[] groups = new int[0];
        for (double alike : ALIKE) {
            groups = join(thumbnails, (float) alike);
            if (largest(groups) <= Math.max(8, MOST * groups.length)) {
                return groups;
            }
        }
        return groups;
    }

    /** Each minus what its class has in common, so that it stands for what only this picture shows. */
    private static float[][] thumbnails(List<Example> examples) {
        Map<Example.Shape, Resampling> resamplings = new HashMap<>();
        float[][] thumbnails = new float[examples.size()][SIDE * SIDE];
        Map<String, Integer> counts = new HashMap<>();
        examples.forEach(example -> counts.merge(example.kind(), 1, Integer::sum));
        Map<String, float[]> means = new HashMap<>();
        for (int i = 0; i < thumbnails.length; i++) {
            Example example = examples.get(i);
            resamplings
                    .computeIfAbsent(
                            example.shape(), shape -> new Resampling(shape.width(), shape.height(), SIDE, SIDE))
                    .apply(levels(example), thumbnails[i]);
            standardise(thumbnails[i]);
            float[] mean = means.computeIfAbsent(example.kind(), any -> new float[SIDE * SIDE]);
            for (int p = 0; p < mean.length; p++) {
                mean[p] += thumbnails[i][p] / counts.getOrDefault(example.kind(), 1);
            }
        }
        for (int i = 0; i < thumbnails.length; i++) {
            float[] mean = means.getOrDefault(examples.get(i).kind(), new float[SIDE * SIDE]);
            for (int p = 0; p < mean.length; p++) {
                thumbnails[i][p] -= mean[p];
            }
            standardise(thumbnails[i]);
        }
        return thumbnails;
    }

    private static float[] levels(Example example) {
        Example.Shape shape = example.shape();
        float[] levels = new float[shape.plane()];
        for (int i = 0; i < shape.size(); i++) {
            levels[i % shape.plane()] += example.planes()[i] & 0xFF;
        }
        return levels;
    }

    /** Mean 0, length 1; all zero where nothing is in it. */
    private static void standardise(float[] values) {
        double mean = 0;
        for (float value : values) {
            mean += value / values.length;
        }
        double squares = 0;
        for (float value : values) {
            squares += (value - mean) * (value - mean);
        }
        double length = Math.sqrt(squares);
        for (int i = 0; i < values.length; i++) {
            values[i] = length < 1e-6 ? 0 : (float) ((values[i] - mean) / length);
        }
    }

    private static int[] join(float[][] thumbnails, float alike) {
        int[] parent = new int[thumbnails.length];
        for (int i = 0; i < parent.length; i++) {
            parent[i] = i;
        }
        for (int i = 0; i < parent.length; i++) {
            for (int j = i + 1; j < parent.length; j++) {
                if (product(thumbnails[i], thumbnails[j]) >= alike) {
                    parent[root(parent, j)] = root(parent, i);
                }
            }
        }
        for (int i = 0; i < parent.length; i++) {
            parent[i] = root(parent, i);
        }
        return parent;
    }

    private static int root(int[] parent, int of) {
        int root = of;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }

    private static float product(float[] a, float[] b) {
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static int largest(int[] groups) {
        int[] counts = new int[groups.length];
        int largest = 0;
        for (int group : groups) {
            largest = Math.max(largest, ++counts[group]);
        }
        return largest;
    }
}
