package org.millwright.maintenance.training.detect;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.Arrays;
import java.util.Random;
import org.millwright.maintenance.training.study.Shuffle;

/**
 * The strongest published baseline of SKAB, as its authors set it up: windows of 60 rows, two strided convolutions and
 * two transposed ones, Adam, up to 100 epochs with early stopping after 5, the mean absolute error against 4/3 of its
 * 0.999 quantile while learned, and a row flagged if all 60 windows up to the next one that starts after it are above.
 * It looks up to a minute ahead and never flags the last two minutes of a file, as theirs. One thing is put right: it
 * reconstructs each signal, theirs one for all.
 */
final class ConvolutionalAutoencoder implements AlarmMethod {

    private static final int WINDOW = 60;
    private static final int EPOCHS = 100;
    private static final int BATCH = 32;
    private static final int PATIENCE = 5;
    private static final double HELD_OUT = 0.1;
    private static final double QUANTILE = 0.999;
    private static final double MARGIN = 4 / 3.0;

    private final long seed;

    ConvolutionalAutoencoder(long seed) {
        this.seed = seed;
    }

    @Override
    public boolean[] alarms(Recording recording, int learnFrom) {
        float[] windows = windows(recording, learnFrom);
        int signals = recording.signals().size();
        int size = signals * WINDOW;
        int learned = learnFrom - WINDOW + 1;
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        Engine.getEngine("PyTorch").setRandomSeed((int) seed);
        try (Model model = Model.newInstance("autoencoder", Device.cpu(), "PyTorch")) {
            model.setBlock(network(signals));
            DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.l2Loss())
                    .optOptimizer(Optimizer.adam()
                            .optLearningRateTracker(Tracker.fixed(0.001f))
                            .build());
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(1, signals, WINDOW));
                fit(trainer, Arrays.copyOf(windows, learned * size), signals);
            }
            double[] errors = errors(model, windows, signals);
            double[] usual = Arrays.copyOf(errors, learned);
            Arrays.sort(usual);
            return flags(errors, quantile(usual) * MARGIN, recording.rows().length);
        }
    }

    private static Block network(int signals) {
        return new SequentialBlock()
                .add(down(32))
                .add(Activation::relu)
                .add(Dropout.builder().optRate(0.2f).build())
                .add(down(16))
                .add(Activation::relu)
                .add(up(16))
                .add(Activation::relu)
                .add(Dropout.builder().optRate(0.2f).build())
                .add(up(32))
                .add(Activation::relu)
                .add(line(signals));
    }

    private static Block down(int filters) {
        return Conv1d.builder()
                .setKernelShape(new Shape(7))
                .optStride(new Shape(2))
                .optPadding(new Shape(3))
                .setFilters(filters)
                .build();
    }

    /**
     * A transposed convolution of kernel 7 and stride 2, which DJL does not have for PyTorch: zeros between the values and
     * a plain convolution are the same.
     */
    private static Block up(int filters) {
        return new SequentialBlock()
                .add(LambdaBlock.singleton(ConvolutionalAutoencoder::withZerosBetween))
                .add(line(filters));
    }

    private static NDArray withZerosBetween(NDArray x) {
        Shape shape = x.getShape();
        NDArray wide = x.reshape(shape.get(0), shape.get(1), shape.get(2), 1);
        return wide.concat(wide.zerosLike(), 3).reshape(shape.get(0), shape.get(1), 2 * shape.get(2));
    }

    private static Block line(int filters) {
        return Conv1d.builder()
                .setKernelShape(new Shape(7))
                .optPadding(new Shape(3))
                .setFilters(filters)
                .build();
    }

    private void fit(Trainer trainer, float[] windows, int signals) {
        int size = signals * WINDOW;
        int count = windows.length / size;
        int held = (int) Math.ceil(count * HELD_OUT);
        int trained = count - held;
        try (NDManager data = trainer.getManager().newSubManager()) {
            NDArray all = data.create(windows, new Shape(count, signals, WINDOW));
            NDArray validation = all.get(trained + ":" + count);
            Random random = new Random(seed);
            int[] order = new int[trained];
            Arrays.setAll(order, i -> i);
            double best = Double.POSITIVE_INFINITY;
            int since = 0;
            for (int epoch = 0; epoch < EPOCHS && since < PATIENCE; epoch++) {
                Shuffle.of(order, random);
                for (int from = 0; from < trained; from += BATCH) {
                    step(trainer, all, Arrays.copyOfRange(order, from, Math.min(trained, from + BATCH)));
                }
                double loss = loss(trainer, validation);
                since = loss < best ? 0 : since + 1;
                best = Math.min(best, loss);
            }
        }
    }

    private static void step(Trainer trainer, NDArray all, int[] picked) {
        try (NDManager scope = all.getManager().newSubManager()) {
            NDArray batch = all.get(scope.create(picked));
            batch.attach(scope);
            try (GradientCollector gradients = trainer.newGradientCollector()) {
                NDArray answer = trainer.forward(new NDList(batch)).singletonOrThrow();
                answer.attach(scope);
                NDArray error = answer.sub(batch).square().mean();
                error.attach(scope);
                gradients.backward(error);
            }
            trainer.step();
        }
    }

    private static double loss(Trainer trainer, NDArray held) {
        try (NDManager scope = held.getManager().newSubManager()) {
            NDArray answer = trainer.evaluate(new NDList(held)).singletonOrThrow();
            answer.attach(scope);
            NDArray error = answer.sub(held).square().mean();
            error.attach(scope);
            return error.getFloat();
        }
    }

    /** Absolute error of each window: mean over time, summed over the signals. */
    private static double[] errors(Model model, float[] windows, int signals) {
        int count = windows.length / (signals * WINDOW);
        try (NDManager scope = model.getNDManager().newSubManager()) {
            NDArray all = scope.create(windows, new Shape(count, signals, WINDOW));
            NDArray answer = model.getBlock()
                    .forward(new ParameterStore(scope, false), new NDList(all), false)
                    .singletonOrThrow();
            float[] errors =
                    answer.sub(all).abs().mean(new int[] {2}).sum(new int[] {1}).toFloatArray();
            double[] wide = new double[count];
            Arrays.setAll(wide, i -> errors[i]);
            return wide;
        }
    }

    /** Between the two nearest, as pandas does. */
    private static double quantile(double[] sorted) {
        double place = QUANTILE * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    private static boolean[] flags(double[] errors, double limit, int rows) {
        boolean[] flags = new boolean[rows];
        int above = 0;
        for (int i = 0; i + 1 < errors.length - WINDOW + 1; i++) {
            above = errors[i] > limit ? above + 1 : 0;
            // Theirs asks for the 59 windows that start before this row.
            flags[i + 1] = i + 1 >= WINDOW - 1 && above >= WINDOW - 1;
        }
        return flags;
    }

    /** One after the other, each signal's rows together. */
    private static float[] windows(Recording recording, int learnFrom) {
        double[][] rows = recording.rows();
        int signals = recording.signals().size();
        int count = rows.length - WINDOW + 1;
        float[] windows = new float[count * signals * WINDOW];
        for (int j = 0; j < signals; j++) {
            int column = j;
            double[] learned = recording.first(learnFrom).stream()
                    .mapToDouble(row -> row[column])
                    .toArray();
            double mean = Arrays.stream(learned).average().orElse(0);
            double squares = Arrays.stream(learned)
                    .map(x -> (x - mean) * (x - mean))
                    .average()
                    .orElse(0);
            double deviation = squares > 0 ? Math.sqrt(squares) : 1;
            for (int window = 0; window < count; window++) {
                for (int k = 0; k < WINDOW; k++) {
                    windows[(window * signals + j) * WINDOW + k] = (float) ((rows[window + k][j] - mean) / deviation);
                }
            }
        }
        return windows;
    }
}
