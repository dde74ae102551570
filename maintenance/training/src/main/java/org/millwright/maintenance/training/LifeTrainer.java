package org.millwright.maintenance.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.millwright.hardware.training.TrainableNetwork;
import org.millwright.maintenance.training.Lives.Examples;

/** Fits a recipe's network to examples: mean squared error of the capped life, Adam, a cosine schedule. */
final class LifeTrainer {

    private static final float LAST_RATE = 0.01f;

    private LifeTrainer() {}

    /** A trained network; the caller closes it. Same seed, same network, on the same machine. */
    static TrainableNetwork train(LifeRecipe recipe, Examples examples, long seed) {
        TrainableNetwork network =
                TrainableNetwork.create(recipe.name(), recipe.layers(), recipe.tensor(), "life", seed);
        if (!recipe.averages().isEmpty()) {
            startFrom(network, recipe.averagingKernels());
        }
        int batches = examples.count() / recipe.batch();
        if (batches < 1) {
            throw new CannotTrain(examples.count() + " windows do not make one batch of " + recipe.batch());
        }
        Tracker rate = Tracker.cosine()
                .setBaseValue(recipe.learningRate())
                .optFinalValue(recipe.learningRate() * LAST_RATE)
                .setMaxUpdates(recipe.epochs() * batches)
                .build();
        DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.l2Loss())
                .optOptimizer(Optimizer.adam().optLearningRateTracker(rate).build());
        try (Trainer trainer = network.trainer(config);
                NDManager data = trainer.getManager().newSubManager()) {
            fit(recipe, examples, trainer, data, new Random(seed));
        }
        return network;
    }

    /** The first layer's weights are the first of the list: its kernels. */
    private static void startFrom(TrainableNetwork network, float[] kernels) {
        List<float[]> weights = new ArrayList<>(network.weights());
        if (weights.getFirst().length != kernels.length) {
            throw new IllegalStateException(
                    "the first layer has " + weights.getFirst().length + " weights, not " + kernels.length);
        }
        weights.set(0, kernels);
        network.restore(weights);
    }

    private static void fit(LifeRecipe recipe, Examples examples, Trainer trainer, NDManager data, Random random) {
        long[] shape = recipe.tensor().shape().stream().mapToLong(size -> size).toArray();
        shape[0] = examples.count();
        NDArray inputs = data.create(examples.inputs(), new Shape(shape));
        float[] capped = new float[examples.count()];
        for (int i = 0; i < capped.length; i++) {
            capped[i] = (float) (Math.min(recipe.cap(), examples.remaining(i)) / recipe.cap());
        }
        NDArray targets = data.create(capped, new Shape(capped.length, 1));
        int[] order = new int[examples.count()];
        Arrays.setAll(order, i -> i);
        for (int epoch = 0; epoch < recipe.epochs(); epoch++) {
            shuffle(order, random);
            for (int from = 0; from + recipe.batch() <= order.length; from += recipe.batch()) {
                step(trainer, inputs, targets, Arrays.copyOfRange(order, from, from + recipe.batch()));
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

    private static void shuffle(int[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
    }
}
