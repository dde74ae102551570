package org.millwright.maintenance.training.vibration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.millwright.maintenance.training.trees.RandomForest;
import org.millwright.maintenance.vibration.BearingOrders;
import org.millwright.maintenance.vibration.FeatureExtraction;
import org.millwright.maintenance.vibration.Waveform;

/** What is commonly done: statistics, band energies and the envelope's lines at the fault frequencies, in a random forest. */
final class ForestBaseline implements Method {

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
        List<float[]> rows =
                training.stream().map(Example::waveform).map(features).toList();
        int[] labels = training.stream()
                .mapToInt(example -> example.condition().index())
                .toArray();
        List<float[]> asked = unseen.stream().map(features).toList();
        List<Condition> answers = new ArrayList<>();
        for (float[] shares : RandomForest.classify(rows, labels, Condition.values().length, asked, seed)) {
            answers.add(mostLikely(shares));
        }
        return answers;
    }

    private static Condition mostLikely(float[] shares) {
        Condition best = Condition.NORMAL;
        for (Condition condition : Condition.values()) {
            best = shares[condition.index()] > shares[best.index()] ? condition : best;
        }
        return best;
    }
}
