package org.millwright.maintenance.training.vibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.millwright.maintenance.vibration.BearingOrders;
import org.millwright.maintenance.vibration.FeatureExtraction;
import org.millwright.maintenance.vibration.Waveform;

/**
 * What is commonly done: statistics, band energies and the envelope's lines at the fault frequencies, in a random forest
 * (Breiman 2001; XGBoost with one round of many trees). Settings stated beforehand, none tuned.
 */
final class ForestBaseline implements Method {

    private static final int TREES = 300;

    private final Function<Waveform, float[]> features;

    ForestBaseline(BearingOrders orders) {
        FeatureExtraction extraction = new FeatureExtraction(orders);
        this.features = Method.remembering(waveform -> extraction.of(waveform).asRow());
    }

    @Override
    public String name() {
        return "baseline";
    }

    @Override
    public List<Condition> classify(List<Example> training, List<Waveform> unseen, long seed) {
        float[] labels = new float[training.size()];
        float[] weights = new float[training.size()];
        int[] counts = new int[Condition.values().length];
        training.forEach(example -> counts[example.condition().index()]++);
        for (int i = 0; i < labels.length; i++) {
            int label = training.get(i).condition().index();
            labels[i] = label;
            weights[i] = (float) training.size() / counts[label];
        }
        try {
            DMatrix seen = matrix(training.stream().map(Example::waveform).toList());
            seen.setLabel(labels);
            seen.setWeight(weights);
            Booster forest = XGBoost.train(seen, settings(seed), 1, Map.of(), null, null);
            DMatrix asked = matrix(unseen);
            List<Condition> answers = new ArrayList<>();
            for (float[] shares : forest.predict(asked)) {
                answers.add(mostLikely(shares));
            }
            forest.dispose();
            asked.dispose();
            seen.dispose();
            return answers;
        } catch (XGBoostError e) {
            throw new IllegalStateException("the random forest failed", e);
        }
    }

    private static Map<String, Object> settings(long seed) {
        return Map.ofEntries(
                Map.entry("objective", "multi:softprob"),
                Map.entry("num_class", Condition.values().length),
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

    private DMatrix matrix(List<Waveform> waveforms) throws XGBoostError {
        List<float[]> rows = waveforms.stream().map(features).toList();
        int columns = rows.getFirst().length;
        float[] values = new float[rows.size() * columns];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, values, i * columns, columns);
        }
        return new DMatrix(values, rows.size(), columns, Float.NaN);
    }

    private static Condition mostLikely(float[] shares) {
        Condition best = Condition.NORMAL;
        for (Condition condition : Condition.values()) {
            best = shares[condition.index()] > shares[best.index()] ? condition : best;
        }
        return best;
    }
}
