package org.millwright.vision.training.goodonly;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.millwright.hardware.inference.Tensor;
import org.millwright.hardware.training.Fit;
import org.millwright.hardware.training.TrainableNetwork;
import org.millwright.vision.training.flaws.Levels;
import org.millwright.vision.training.textures.Texture;

/**
 * Teaches the trunk to see, on random surfaces with painted flaws: no picture of any real part is in what it learns.
 */
public final class Pretraining {

    /** Cuts from another surface are seen at once, those from the same are the hard ones. */
    private static final double SAME_SURFACE_SHARE = 0.7;

    private static final int SIZE = 160;
    private static final int CUT = 128;
    private static final int BATCH = 16;
    private static final int PASS = 3200;
    private static final int MOST_PASSES = 1000;
    private static final float LEARNING_RATE = 4e-3f;

    private Pretraining() {}

    /**
     * Runs on the calling thread until the budget is used up.
     *
     * @param surfaces how many different ones, some 40 ms each
     * @return the weights as {@link TrunkWeights} reads them
     */
    public static byte[] run(int surfaces, Duration budget, long seed, Consumer<String> progress, Fit.Watcher watcher) {
        SpoiledSamples samples = samples(surfaces, seed);
        progress.accept(surfaces + " surfaces made");
        Tensor input = new Tensor(Trunk.PICTURE, List.of(1, 1, CUT, CUT));
        try (TrainableNetwork network = TrainableNetwork.create("trunk", Trunk.graph(Trunk.FLAWS), input, seed)) {
            Fit.Plan plan =
                    new Fit.Plan(MOST_PASSES, MOST_PASSES, BATCH, PASS, LEARNING_RATE, seed, 1e-4f, 0.03f, 0, budget);
            int[] pass = {0};
            // The last weights are wanted: there is nothing here that could be learnt by heart.
            new Fit(network, samples, new FlawLoss(), plan).run(any -> - ++pass[0], progress, watcher);
            return TrunkWeights.store(network.weights());
        }
    }

    static SpoiledSamples samples(int surfaces, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Levels> pictures = new ArrayList<>();
        List<Levels> donors = new ArrayList<>();
        for (int i = 0; i < surfaces; i++) {
            Texture texture = Texture.random(random);
            pictures.add(texture.picture(SIZE, SIZE, random));
            donors.add(texture.picture(SIZE, SIZE, random));
        }
        return new SpoiledSamples(
                pictures,
                (index, chance) ->
                        donors.get(chance.nextDouble() < SAME_SURFACE_SHARE ? index : chance.nextInt(donors.size())),
                CUT,
                CUT);
    }
}
