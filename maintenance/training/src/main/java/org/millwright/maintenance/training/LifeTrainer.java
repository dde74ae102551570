package org.millwright.maintenance.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.AdamW;
import ai.djl.training.tracker.Tracker;
import java.util.Arrays;
import java.util.Random;
import org.millwright.hardware.inference.Tensor;
import org.millwright.hardware.training.Fit;
import org.millwright.hardware.training.TrainableNetwork;
import org.millwright.maintenance.training.study.CannotTrain;
import org.millwright.maintenance.training.study.Shuffle;

/** Fits a recipe's layers to examples: mean squared error of the capped life, AdamW, a cosine schedule. */
final class LifeTrainer {

    /**
     * How long and how fast.
     *
     * @param epochs passes over all windows
     * @param weightDecay share of the weights that a step takes off, times the learning rate
     */
    record Plan(int epochs, int batch, float learningRate, float weightDecay) {}

    private static final float LAST_RATE = 0.01f;

    private final LifeRecipe recipe;
    private final Plan plan;
    private final Tensor input;

    LifeTrainer(LifeRecipe recipe, Tensor input) {
        this.recipe = recipe;
        this.plan = recipe.plan();
        this.input = input;
    }

    /** A trained network; the caller closes it. Same seed, same network, on the same machine. */
    TrainableNetwork train(Examples examples, long seed, Fit.Watcher watcher) {
        int batches = examples.count() / plan.batch();
        if (batches < 1) {
            throw new CannotTrain(examples.count() + " windows do not make one batch of " + plan.batch());
        }
        TrainableNetwork network = TrainableNetwork.create(recipe.name(), recipe.layers(), input, "life", seed);
        Tracker rate = Tracker.cosine()
                .setBaseValue(plan.learningRate())
                .optFinalValue(plan.learningRate() * LAST_RATE)
                .setMaxUpdates(plan.epochs() * batches)
                .build();
        DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.l2Loss())
                .optOptimizer(AdamW.builder()
                        .optLearningRateTracker(rate)
                        .optWeightDecays(plan.weightDecay())
                        .build());
        try (Trainer trainer = network.trainer(config);
                NDManager data = trainer.getManager().newSubManager()) {
            fit(examples, trainer, data, new Random(seed), watcher);
        }
        return network;
    }

    private void fit(Examples examples, Trainer trainer, NDManager data, Random random, Fit.Watcher watcher) {
        long[] shape = input.shape().stream().mapToLong(size -> size).toArray();
        shape[0] = examples.count();
        NDArray inputs = data.create(examples.inputs(), new Shape(shape));
        float[] capped = new float[examples.count()];
        for (int i = 0; i < capped.length; i++) {
            capped[i] = (float) (Math.min(recipe.cap(), examples.remaining(i)) / recipe.cap());
        }
        NDArray targets = data.create(capped, new Shape(capped.length, 1));
        int[] order = new int[examples.count()];
        Arrays.setAll(order, i -> i);
        for (int epoch = 0; epoch < plan.epochs(); epoch++) {
            Shuffle.of(order, random);
            for (int from = 0; from + plan.batch() <= order.length; from += plan.batch()) {
                watcher.step(epoch + 1, plan.epochs(), (epoch + (double) from / order.length) / plan.epochs());
                step(trainer, inputs, targets, Arrays.copyOfRange(order, from, from + plan.batch()));
            }
        }
    }

    private static void step(Trainer trainer, NDArray inputs, NDArray targets, int[] picked) {
        try (NDManager scope = inputs.getManager().newSubManager()) {
            NDArray index = scope.create(picked);
            NDArray batch = inputs.get(index);
            batch.attach(scope);
            NDArray expected = targets.get(index);
            expected.attach(scope);
            try (GradientCollector gradients = trainer.newGradientCollector()) {
                NDArray answers = trainer.forward(new NDList(batch)).singletonOrThrow();
                answers.attach(scope);
                NDArray error = answers.sub(expected).square().mean();
                error.attach(scope);
                gradients.backward(error);
            }
            trainer.step();
        }
    }
}
