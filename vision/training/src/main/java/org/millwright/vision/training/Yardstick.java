package org.millwright.vision.training;

import java.util.List;
import java.util.function.Consumer;
import org.millwright.vision.training.goodonly.Autoencoder;

/** How well a plain convolutional autoencoder tells the same pictures, learnt from the same good ones. */
final class Yardstick {

    private static final int PASSES_OVER_PICTURES = 15;
    private static final int LEAST_UPDATES = 400;

    private Yardstick() {}

    static double auroc(GoodOnlyRun run, long seed, Consumer<String> console) {
        List<Example> train = run.split().train();
        int updates = Math.max(LEAST_UPDATES, Math.ceilDiv(PASSES_OVER_PICTURES * train.size(), Autoencoder.BATCH));
        try (Autoencoder autoencoder = Autoencoder.train(GoodOnlyRun.levels(train), updates, seed, console)) {
            return Verdicts.auroc(
                    scores(autoencoder, run.test().verdicts().good()),
                    scores(autoencoder, run.test().verdicts().defects()));
        }
    }

    private static double[] scores(Autoencoder autoencoder, List<Answer> answers) {
        return autoencoder.scores(
                GoodOnlyRun.levels(answers.stream().map(Answer::example).toList()));
    }
}
