package org.millwright.vision.training.flaws;

/** Means over squares, by running sums: the cost does not grow with the square. */
public final class Smooth {

    private Smooth() {}

    /** The mean of the {@code 2 × radius + 1} square around each pixel, of what lies inside the picture. */
    public static float[] box(float[] values, int width, int height, int radius) {
        float[] across = new float[values.length];
        line(values, across, height, width, width, 1, radius);
        float[] both = new float[values.length];
        line(across, both, width, height, 1, width, radius);
        return both;
    }

    /** The same for each channel of a picture. */
    static float[] box(Levels picture, int radius) {
        int plane = picture.width() * picture.height();
        float[] all = new float[picture.values().length];
        for (int channel = 0; channel < picture.channels(); channel++) {
            float[] one = new float[plane];
            System.arraycopy(picture.values(), channel * plane, one, 0, plane);
            System.arraycopy(box(one, picture.width(), picture.height(), radius), 0, all, channel * plane, plane);
        }
        return all;
    }

    private static void line(float[] from, float[] to, int lines, int length, int between, int step, int radius) {
        for (int line = 0; line < lines; line++) {
            int start = line * between;
            double sum = 0;
            for (int i = 0; i < Math.min(radius, length); i++) {
                sum += from[start + i * step];
            }
            for (int i = 0; i < length; i++) {
                if (i + radius < length) {
                    sum += from[start + (i + radius) * step];
                }
                if (i - radius - 1 >= 0) {
                    sum -= from[start + (i - radius - 1) * step];
                }
                int count = Math.min(length - 1, i + radius) - Math.max(0, i - radius) + 1;
                to[start + i * step] = (float) (sum / count);
            }
        }
    }
}
