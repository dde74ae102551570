package org.millwright.vision.training.goodonly;

import java.util.random.RandomGenerator;
import org.millwright.vision.training.flaws.Levels;

/** Takes a piece out of a picture. */
final class Cutting {

    private Cutting() {}

    /** A piece from anywhere, mirrored at random along either axis; a copy. */
    static Levels any(Levels picture, int width, int height, RandomGenerator random) {
        int left = random.nextInt(picture.width() - width + 1);
        int top = random.nextInt(picture.height() - height + 1);
        boolean mirrored = random.nextBoolean();
        boolean upsideDown = random.nextBoolean();
        float[] values = new float[picture.channels() * width * height];
        int to = 0;
        for (int channel = 0; channel < picture.channels(); channel++) {
            for (int y = 0; y < height; y++) {
                int fromY = top + (upsideDown ? height - 1 - y : y);
                int row = (channel * picture.height() + fromY) * picture.width() + left;
                for (int x = 0; x < width; x++) {
                    values[to++] = picture.values()[row + (mirrored ? width - 1 - x : x)];
                }
            }
        }
        return new Levels(picture.channels(), width, height, values);
    }
}
