package org.millwright.vision.training.flaws;

import static java.util.Objects.requireNonNull;

import org.millwright.vision.Border;

/**
 * A picture that may be painted on: levels from 0 to 255, one channel after the other, row by row from the top left.
 * Mutable and NOT thread safe.
 */
public final class Levels {

    private final int channels;
    private final int width;
    private final int height;
    private final float[] values;

    /** @param values taken as they are, not copied */
    public Levels(int channels, int width, int height, float[] values) {
        if (channels < 1 || width < 1 || height < 1 || values.length != channels * width * height) {
            throw new IllegalArgumentException(
                    channels + " channels of " + width + "x" + height + " cannot have " + values.length + " values");
        }
        this.channels = channels;
        this.width = width;
        this.height = height;
        this.values = requireNonNull(values, "values is null");
    }

    public int channels() {
        return channels;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** The numbers themselves, not a copy. */
    public float[] values() {
        return values;
    }

    public Levels copy() {
        return new Levels(channels, width, height, values.clone());
    }

    float at(int channel, int x, int y) {
        return values[(channel * height + y) * width + x];
    }

    /** The same, with places outside mirrored back in. */
    float mirrored(int channel, int x, int y) {
        return at(channel, Border.mirrored(x, width), Border.mirrored(y, height));
    }

    /** The level at a place between pixels, whose middles are whole numbers; places outside are mirrored in. */
    public float between(int channel, float x, float y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        float u = x - left;
        float v = y - top;
        boolean inside = left >= 0 && top >= 0 && left < width - 1 && top < height - 1;
        if (!inside) {
            float above = mirrored(channel, left, top) * (1 - u) + mirrored(channel, left + 1, top) * u;
            float below = mirrored(channel, left, top + 1) * (1 - u) + mirrored(channel, left + 1, top + 1) * u;
            return above * (1 - v) + below * v;
        }
        int i = (channel * height + top) * width + left;
        float above = values[i] * (1 - u) + values[i + 1] * u;
        float below = values[i + width] * (1 - u) + values[i + width + 1] * u;
        return above * (1 - v) + below * v;
    }

    /** Adds to a level and keeps it between 0 and 255. */
    void add(int channel, int x, int y, float change) {
        int i = (channel * height + y) * width + x;
        values[i] = Math.clamp(values[i] + change, 0f, 255f);
    }

    /** Mean distance from the mean of the surrounding square: how rough the picture is by nature. */
    float roughness() {
        float[] smooth = Smooth.box(this, 3);
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += Math.abs(values[i] - smooth[i]);
        }
        return (float) (sum / values.length);
    }

    float mean() {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return (float) (sum / values.length);
    }
}
