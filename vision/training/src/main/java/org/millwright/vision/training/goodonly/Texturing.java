package org.millwright.vision.training.goodonly;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import org.millwright.vision.training.flaws.Levels;
import org.millwright.vision.training.textures.Texture;

/** A stock of random surfaces to learn seeing on, two pictures of each. */
final class Texturing {

    /** Cuts from another surface are seen at once, those from the same are the hard ones. */
    private static final double SAME_SURFACE_SHARE = 0.7;

    private Texturing() {}

    /** @param progress gets the number of surfaces made so far */
    static SpoiledSamples samples(int surfaces, int size, int cut, long seed, IntConsumer progress) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Levels> pictures = new ArrayList<>();
        List<Levels> donors = new ArrayList<>();
        for (int i = 0; i < surfaces; i++) {
            Texture texture = Texture.random(random);
            pictures.add(texture.picture(size, size, random));
            donors.add(texture.picture(size, size, random));
            progress.accept(i + 1);
        }
        return new SpoiledSamples(
                pictures,
                (index, chance) -> donors.get(
                        chance.nextDouble() < SAME_SURFACE_SHARE ? index : chance.nextInt(donors.size())),
                cut,
                cut);
    }
}
