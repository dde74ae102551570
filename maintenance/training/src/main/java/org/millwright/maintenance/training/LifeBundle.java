package org.millwright.maintenance.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.hardware.training.BundleWriter;
import org.millwright.maintenance.LifeContract;

/** Trains on a data set and packs the result with what it scores. */
final class LifeBundle {

    private static final int GOLDEN = 4;
    private static final double TOLERANCE = 1e-4;

    private LifeBundle() {}

    /** Trains on all of the training part and writes the bundle. */
    static ModelBundle write(LifeRecipe recipe, DataSet set, long seed, Path out) throws IOException {
        Lives lives = new Lives(recipe, set.train());
        Lives test = new Lives(recipe, set.test());
        try (LifeEnsemble ensemble = LifeEnsemble.train(recipe, lives, test, seed)) {
            Examples scored = (set.test().isEmpty() ? lives : test)
                    .examples(ensemble.contract(), size -> recipe.scoredThroughout() ? 1 : size);
            BundleWriter writer = new BundleWriter(
                    ensemble.network(),
                    "2",
                    LifeContract.KIND,
                    ensemble.contract().toManifest(),
                    facts(recipe, set, seed, ensemble, scored));
            for (int i = 0; i < GOLDEN; i++) {
                int at = i * (scored.count() - 1) / (GOLDEN - 1);
                writer.golden("window-" + at, scored.input(at), TOLERANCE);
            }
            return writer.write(out);
        }
    }

    private static Map<String, Object> facts(
            LifeRecipe recipe, DataSet set, long seed, LifeEnsemble ensemble, Examples scored) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("data-sha256", set.fingerprint());
        facts.put("histories", set.train().size());
        facts.put("test-histories", set.test().size());
        facts.put("seed", seed);
        facts.put("epochs", recipe.plan().epochs());
        facts.put("members", recipe.members());
        facts.put("weights", ensemble.network().size());
        if (set.test().isEmpty()) {
            return facts;
        }
        Scores scores = LifeScorer.byPyTorch(ensemble, scored);
        facts.put("test-rmse", scores.rmse());
        facts.put("test-nasa-score", scores.nasa());
        facts.put("test-rmse-uncapped", scores.rmseUncapped());
        facts.put("test-nasa-score-uncapped", scores.nasaUncapped());
        facts.put("test-rmse-near-end", scores.rmseNearEnd());
        return facts;
    }
}
