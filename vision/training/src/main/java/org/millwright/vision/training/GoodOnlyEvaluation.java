package org.millwright.vision.training;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.millwright.vision.training.goodonly.Autoencoder;
import org.millwright.vision.training.goodonly.GoodOnly;

/**
 * Trains from good pictures alone with several seeds, each with its own split and an autoencoder beside it, and counts what
 * both find among pictures that neither has seen.
 *
 * @param samples painted pictures that each training learns from
 * @param budget of each training
 */
record GoodOnlyEvaluation(int seeds, int samples, Duration budget) {

    /** Pictures that the autoencoder learns from, as many as the network beside it where time allows. */
    private static final int BATCH_OF_AUTOENCODER = 8;

    /** Prints a line for each seed, then mean and spread; returns the same as JSON holds it. */
    Map<String, Object> run(Examples examples, ProgressBar bar) throws IOException {
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        List<Map<String, Object>> runs = new ArrayList<>();
        for (int seed = 1; seed <= seeds; seed++) {
            try (GoodOnlyRun run = GoodOnlyRun.of(examples, new GoodOnly.Plan(samples, budget, seed), bar)) {
                Map<String, Object> json = new LinkedHashMap<>(run.json());
                json.put("autoencoder-auroc", Figures.rounded(autoencoder(run, seed, bar)));
                json.put("seconds", run.took().toSeconds());
                bar.line("seed " + seed + ": " + json);
                runs.add(json);
                json.forEach((name, value) -> {
                    if (value instanceof Number number) {
                        figures.computeIfAbsent(name, any -> new ArrayList<>()).add(number.doubleValue());
                    }
                });
            }
        }
        Map<String, Object> summary = new LinkedHashMap<>();
        figures.forEach((name, values) -> summary.put(name, said(values)));
        bar.line("mean ± standard deviation of " + seeds + " seeds: " + summary);
        return Map.of("runs", runs, "summary", summary);
    }

    private double autoencoder(GoodOnlyRun run, int seed, ProgressBar bar) {
        int updates = Math.ceilDiv(samples, BATCH_OF_AUTOENCODER);
        try (Autoencoder autoencoder =
                Autoencoder.train(GoodOnlyRun.levels(run.split().train()), updates, seed, bar::line)) {
            return Verdicts.auroc(
                    scores(autoencoder, run.test().verdicts().good()),
                    scores(autoencoder, run.test().verdicts().defects()));
        }
    }

    private static double[] scores(Autoencoder autoencoder, List<Answer> answers) {
        return autoencoder.scores(
                GoodOnlyRun.levels(answers.stream().map(Answer::example).toList()));
    }

    private static String said(List<Double> values) {
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        double squares =
                values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
        double spread = values.size() < 2 ? 0 : Math.sqrt(squares / (values.size() - 1));
        return String.format(Locale.ROOT, "%.4f ± %.4f", mean, spread);
    }
}
