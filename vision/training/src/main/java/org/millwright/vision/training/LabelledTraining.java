package org.millwright.vision.training;

import java.time.Duration;
import org.millwright.hardware.training.Fit;
import org.millwright.hardware.training.TrainableNetwork;
import org.millwright.hardware.training.report.ProgressBar;

/**
 * How an {@link InspectionNetwork} learns from labelled pictures.
 *
 * @param seed of the weights, the order and the changes of the pictures
 * @param budget how long it may take
 * @param pictures how many, changed ones, it sees in all; 0 for the usual number
 */
record LabelledTraining(long seed, Duration budget, int pictures) {

    /**
     * What all pictures or windows that it sees have together: enough for sets of about a thousand pictures, and a quarter
     * of an hour on two cores; a larger set gets more.
     */
    private static final double USUAL_PIXELS = 2e9;

    private static final int PASSES_OF_A_LARGE_SET = 8;
    private static final int BATCH = 8;
    private static final float LEARNING_RATE = 2e-3f;
    private static final float WEIGHT_DECAY = 0.05f;
    private static final float WARM_UP = 0.08f;
    private static final float AVERAGING = 0.995f;
    /** After how many pictures the validation split is asked. */
    private static final int EPOCH = 3_000;

    /** Returns how it went; the network has the weights that did best on the validation split. */
    Fit.Result run(TrainableNetwork network, Lesson lesson, Split split, ProgressBar bar) {
        Lesson windows = lesson.windowed(split.train());
        LabelledSamples samples = new LabelledSamples(windows, split.train());
        int all = pictures > 0 ? pictures : usual(windows, samples.count());
        int epochs = Math.max(1, Math.round(all / (float) Math.max(EPOCH, samples.count())));
        Fit.Plan plan = new Fit.Plan(
                epochs,
                Math.max(6, epochs / 2),
                BATCH,
                Math.ceilDiv(all, epochs),
                LEARNING_RATE,
                seed,
                WEIGHT_DECAY,
                WARM_UP,
                AVERAGING,
                budget);
        return new Fit(network, samples, new InspectionLoss(windows), plan)
                .run(trained -> Answers.loss(lesson, Answers.of(trained, lesson, split.validation())), bar::line, bar);
    }

    private static int usual(Lesson windows, int dealt) {
        int bySize = (int) Math.round(USUAL_PIXELS / windows.picture().plane());
        return Math.max(bySize, PASSES_OF_A_LARGE_SET * dealt);
    }
}
