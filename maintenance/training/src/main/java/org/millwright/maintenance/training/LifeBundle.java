package org.millwright.maintenance.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.hardware.training.BundleWriter;
import org.millwright.hardware.training.Fit;
import org.millwright.maintenance.LifeContract;

/** Trains on a data set and packs the result with what it scores. */
final class LifeBundle {

    /** Lies beside the bundle's files, for people; no gateway gets it. */
    static final String REPORT = "report.html";

    private static final int GOLDEN = 4;
    private static final double TOLERANCE = 1e-4;

    private LifeBundle() {}

    /** Trains on all of the training part and writes the bundle. */
    static ModelBundle write(LifeRecipe recipe, DataSet set, long seed, Path out, Fit.Watcher watcher)
            throws IOException {
        long start = System.nanoTime();
        Lives lives = new Lives(recipe, set.train());
        Lives test = new Lives(recipe, set.test());
        try (LifeEnsemble ensemble = LifeEnsemble.train(recipe, lives, test, seed, watcher)) {
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
            Map<String, String> said = said(recipe, set, seed, (System.nanoTime() - start) / 1e9);
            String title = "Training of " + recipe.name();
            writer.beside(
                    REPORT,
                    set.test().isEmpty()
                            ? LifeReport.without(title, said)
                            : LifeReport.of(title, said, ensemble, scored));
            return writer.write(out);
        }
    }

    /** What was done, for the report. */
    private static Map<String, String> said(LifeRecipe recipe, DataSet set, long seed, double seconds) {
        Map<String, String> said = new LinkedHashMap<>();
        said.put("Data", "SHA-256 " + set.fingerprint());
        said.put(
                "Histories",
                set.train().size() + " to learn from, " + set.test().size() + " held out"
                        + (recipe.members() == 1 ? ", on which the intervals were fitted too" : ""));
        said.put("Scored", recipe.scoredThroughout() ? "at every step of a history" : "at the end of each history");
        said.put(
                "Sees",
                recipe.layout() + ", a window of " + recipe.window() + " steps of "
                        + recipe.axis().step() + " " + recipe.axis().unit());
        said.put("Networks", recipe.members() + ", each of " + recipe.layers().size() + " layers");
        said.put("Plan", recipe.plan().toString());
        said.put("Seed", Long.toString(seed));
        said.put("Took", String.format(Locale.ROOT, "%.0f s", seconds));
        return said;
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
