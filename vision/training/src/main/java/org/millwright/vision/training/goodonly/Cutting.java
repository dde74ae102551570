package org.millwright.vision.training.goodonly;

import java.util.random.RandomGenerator;
import org.millwright.vision.training.flaws.Levels;

/** Takes a piece out of a picture. */
final class Cutting {

    /** How much larger or smaller a part may be seen. */
    private static final double ZOOM = 1.2;
    /** Radians that it may be turned. */
    private static final double TURN = 0.06;

    private Cutting() {}

    /** A piece from anywhere, mirrored at random along either axis; a copy. */
    static Levels any(Levels picture, int width, int height, RandomGenerator random) {
        int left = random.nextInt(picture.width() - width + 1);
        int top = random.nextInt(picture.height() - height + 1);
        return sample(picture, width, height, left + width / 2f, top + height / 2f, random, 1, 0);
    }

    /** The same, a little nearer or farther and turned; what lies outside of the picture is mirrored in. */
    static Levels varied(Levels picture, int width, int height, RandomGenerator random) {
        int left = random.nextInt(picture.width() - width + 1);
        int top = random.nextInt(picture.height() - height + 1);
        double zoom = Math.pow(ZOOM, 2 * random.nextDouble() - 1);
        double turn = TURN * (2 * random.nextDouble() - 1);
        return sample(picture, width, height, left + width / 2f, top + height / 2f, random, zoom, turn);
    }

    private static Levels sample(
            Levels picture,
            int width,
            int height,
            float middleX,
            float middleY,
            RandomGenerator random,
            double zoom,
            double turn) {
        float alongX = (float) (Math.cos(turn) * zoom) * (random.nextBoolean() ? 1 : -1);
        float alongY = (float) (Math.cos(turn) * zoom) * (random.nextBoolean() ? 1 : -1);
        float across = (float) (Math.sin(turn) * zoom);
        float[] values = new float[picture.channels() * width * height];
        for (int y = 0; y < height; y++) {
            float v = y + 0.5f - height / 2f;
            for (int x = 0; x < width; x++) {
                float u = x + 0.5f - width / 2f;
                float fromX = middleX + u * alongX + v * across - 0.5f;
                float fromY = middleY + v * alongY - u * across - 0.5f;
                for (int channel = 0; channel < picture.channels(); channel++) {
                    values[(channel * height + y) * width + x] = picture.between(channel, fromX, fromY);
                }
            }
        }
        return new Levels(picture.channels(), width, height, values);
    }
}
