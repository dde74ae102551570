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
import ai.djl.training.optimizer.AdamW;
import ai.djl.training.optimizer.Optimizer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Trains a network: Adam with a learning rate that falls along a half cosine, passes over shuffled samples, the best
 * weights by the validation score kept. A second thread makes the next samples meanwhile.
 */
public final class Fit {

    /**
     * How long and how fast.
     *
     * @param epochs passes at most
     * @param patience passes without a better validation score after which to stop
     * @param samplesPerEpoch how many samples a pass takes, in a new random order each time round
     * @param weightDecay share of the weights that is taken off, times the learning rate
     * @param warmUp share of the training in which the learning rate rises to its value
     * @param averaging how much of the running mean of the weights stays at each step; 0 for the weights as they are
     * @param budget how long it may take; the learning rate is brought down by its end
     */
    public record Plan(
            int epochs,
            int patience,
            int batch,
            int samplesPerEpoch,
            float learningRate,
            long seed,
            float weightDecay,
            float warmUp,
            float averaging,
            Duration budget) {

        private static final Duration NO_END = Duration.ofDays(365);

        /** Plain: no weight decay, no warm-up, no averaging, no budget. */
        public Plan(int epochs, int patience, int batch, int samplesPerEpoch, float learningRate, long seed) {
            this(epochs, patience, batch, samplesPerEpoch, learningRate, seed, 0, 0, 0, NO_END);
        }
    }

    /** The best validation score, lower is better, and the pass (from 1) that reached it. */
    public record Result(double validation, int epoch, int epochsRun) {}

    /** Called on the training's thread after each step, for progress bars. */
    @FunctionalInterface
    public interface Watcher {

        /** Nobody looks. */
        Watcher NOBODY = (epoch, epochs, done) -> {};

        /** @param done 0 to 1, of all passes and of the budget, whichever is further */
        void step(int epoch, int epochs, double done);
    }

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
        return run(validation, progress, (epoch, epochs, done) -> {});
    }

    /** As above, with a watcher of each step. */
    public Result run(ToDoubleFunction<TrainableNetwork> validation, Consumer<String> progress, Watcher watcher) {
        int steps = Math.ceilDiv(plan.samplesPerEpoch(), plan.batch());
        Pace pace = new Pace(plan, steps * plan.epochs());
        Result best = new Result(Double.POSITIVE_INFINITY, 0, 0);
        List<float[]> weights = network.weights();
        WeightMean mean = new WeightMean(plan.averaging());
        try (Trainer trainer = network.trainer(config(pace));
                Batches batches = new Batches(samples, plan)) {
            for (int epoch = 1; goesOn(epoch, best, pace); epoch++) {
                long epochStarted = System.nanoTime();
                double sum = 0;
                for (int step = 0; step < steps; step++) {
                    sum += step(trainer, batches.next());
                    mean.add(network);
                    watcher.step(epoch, plan.epochs(), pace.stepped());
                }
                List<float[]> last = mean.swapIn(network);
                double score = validation.applyAsDouble(network);
                boolean better = score < best.validation();
                if (better) {
                    weights = network.weights();
                }
                network.restore(last);
                best = better ? new Result(score, epoch, epoch) : new Result(best.validation(), best.epoch(), epoch);
                progress.accept(String.format(
                        Locale.ROOT,
                        "epoch %d/%d  loss %.5f  validation %.5f%s  %.1f s",
                        epoch,
                        plan.epochs(),
                        sum / steps,
                        score,
                        better ? " best" : "",
                        (System.nanoTime() - epochStarted) / 1e9));
            }
        }
        network.restore(weights);
        return best;
    }

    private boolean goesOn(int epoch, Result best, Pace pace) {
        return epoch <= plan.epochs() && epoch - best.epoch() <= plan.patience() && (epoch == 1 || !pace.over());
    }

    private float step(Trainer trainer, Batches.Batch batch) {
        try (NDManager manager = trainer.getManager().newSubManager()) {
            long[] shape =
                    samples.inputShape().stream().mapToLong(Integer::longValue).toArray();
            shape[0] *= batch.count();
            NDArray input = manager.create(batch.inputs(), new Shape(shape));
            NDArray target = manager.create(batch.targets(), new Shape(batch.count(), samples.targetSize()));
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

    private DefaultTrainingConfig config(Pace pace) {
        Optimizer optimizer = plan.weightDecay() == 0
                ? Optimizer.adam().optLearningRateTracker(pace).build()
                : AdamW.builder()
                        .optLearningRateTracker(pace)
                        .optWeightDecays(plan.weightDecay())
                        .optClipGrad(1)
                        .build();
        return new DefaultTrainingConfig(loss)
                .optDevices(new Device[] {Device.cpu()})
                .optOptimizer(optimizer);
    }
}
