package org.millwright.vision.training;

import java.util.random.RandomGenerator;

/**
 * Changes a picture as a line may change it without changing what is to be seen: mirrored, a little turned, shifted,
 * nearer or farther, brighter or darker, with more or less contrast. Beyond the border the picture is mirrored.
 *
 * <p>NOT thread safe: {@link #choose}, then the picture and its mask.
 */
final class Augmentation {

    private static final double TURN = Math.toRadians(12);
    private static final double ZOOM = 0.22;
    private static final double STRETCH = 0.12;
    private static final double SHIFT = 0.08;
    private static final double GAMMA = 0.2;
    private static final double GAIN = 0.15;
    private static final double OFFSET = 10;
    private static final double COLOUR_GAIN = 0.05;
    /** Share of pictures that get the camera's noise, up to this standard deviation. */
    private static final double NOISY = 0.3;

    private static final double NOISE = 6;

    private final Example.Shape shape;
    private final float[][] levels;
    private final float[] map = new float[6];
    private double noise;
    private RandomGenerator random;

    Augmentation(Example.Shape shape) {
        this.shape = shape;
        this.levels = new float[shape.channels()][256];
        this.random = RandomGenerator.of("SplittableRandom");
    }

    /** Throws the dice for one picture and its mask. */
    void choose(RandomGenerator dice) {
        random = dice;
        double turn = random.nextDouble(-TURN, TURN);
        double zoom = Math.exp(random.nextDouble(-ZOOM, ZOOM));
        double stretch = Math.exp(random.nextDouble(-STRETCH, STRETCH));
        double across = (random.nextBoolean() ? -1 : 1) * zoom * stretch;
        double down = (random.nextBoolean() ? -1 : 1) * zoom / stretch;
        double cos = Math.cos(turn);
        double sin = Math.sin(turn);
        double centreX = (shape.width() - 1) / 2.0;
        double centreY = (shape.height() - 1) / 2.0;
        map[0] = (float) (cos * across);
        map[1] = (float) (-sin * down);
        map[3] = (float) (sin * across);
        map[4] = (float) (cos * down);
        map[2] = (float) (centreX - map[0] * centreX - map[1] * centreY + shift(shape.width()));
        map[5] = (float) (centreY - map[3] * centreX - map[4] * centreY + shift(shape.height()));
        chooseLight();
    }

    private double shift(int side) {
        return random.nextDouble(-SHIFT, SHIFT) * side;
    }

    private void chooseLight() {
        double gamma = Math.exp(GAMMA * random.nextGaussian());
        double gain = Math.exp(GAIN * random.nextGaussian());
        double offset = OFFSET * random.nextGaussian();
        for (float[] level : levels) {
            double own = levels.length == 1 ? 1 : Math.exp(COLOUR_GAIN * random.nextGaussian());
            for (int i = 0; i < level.length; i++) {
                level[i] = (float) Math.clamp(255 * Math.pow(i / 255.0, gamma) * gain * own + offset, 0, 255);
            }
        }
        noise = random.nextDouble() < NOISY ? random.nextDouble(0, NOISE) : 0;
    }

    /** The chosen change of the picture. */
    void picture(byte[] planes, float[] into, int at) {
        for (int channel = 0; channel < shape.channels(); channel++) {
            sample(planes, channel * shape.plane(), levels[channel], into, at + channel * shape.plane());
        }
        if (noise > 0) {
            for (int i = at; i < at + shape.size(); i++) {
                into[i] = Math.clamp(into[i] + (float) (noise * triangular()), 0, 255);
            }
        }
    }

    /** Mean 0, standard deviation 1; cheaper than a bell. */
    private double triangular() {
        return (random.nextDouble() + random.nextDouble() - 1) * 2.45;
    }

    /** The chosen change of the mask, 0 to 255. */
    void cover(byte[] cover, float[] into) {
        sample(cover, 0, IDENTITY, into, 0);
    }

    private static final float[] IDENTITY = identity();

    private static float[] identity() {
        float[] levels = new float[256];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = i;
        }
        return levels;
    }

    private void sample(byte[] plane, int planeAt, float[] level, float[] into, int at) {
        int width = shape.width();
        int height = shape.height();
        for (int y = 0; y < height; y++) {
            float sourceX = map[1] * y + map[2];
            float sourceY = map[4] * y + map[5];
            for (int x = 0; x < width; x++, sourceX += map[0], sourceY += map[3]) {
                int left = (int) Math.floor(sourceX);
                int top = (int) Math.floor(sourceY);
                float right = sourceX - left;
                float below = sourceY - top;
                int x0 = mirrored(left, width);
                int x1 = mirrored(left + 1, width);
                int row0 = planeAt + mirrored(top, height) * width;
                int row1 = planeAt + mirrored(top + 1, height) * width;
                float upper = level[plane[row0 + x0] & 0xFF] * (1 - right) + level[plane[row0 + x1] & 0xFF] * right;
                float lower = level[plane[row1 + x0] & 0xFF] * (1 - right) + level[plane[row1 + x1] & 0xFF] * right;
                into[at + y * width + x] = upper * (1 - below) + lower * below;
            }
        }
    }

    private static int mirrored(int at, int size) {
        if (at >= 0 && at < size) {
            return at;
        }
        int period = 2 * size;
        int inPeriod = Math.floorMod(at, period);
        return inPeriod < size ? inPeriod : period - 1 - inPeriod;
    }
}
