package org.millwright.maintenance.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.hardware.training.BundleWriter;
import org.millwright.hardware.training.TrainableNetwork;
import org.millwright.maintenance.LifeContract;
import org.millwright.maintenance.training.Lives.Examples;

/** Trains on a data set and packs the result with what it scores. */
final class LifeBundle {

    private static final int GOLDEN = 4;
    private static final double TOLERANCE = 1e-4;

    private LifeBundle() {}

    /** Trains on all of the training part and writes the bundle. */
    static ModelBundle write(LifeRecipe recipe, DataSet set, long seed, Path out) throws IOException {
        Lives lives = new Lives(recipe, set.train());
        LifeContract contract = lives.contract();
        try (TrainableNetwork network = LifeTrainer.train(recipe, lives.examples(contract, size -> 1), seed)) {
            Examples test = testExamples(recipe, set, contract);
            Scores scores = LifeScorer.byPyTorch(recipe, network, test);
            BundleWriter writer = new BundleWriter(
                    network, "1", LifeContract.KIND, contract.toManifest(), facts(recipe, set, seed, network, scores));
            for (int i = 0; i < GOLDEN; i++) {
                int at = i * (test.count() - 1) / (GOLDEN - 1);
                writer.golden("window-" + at, window(network, test, at), TOLERANCE);
            }
            return writer.write(out);
        }
    }

    static Examples testExamples(LifeRecipe recipe, DataSet set, LifeContract contract) {
        return new Lives(recipe, set.test()).examples(contract, size -> recipe.scoredThroughout() ? 1 : size);
    }

    private static float[] window(TrainableNetwork network, Examples examples, int at) {
        int size = network.input().size();
        return Arrays.copyOfRange(examples.inputs(), at * size, (at + 1) * size);
    }

    private static Map<String, Object> facts(
            LifeRecipe recipe, DataSet set, long seed, TrainableNetwork network, Scores scores) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("data-sha256", set.fingerprint());
        facts.put("histories", set.train().size());
        facts.put("test-histories", set.test().size());
        facts.put("seed", seed);
        facts.put("epochs", recipe.epochs());
        facts.put("weights", network.size());
        facts.put("test-rmse", scores.rmse());
        facts.put("test-nasa-score", scores.nasa());
        facts.put("test-rmse-uncapped", scores.rmseUncapped());
        facts.put("test-nasa-score-uncapped", scores.nasaUncapped());
        facts.put("test-rmse-near-end", scores.rmseNearEnd());
        return facts;
    }
}
