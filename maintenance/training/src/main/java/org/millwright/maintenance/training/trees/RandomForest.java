package org.millwright.maintenance.training.trees;

import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * A random forest (Breiman 2001) for baselines: XGBoost with one round of many trees. Classes count the same however often they
 * come. Settings stated beforehand, none tuned.
 */
public final class RandomForest {

    private static final int TREES = 300;

    private RandomForest() {}

    /**
     * Trains and asks once.
     *
     * @param rows to learn from, all of one length; NaN is missing
     * @param labels of the rows, 0 to {@code classes} - 1
     * @return for each row asked, the share of each class
     */
    public static float[][] classify(List<float[]> rows, int[] labels, int classes, List<float[]> asked, long seed) {
        int[] counts = new int[classes];
        for (int label : labels) {
            counts[label]++;
        }
        float[] wanted = new float[labels.length];
        float[] weights = new float[labels.length];
        for (int i = 0; i < labels.length; i++) {
            wanted[i] = labels[i];
            weights[i] = (float) labels.length / counts[labels[i]];
        }
        try {
            DMatrix seen = matrix(rows);
            try {
                seen.setLabel(wanted);
                seen.setWeight(weights);
                return shares(XGBoost.train(seen, settings(classes, seed), 1, Map.of(), null, null), asked);
            } finally {
                seen.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("the random forest failed", e);
        }
    }

    /** Asks the forest, and disposes of it. */
    private static float[][] shares(Booster forest, List<float[]> asked) throws XGBoostError {
        try {
            DMatrix unseen = matrix(asked);
            try {
                return forest.predict(unseen);
            } finally {
                unseen.dispose();
            }
        } finally {
            forest.dispose();
        }
    }

    private static Map<String, Object> settings(int classes, long seed) {
        return Map.ofEntries(
                Map.entry("objective", "multi:softprob"),
                Map.entry("num_class", classes),
                Map.entry("num_parallel_tree", TREES),
                Map.entry("eta", 1.0),
                Map.entry("max_depth", 12),
                Map.entry("min_child_weight", 0),
                Map.entry("lambda", 1e-3),
                Map.entry("subsample", 0.632),
                Map.entry("colsample_bynode", 0.2),
                Map.entry("nthread", 1),
                Map.entry("seed", seed));
    }

    private static DMatrix matrix(List<float[]> rows) throws XGBoostError {
        int columns = rows.getFirst().length;
        float[] values = new float[rows.size() * columns];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, values, i * columns, columns);
        }
        return Matrices.of(values, rows.size());
    }
}
