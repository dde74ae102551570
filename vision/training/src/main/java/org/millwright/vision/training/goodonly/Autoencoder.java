package org.millwright.vision.training.goodonly;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.millwright.hardware.inference.Tensor;
import org.millwright.hardware.training.Fit;
import org.millwright.hardware.training.Layer;
import org.millwright.hardware.training.Samples;
import org.millwright.hardware.training.TrainableNetwork;
import org.millwright.vision.training.flaws.Levels;
import org.millwright.vision.training.flaws.Smooth;

/**
 * The yardstick: a plain convolutional autoencoder learns to draw good pictures through a narrow waist; where it draws a
 * picture badly, something is strange. Not shipped.
 */
public final class Autoencoder implements AutoCloseable {

    /** Pictures that an update looks at. */
    public static final int BATCH = 8;

    private static final int SMOOTHING = 3;
    private static final float WHITE = 255;

    private final TrainableNetwork network;

    private Autoencoder(TrainableNetwork network) {
        this.network = network;
    }

    /**
     * Trains on the calling thread.
     *
     * @param pictures good ones of one size
     */
    public static Autoencoder train(List<Levels> pictures, int updates, long seed, Consumer<String> progress) {
        Levels first = pictures.getFirst();
        Tensor input = new Tensor("picture", List.of(1, first.channels(), first.height(), first.width()));
        TrainableNetwork network =
                TrainableNetwork.create("autoencoder", layers(first.channels()), input, "drawn", seed);
        int passes = 5;
        Fit.Plan plan = new Fit.Plan(passes, passes, BATCH, Math.ceilDiv(updates * BATCH, passes), 2e-3f, seed);
        int[] pass = {0};
        new Fit(network, new Copies(pictures), new Distance(), plan).run(trained -> -pass[0]++, progress);
        return new Autoencoder(network);
    }

    /** How strange the strangest place of each picture is. */
    public double[] scores(List<Levels> pictures) {
        return pictures.stream().mapToDouble(this::score).toArray();
    }

    private double score(Levels picture) {
        float[] drawn = network.answer(picture.values(), 1);
        float[] wrong = new float[picture.width() * picture.height()];
        for (int i = 0; i < drawn.length; i++) {
            float off = drawn[i] - picture.values()[i] / WHITE;
            wrong[i % wrong.length] += off * off;
        }
        double worst = 0;
        for (float value : Smooth.box(wrong, picture.width(), picture.height(), SMOOTHING)) {
            worst = Math.max(worst, value);
        }
        return worst;
    }

    private static List<Layer> layers(int channels) {
        return List.of(
                new Layer.Scale(1 / WHITE, 0),
                Layer.Conv.square(12, 3, 2),
                new Layer.Relu(),
                Layer.Conv.square(24, 3, 2),
                new Layer.Relu(),
                Layer.Conv.square(32, 3, 2),
                new Layer.Relu(),
                Layer.Conv.square(48, 3, 2),
                new Layer.Relu(),
                Layer.Conv.square(16, 1, 1),
                Layer.Conv.square(48, 3, 1),
                new Layer.Relu(),
                new Layer.Enlarge(2),
                Layer.Conv.square(32, 3, 1),
                new Layer.Relu(),
                new Layer.Enlarge(2),
                Layer.Conv.square(24, 3, 1),
                new Layer.Relu(),
                new Layer.Enlarge(2),
                Layer.Conv.square(12, 3, 1),
                new Layer.Relu(),
                new Layer.Enlarge(2),
                Layer.Conv.square(channels, 3, 1));
    }

    /** Each picture, mirrored at random, is what is wanted of it. */
    private record Copies(List<Levels> pictures) implements Samples {

        @Override
        public int count() {
            return pictures.size();
        }

        @Override
        public List<Integer> inputShape() {
            Levels first = pictures.getFirst();
            return List.of(1, first.channels(), first.height(), first.width());
        }

        @Override
        public int targetSize() {
            return pictures.getFirst().values().length;
        }

        @Override
        public void write(
                int index, RandomGenerator random, float[] inputs, int inputAt, float[] targets, int targetAt) {
            Levels picture = pictures.get(index);
            float[] values = Cutting.any(picture, picture.width(), picture.height(), random)
                    .values();
            for (int i = 0; i < values.length; i++) {
                inputs[inputAt + i] = values[i];
                targets[targetAt + i] = values[i] / WHITE;
            }
        }
    }

    private static final class Distance extends Loss {

        Distance() {
            super("distance");
        }

        @Override
        public NDArray evaluate(NDList labels, NDList predictions) {
            NDArray wanted = labels.singletonOrThrow();
            return predictions
                    .singletonOrThrow()
                    .reshape(wanted.getShape())
                    .sub(wanted)
                    .square()
                    .mean();
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
