package org.millwright.vision.training;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.millwright.hardware.training.Fit;
import org.millwright.hardware.training.TrainableNetwork;
import org.millwright.hardware.training.report.ProgressBar;

/**
 * One training from split to figures: the network learns from the first part, weights and limits are chosen by the second,
 * the third is only counted. Holds native memory until closed.
 *
 * @param test figures over the test split
 * @param json the same as the manifest holds them
 */
record LabelledRun(
        TrainableNetwork network,
        Split split,
        Verdicts validation,
        Figures test,
        Map<String, Object> json,
        Fit.Result fitted,
        Duration took)
        implements VisionRun {

    /** Usual budget. */
    static final int MINUTES = 30;

    /** Shares of the pictures that train, validate and test. */
    static final double[] SHARES = {0.65, 0.15, 0.2};

    static LabelledRun of(String name, Examples examples, LabelledTraining training, ProgressBar bar)
            throws IOException {
        Lesson lesson = Lesson.of(examples);
        Split dealt = Split.of(examples, SHARES, training.seed());
        Split split = examples.groupsAreTold() ? dealt.withoutDoubtful() : dealt;
        if (split.train().size() < dealt.train().size()) {
            bar.line(dealt.train().size() - split.train().size()
                    + " good pictures of what others show a defect of are not learnt from");
        }
        bar.line(split.train().size() + " pictures to train, "
                + split.validation().size() + " to validate, "
                + split.test().size() + " to test; " + Groups.count(examples.all())
                + " groups of pictures that show the same thing, "
                + split.shared() + " of them in more than one of the three");
        TrainableNetwork network = InspectionNetwork.create(name, lesson, training.seed());
        try {
            long started = System.nanoTime();
            Fit.Result fitted = training.run(network, lesson, split, bar);
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            Verdicts validation = new Verdicts(lesson, Answers.of(network, lesson, split.validation()), 0);
            if (validation.tellsGood()) {
                validation = new Verdicts(lesson, validation.answers(), validation.bestLimit());
            }
            Figures chosen = Figures.of(validation, 0);
            PixelTally pixels = chosen.together(validation.answers());
            float regionLimit = pixels.defectivePixels() > 0 ? pixels.bestLimit() : validation.limit();
            List<Answer> answers = Answers.of(network, lesson, split.test());
            Figures test = Figures.of(validation.over(answers), regionLimit);
            Map<String, Object> json = test.toJson(training.seed());
            return new LabelledRun(network, split, validation, test, json, fitted, took);
        } catch (IOException | RuntimeException e) {
            network.close();
            throw e;
        }
    }

    @Override
    public String passes() {
        return fitted.epochsRun() + " epochs, best " + fitted.epoch();
    }

    @Override
    public Map<String, Object> ownFacts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("epochs-run", fitted.epochsRun());
        facts.put("best-epoch", fitted.epoch());
        return facts;
    }

    @Override
    public void close() {
        network.close();
    }
}
