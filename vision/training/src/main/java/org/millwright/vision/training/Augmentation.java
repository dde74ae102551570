package org.millwright.vision.training;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.millwright.vision.Border;

/**
 * Changes a picture as a line may change it without changing what is to be seen: mirrored, a little turned, nearer or
 * farther, brighter or darker, with more or less contrast. The result is as large as the window; where that is smaller than
 * the picture it shows a part of it. Beyond the border the picture is mirrored.
 *
 * <p>NOT thread safe: {@link #choose}, then the picture and its mask.
 */
final class Augmentation {

    private static final double TURN = Math.toRadians(12);
    private static final double ZOOM = 0.25;
    private static final double STRETCH = 0.12;
    private static final double SHIFT = 0.08;
    private static final double GAMMA = 0.2;
    private static final double GAIN = 0.15;
    private static final double OFFSET = 10;
    private static final double COLOUR_GAIN = 0.05;
    /** Share of pictures that get the camera's noise, up to this standard deviation. */
    private static final double NOISY = 0.3;

    private static final double NOISE = 6;
    private static final float[] AS_IT_IS = new float[256];

    static {
        for (int i = 0; i < AS_IT_IS.length; i++) {
            AS_IT_IS[i] = i;
        }
    }

    private final Example.Shape window;
    private final float[][] levels;
    private final float[] map = new float[6];
    private float[] noise = new float[0];
    private Example.Shape source;

    /** @param window of as many channels as the pictures */
    Augmentation(Example.Shape window) {
        this.source = window;
        this.window = window;
        this.levels = new float[window.channels()][256];
    }

    /**
     * Throws the dice for one picture and its mask.
     *
     * @param of the picture's size
     * @param aim a pixel of the picture that the window is to show; below 0 for any part of it
     */
    void choose(RandomGenerator random, Example.Shape of, int aim) {
        source = of;
        double turn = random.nextDouble(-TURN, TURN);
        double zoom = Math.exp(random.nextDouble(-ZOOM, ZOOM));
        double stretch = Math.exp(random.nextDouble(-STRETCH, STRETCH));
        double across = (random.nextBoolean() ? -1 : 1) * zoom * stretch;
        double down = (random.nextBoolean() ? -1 : 1) * zoom / stretch;
        map[0] = (float) (Math.cos(turn) * across);
        map[1] = (float) (-Math.sin(turn) * down);
        map[3] = (float) (Math.sin(turn) * across);
        map[4] = (float) (Math.cos(turn) * down);
        double centreX = centre(random, aim < 0 ? -1 : aim % source.width(), source.width(), window.width());
        double centreY =
                centre(random, aim < 0 ? -1 : Math.floorDiv(aim, source.width()), source.height(), window.height());
        double middleX = (window.width() - 1) / 2.0;
        double middleY = (window.height() - 1) / 2.0;
        map[2] = (float) (centreX - map[0] * middleX - map[1] * middleY);
        map[5] = (float) (centreY - map[3] * middleX - map[4] * middleY);
        chooseLight(random);
    }

    /** Where the window's middle lies: so that it shows the aim and as little as can be of what is outside. */
    private static double centre(RandomGenerator random, int aim, int size, int window) {
        double shift = random.nextDouble(-SHIFT, SHIFT) * window;
        double half = window / 2.0;
        if (size <= window) {
            return size / 2.0 - 0.5 + shift;
        }
        if (aim < 0) {
            return half + random.nextDouble() * (size - window) + shift - 0.5;
        }
        double around = aim + random.nextDouble(-0.35, 0.35) * window;
        return Math.clamp(around, half - 0.5, size - half - 0.5) + shift;
    }

    private void chooseLight(RandomGenerator random) {
        double gamma = Math.exp(GAMMA * random.nextGaussian());
        double gain = Math.exp(GAIN * random.nextGaussian());
        double offset = OFFSET * random.nextGaussian();
        for (float[] level : levels) {
            double own = levels.length == 1 ? 1 : Math.exp(COLOUR_GAIN * random.nextGaussian());
            for (int i = 0; i < level.length; i++) {
                level[i] = (float) Math.clamp(255 * Math.pow(i / 255.0, gamma) * gain * own + offset, 0, 255);
            }
        }
        noise = new float[0];
        if (random.nextDouble() < NOISY) {
            float strength = (float) random.nextDouble(0, NOISE);
            noise = new float[window.size()];
            for (int i = 0; i < noise.length; i++) {
                // Mean 0, standard deviation 1, and cheaper than a bell.
                noise[i] = strength * 2.45f * (random.nextFloat() + random.nextFloat() - 1);
            }
        }
    }

    /** The chosen change of the picture. */
    void picture(byte[] planes, float[] into, int at) {
        for (int channel = 0; channel < source.channels(); channel++) {
            sample(planes, channel * source.plane(), levels[channel], into, at + channel * window.plane());
        }
        for (int i = 0; i < noise.length; i++) {
            into[at + i] = Math.clamp(into[at + i] + noise[i], 0, 255);
        }
    }

    /** The chosen change of the mask, 0 to 255; all 0 where there is none. */
    void cover(byte[] cover, float[] into) {
        if (cover.length == 0) {
            Arrays.fill(into, 0);
        } else {
            sample(cover, 0, AS_IT_IS, into, 0);
        }
    }

    private void sample(byte[] plane, int planeAt, float[] level, float[] into, int at) {
        int width = source.width();
        int height = source.height();
        for (int y = 0; y < window.height(); y++) {
            float sourceX = map[1] * y + map[2];
            float sourceY = map[4] * y + map[5];
            for (int x = 0; x < window.width(); x++, sourceX += map[0], sourceY += map[3]) {
                int left = (int) Math.floor(sourceX);
                int top = (int) Math.floor(sourceY);
                float right = sourceX - left;
                float below = sourceY - top;
                int x0 = Border.mirrored(left, width);
                int x1 = Border.mirrored(left + 1, width);
                int row0 = planeAt + Border.mirrored(top, height) * width;
                int row1 = planeAt + Border.mirrored(top + 1, height) * width;
                float upper = level[plane[row0 + x0] & 0xFF] * (1 - right) + level[plane[row0 + x1] & 0xFF] * right;
                float lower = level[plane[row1 + x0] & 0xFF] * (1 - right) + level[plane[row1 + x1] & 0xFF] * right;
                into[at + y * window.width() + x] = upper * (1 - below) + lower * below;
            }
        }
    }
}
