package org.millwright.vision.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.millwright.hardware.training.Samples;
import org.millwright.vision.training.flaws.FlawMaker;
import org.millwright.vision.training.flaws.Levels;
import org.millwright.vision.training.textures.Texture;

/**
 * Pictures of surfaces that do not exist, most of them with flaws of one sort: what to learn is where the flaws are and of
 * which sort. NOT thread safe.
 */
final class FlawedTextures implements Samples {

    static final String NONE = "none";

    private static final List<FlawMaker.Kind> FLAWS = List.of(FlawMaker.Kind.values());
    private static final double SOUND_SHARE = 0.25;
    private static final int MOST_FLAWS = 3;

    private final Lesson lesson;
    private final List<byte[]> pictures = new ArrayList<>();
    private final List<byte[]> others = new ArrayList<>();
    private final Augmentation augmentation;
    private final float[] cover;

    /** @param count of the surfaces; each costs some 30 ms */
    FlawedTextures(int side, int count, long seed) {
        this.lesson = new Lesson(new Example.Shape(1, side, side), kinds(), true, true);
        this.augmentation = new Augmentation(lesson.picture(), lesson.picture());
        this.cover = new float[lesson.picture().plane()];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            Texture texture = Texture.random(random);
            pictures.add(bytes(texture.picture(side, side, random)));
            others.add(bytes(texture.picture(side, side, random)));
        }
    }

    Lesson lesson() {
        return lesson;
    }

    private static List<String> kinds() {
        List<String> kinds = new ArrayList<>(List.of(NONE));
        FLAWS.forEach(flaw -> kinds.add(flaw.name()));
        return kinds;
    }

    private static byte[] bytes(Levels levels) {
        byte[] bytes = new byte[levels.values().length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(levels.values()[i]);
        }
        return bytes;
    }

    @Override
    public int count() {
        return pictures.size();
    }

    @Override
    public List<Integer> inputShape() {
        Example.Shape shape = lesson.picture();
        return List.of(1, 1, shape.height(), shape.width());
    }

    @Override
    public int targetSize() {
        return lesson.targetSize();
    }

    @Override
    public void write(int index, RandomGenerator random, float[] inputs, int inputAt, float[] targets, int targetAt) {
        int side = lesson.picture().width();
        float[] picture = new float[lesson.picture().plane()];
        augmentation.choose(random, -1);
        augmentation.picture(pictures.get(index), picture, 0);
        int kind = random.nextDouble() < SOUND_SHARE ? -1 : random.nextInt(lesson.kinds().size() - 1);
        boolean flawed = false;
        if (kind >= 0) {
            float[] donor = new float[picture.length];
            augmentation.choose(random, -1);
            augmentation.picture(random.nextBoolean() ? others.get(index) : any(random), donor, 0);
            flawed = spoil(new Levels(1, side, side, picture), new Levels(1, side, side, donor), kind, random);
            if (flawed) {
                LabelledSamples.cells(cover, lesson, targets, targetAt);
            }
        }
        System.arraycopy(picture, 0, inputs, inputAt, picture.length);
        targets[targetAt + lesson.kindsAt() + (flawed ? kind + 1 : 0)] = 1;
        targets[targetAt + lesson.mapKnownAt()] = 1;
        targets[targetAt + lesson.defectiveAt()] = flawed ? 1 : 0;
        targets[targetAt + lesson.partKnownAt()] = 1;
    }

    private byte[] any(RandomGenerator random) {
        return others.get(random.nextInt(others.size()));
    }

    /** Returns whether a flaw can be seen; {@code cover} then says where. */
    private boolean spoil(Levels picture, Levels donor, int kind, RandomGenerator random) {
        FlawMaker maker = new FlawMaker(random);
        Arrays.fill(cover, 0);
        boolean flawed = false;
        for (int i = random.nextInt(MOST_FLAWS); i >= 0; i--) {
            byte[] mask = maker.spoil(picture, donor, FLAWS.get(kind));
            for (int j = 0; j < mask.length; j++) {
                if (mask[j] != 0) {
                    cover[j] = 255;
                    flawed = true;
                }
            }
        }
        return flawed;
    }
}
