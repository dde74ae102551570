package org.millwright.vision.training.goodonly;

import java.util.List;
import java.util.random.RandomGenerator;
import org.millwright.hardware.training.Samples;
import org.millwright.vision.training.flaws.FlawMaker;
import org.millwright.vision.training.flaws.Levels;

/**
 * Good pictures, more than half of them with flaws painted on, and where the flaws are. Each time it is asked the picture is
 * mirrored, lit and cut out anew.
 */
final class SpoiledSamples implements Samples {

    private static final double SPOILED_SHARE = 0.6;
    private static final float LIGHT = 0.12f;

    private final List<Levels> pictures;
    private final Donors donors;
    private final int width;
    private final int height;

    /** Where the cuts for a picture come from. */
    interface Donors {
        Levels of(int index, RandomGenerator random);
    }

    /** @param width of what is cut out, and {@code height}: multiples of {@link Trunk#GRID}, not above the pictures' */
    SpoiledSamples(List<Levels> pictures, Donors donors, int width, int height) {
        this.pictures = pictures;
        this.donors = donors;
        this.width = width;
        this.height = height;
    }

    /** Cuts come from any of the pictures. */
    static SpoiledSamples of(List<Levels> pictures, int width, int height) {
        return new SpoiledSamples(
                pictures, (index, random) -> pictures.get(random.nextInt(pictures.size())), width, height);
    }

    @Override
    public int count() {
        return pictures.size();
    }

    @Override
    public List<Integer> inputShape() {
        return List.of(1, pictures.getFirst().channels(), height, width);
    }

    @Override
    public int targetSize() {
        return Math.floorDiv(width, Trunk.CELL) * Math.floorDiv(height, Trunk.CELL);
    }

    @Override
    public void write(int index, RandomGenerator random, float[] inputs, int inputAt, float[] targets, int targetAt) {
        Levels picture = Cutting.varied(pictures.get(index), width, height, random);
        light(picture, random);
        if (random.nextDouble() < SPOILED_SHARE) {
            byte[] mask = new FlawMaker(random).spoil(picture, donors.of(index, random));
            mark(mask, targets, targetAt);
        }
        System.arraycopy(picture.values(), 0, inputs, inputAt, picture.values().length);
    }

    /** A cell is wanted to say how far the flaw in it stands out: what can hardly be seen is no reason to reject. */
    private void mark(byte[] mask, float[] targets, int targetAt) {
        int columns = Math.floorDiv(width, Trunk.CELL);
        for (int i = 0; i < mask.length; i++) {
            if (mask[i] != 0) {
                int row = Math.floorDiv(Math.floorDiv(i, width), Trunk.CELL);
                int cell = targetAt + row * columns + Math.floorDiv(i % width, Trunk.CELL);
                targets[cell] = Math.max(targets[cell], (mask[i] & 0xFF) / 255f);
            }
        }
    }

    /** Brighter or darker, flatter or harder, as lamps and exposure drift. */
    private static void light(Levels picture, RandomGenerator random) {
        float[] values = picture.values();
        float gain = 1 + LIGHT * (2 * random.nextFloat() - 1);
        float offset = 10 * (2 * random.nextFloat() - 1);
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.clamp(gain * values[i] + offset, 0f, 255f);
        }
    }
}
