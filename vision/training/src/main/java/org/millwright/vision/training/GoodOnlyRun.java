package org.millwright.vision.training;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.millwright.hardware.training.TrainableNetwork;
import org.millwright.hardware.training.report.ProgressBar;
import org.millwright.vision.training.flaws.Levels;
import org.millwright.vision.training.goodonly.GoodOnly;

/**
 * One training from good pictures alone, from split to figures: some train, some set the limit, the rest and every picture
 * of another class are only counted. Holds native memory until closed.
 *
 * @param validation good pictures only, with the limit
 * @param test figures over the test split
 * @param json the same as the manifest holds them
 */
record GoodOnlyRun(
        TrainableNetwork network,
        Split split,
        Verdicts validation,
        Figures test,
        Map<String, Object> json,
        Duration took)
        implements VisionRun {

    /** Shares of the good pictures that train, set the limit and are counted. */
    static final double[] SHARES = {0.6, 0.2, 0.2};

    /** Usual budget. */
    static final int MINUTES = 4;

    private static final int USUAL_PICTURES = 16_000;
    private static final int LEAST_PICTURES = 20;

    /** Figures that mean nothing where all pictures are good. */
    private static final Set<String> OF_DEFECTS = Set.of("auroc", "recall", "f1", "dice", "pixel-auroc");

    /**
     * Trains, which takes minutes.
     *
     * @param budget how long it may learn
     * @param pictures how many painted ones it learns from, 0 for as many as usual
     * @throws IOException naming what is missing when there are too few good pictures
     */
    static GoodOnlyRun of(
            Examples examples, long seed, Duration budget, int pictures, GoodOnlyOptions options, ProgressBar bar)
            throws IOException {
        GoodOnly.Plan plan =
                new GoodOnly.Plan(pictures > 0 ? pictures : USUAL_PICTURES, budget, seed, options.falseRejects());
        Split split = split(examples, seed);
        bar.line(split.train().size() + " good pictures to train, "
                + split.validation().size() + " to set the limit, "
                + split.test().size() + " to test, those of other classes among them");
        long started = System.nanoTime();
        TrainableNetwork network =
                new GoodOnly(levels(split.train()), levels(split.validation()), plan).train(bar::line, bar);
        try {
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            Lesson lesson = new Lesson(examples.shape(), List.of(good(examples)), true, true);
            float limit = (float) Math.log(GoodOnly.LIMIT / (1 - GoodOnly.LIMIT));
            Verdicts validation = new Verdicts(lesson, Answers.of(network, lesson, split.validation()), limit);
            Verdicts tested = validation.over(Answers.of(network, lesson, split.test()));
            Figures test = Figures.of(tested, limit);
            return new GoodOnlyRun(network, split, validation, test, json(test, plan.seed()), took);
        } catch (IOException | RuntimeException e) {
            network.close();
            throw e;
        }
    }

    @Override
    public Map<String, Object> ownFacts() {
        return Map.of("good-only", true);
    }

    @Override
    public String passes() {
        return "good pictures alone";
    }

    static List<Levels> levels(List<Example> examples) {
        List<Levels> all = new ArrayList<>();
        for (Example example : examples) {
            Example.Shape shape = example.shape();
            float[] values = new float[shape.size()];
            example.fill(values, 0);
            all.add(new Levels(shape.channels(), shape.width(), shape.height(), values));
        }
        return all;
    }

    private static String good(Examples examples) throws IOException {
        return examples.good()
                .orElseThrow(() -> new IOException("none of the classes " + examples.kinds()
                        + " is the good one: call its folder good/ or name it with --good"));
    }

    private static Split split(Examples examples, long seed) throws IOException {
        String good = good(examples);
        List<Example> others = new ArrayList<>(examples.all());
        List<Example> fine = others.stream().filter(Example::good).toList();
        others.removeAll(fine);
        if (fine.size() < LEAST_PICTURES) {
            throw new IOException("class " + good + " has " + fine.size() + " pictures, at least " + LEAST_PICTURES
                    + " are needed to learn what good parts look like: take more, 50 to 200 of different parts");
        }
        Split split = Split.of(examples.with(fine), SHARES, seed);
        others.addAll(0, split.test());
        return new Split(split.train(), split.validation(), List.copyOf(others));
    }

    private static Map<String, Object> json(Figures figures, long seed) {
        Map<String, Object> json = figures.toJson(seed);
        Verdicts verdicts = figures.verdicts();
        if (verdicts.defects().isEmpty()) {
            json.keySet().removeAll(OF_DEFECTS);
            return json;
        }
        Map<String, Object> auroc = new TreeMap<>();
        Map<String, Object> recall = new TreeMap<>();
        double[] good = Verdicts.scores(verdicts.good());
        verdicts.defects().stream()
                .map(answer -> answer.example().kind())
                .distinct()
                .forEach(kind -> {
                    Verdicts its = verdicts.over(verdicts.ofKind(kind));
                    auroc.put(kind, Figures.rounded(Verdicts.auroc(good, Verdicts.scores(its.answers()))));
                    recall.put(kind, Figures.rounded(its.recall()));
                });
        json.put("auroc-by-class", auroc);
        json.put("recall-by-class", recall);
        return json;
    }

    @Override
    public void close() {
        network.close();
    }
}
