package org.millwright.vision.training;

/**
 * Blends a defect of one picture into another, so that a network learns the defect and not the part that happened to have
 * it (copy and paste, Ghiasi et al. 2021; the levels around the defect are matched). NOT thread safe.
 */
final class Grafting {

    private static final int EDGE = 1;
    private static final int AROUND = 6;
    private static final float FAINTEST = 1 / 255f;

    private final Example.Shape shape;
    private final float[] alpha;
    private final float[] ring;
    private final float[] rows;

    Grafting(Example.Shape shape) {
        this.shape = shape;
        this.alpha = new float[shape.plane()];
        this.ring = new float[shape.plane()];
        this.rows = new float[shape.plane()];
    }

    /**
     * Changes the picture where the donor's cover says so.
     *
     * @param picture levels, plane after plane, beginning at {@code at}
     * @param cover of the donor, 0 to 255
     */
    void graft(float[] picture, int at, float[] donor, float[] cover) {
        blur(cover, EDGE, alpha);
        blur(cover, AROUND, ring);
        for (int i = 0; i < ring.length; i++) {
            ring[i] = cover[i] > 0 ? 0 : ring[i];
        }
        for (int channel = 0; channel < shape.channels(); channel++) {
            int plane = channel * shape.plane();
            float shift = around(picture, at + plane) - around(donor, plane);
            for (int i = 0; i < alpha.length; i++) {
                float share = Math.max(alpha[i], cover[i]) / 255;
                if (share > FAINTEST) {
                    float level = Math.clamp(donor[plane + i] + shift, 0, 255);
                    picture[at + plane + i] += share * (level - picture[at + plane + i]);
                }
            }
        }
    }

    /** Mean level around the defect; 0 where there is nothing around it. */
    private float around(float[] levels, int at) {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < ring.length; i++) {
            sum += ring[i] * levels[at + i];
            weights += ring[i];
        }
        return weights == 0 ? 0 : (float) (sum / weights);
    }

    /** Mean over a square of this many pixels to each side. */
    private void blur(float[] from, int reach, float[] into) {
        int width = shape.width();
        int height = shape.height();
        for (int y = 0; y < height; y++) {
            line(from, y * width, 1, width, reach, rows);
        }
        for (int x = 0; x < width; x++) {
            line(rows, x, width, height, reach, into);
        }
    }

    private static void line(float[] from, int start, int step, int count, int reach, float[] into) {
        float sum = 0;
        for (int i = 0; i < Math.min(reach, count); i++) {
            sum += from[start + i * step];
        }
        for (int i = 0; i < count; i++) {
            sum += i + reach < count ? from[start + (i + reach) * step] : 0;
            into[start + i * step] = sum / (2 * reach + 1);
            sum -= i - reach >= 0 ? from[start + (i - reach) * step] : 0;
        }
    }
}
