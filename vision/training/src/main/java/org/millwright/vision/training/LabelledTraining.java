package org.millwright.vision.training;

import java.time.Duration;
import org.millwright.hardware.training.Fit;
import org.millwright.hardware.training.TrainableNetwork;

/**
 * How an {@link InspectionNetwork} learns from labelled pictures.
 *
 * @param seed of the weights, the order and the changes of the pictures
 * @param budget how long it may take
 * @param pictures how many, changed ones, it sees in all
 */
record LabelledTraining(long seed, Duration budget, int pictures) {

    /** Enough for sets of about a thousand pictures; a larger one gets more. */
    static final int USUAL_PICTURES = 28_000;

    private static final int PASSES_OF_A_LARGE_SET = 8;
    private static final int BATCH = 8;
    private static final float LEARNING_RATE = 3e-3f;
    private static final float WEIGHT_DECAY = 0.05f;
    private static final float WARM_UP = 0.08f;
    private static final float AVERAGING = 0.995f;
    /** After how many pictures the validation split is asked. */
    private static final int EPOCH = 1_000;

    /** Returns how it went; the network has the weights that did best on the validation split. */
    Fit.Result run(TrainableNetwork network, Lesson lesson, Split split, ProgressBar bar) {
        boolean allMasked = split.train().stream().allMatch(Example::mapKnown);
        Lesson windows = lesson.windowed(allMasked);
        LabelledSamples samples = new LabelledSamples(windows, split.train());
        int epochs = epochs(samples.count());
        Fit.Plan plan = new Fit.Plan(
                epochs,
                Math.max(6, epochs / 3),
                BATCH,
                Math.ceilDiv(all(samples.count()), epochs),
                LEARNING_RATE,
                seed,
                WEIGHT_DECAY,
                WARM_UP,
                AVERAGING,
                budget);
        return new Fit(network, samples, new InspectionLoss(windows), plan)
                .run(
                        trained -> Answers.loss(lesson, Answers.of(trained, lesson, split.validation())),
                        bar::line,
                        bar);
    }

    private int all(int dealt) {
        return pictures > 0 ? pictures : Math.max(USUAL_PICTURES, PASSES_OF_A_LARGE_SET * dealt);
    }

    private int epochs(int dealt) {
        return Math.max(1, Math.round(all(dealt) / (float) Math.max(EPOCH, dealt)));
    }
}
