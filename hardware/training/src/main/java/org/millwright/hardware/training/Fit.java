package org.millwright.hardware.training;

import ai.djl.Device;
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
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.millwright.hardware.inference.Tensor;

/**
 * Trains a network: Adam with a learning rate that falls along a half cosine, passes over shuffled samples, the best
 * weights by the validation score kept.
 */
public final class Fit {

    /**
     * How long and how fast.
     *
     * @param epochs passes at most
     * @param patience passes without a better validation score after which to stop
     * @param samplesPerEpoch how many samples a pass takes, in a new random order each time round
     */
    public record Plan(int epochs, int patience, int batch, int samplesPerEpoch, float learningRate, long seed) {}

    /** The best validation score, lower is better, and the pass (from 1) that reached it. */
    public record Result(double validation, int epoch, int epochsRun) {}

    private final TrainableNetwork network;
    private final Samples samples;
    private final Loss loss;
    private final Plan plan;

    public Fit(TrainableNetwork network, Samples samples, Loss loss, Plan plan) {
        this.network = network;
        this.samples = samples;
        this.loss = loss;
        this.plan = plan;
    }

    /**
     * Runs on the calling thread until it is done; the network then has the best weights.
     *
     * @param validation the score of the network as it is; lower is better
     * @param progress gets one line a pass
     */
    public Result run(ToDoubleFunction<TrainableNetwork> validation, Consumer<String> progress) {
        int perEpoch = plan.samplesPerEpoch();
        int steps = Math.ceilDiv(perEpoch, plan.batch());
        Result best = new Result(Double.POSITIVE_INFINITY, 0, 0);
        List<float[]> weights = network.weights();
        RandomGenerator random = new SplittableRandom(plan.seed());
        Deck deck = new Deck(samples.count(), random);
        try (Trainer trainer = network.trainer(config(steps * plan.epochs()))) {
            for (int epoch = 1; epoch <= plan.epochs() && epoch - best.epoch() <= plan.patience(); epoch++) {
                long started = System.nanoTime();
                double sum = 0;
                for (int step = 0; step < steps; step++) {
                    int from = step * plan.batch();
                    sum += step(trainer, deck.deal(Math.min(plan.batch(), perEpoch - from)), random);
                }
                double score = validation.applyAsDouble(network);
                boolean better = score < best.validation();
                if (better) {
                    weights = network.weights();
                }
                best = better ? new Result(score, epoch, epoch) : new Result(best.validation(), best.epoch(), epoch);
                progress.accept(String.format(
                        Locale.ROOT,
                        "epoch %d/%d  loss %.5f  validation %.5f%s  %.1f s",
                        epoch,
                        plan.epochs(),
                        sum / steps,
                        score,
                        better ? " best" : "",
                        (System.nanoTime() - started) / 1e9));
            }
        }
        network.restore(weights);
        return best;
    }

    private float step(Trainer trainer, int[] dealt, RandomGenerator random) {
        int count = dealt.length;
        int inputSize = new Tensor("sample", samples.inputShape()).size();
        float[] inputs = new float[count * inputSize];
        float[] targets = new float[count * samples.targetSize()];
        for (int i = 0; i < count; i++) {
            samples.write(dealt[i], random, inputs, i * inputSize, targets, i * samples.targetSize());
        }
        try (NDManager manager = trainer.getManager().newSubManager()) {
            long[] shape =
                    samples.inputShape().stream().mapToLong(Integer::longValue).toArray();
            shape[0] *= count;
            NDArray input = manager.create(inputs, new Shape(shape));
            NDArray target = manager.create(targets, new Shape(count, samples.targetSize()));
            input.attach(manager);
            float value;
            try (GradientCollector gradients = trainer.newGradientCollector()) {
                NDList answer = trainer.forward(new NDList(input));
                answer.attach(manager);
                NDArray error = loss.evaluate(new NDList(target), answer);
                error.attach(manager);
                gradients.backward(error);
                value = error.getFloat();
            }
            trainer.step();
            return value;
        }
    }

    private DefaultTrainingConfig config(int updates) {
        Tracker rate = Tracker.cosine()
                .setBaseValue(plan.learningRate())
                .optFinalValue(plan.learningRate() / 50)
                .setMaxUpdates(updates)
                .build();
        return new DefaultTrainingConfig(loss)
                .optDevices(new Device[] {Device.cpu()})
                .optOptimizer(Optimizer.adam().optLearningRateTracker(rate).build());
    }
}
