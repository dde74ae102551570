package org.millwright.vision;

import java.util.Arrays;
import org.millwright.hardware.camera.Image;
import org.millwright.vision.Inspection.Place;

/**
 * Finds how far a part lies from where it lay at training, by phase correlation (Kuglin and Hines, 1975) with a reference
 * picture, weighted towards coarse structure: fine texture differs from part to part.
 *
 * <p>Takes about two milliseconds. NOT thread safe: it keeps its buffers.
 */
public final class Registration {

    /** The side of the reference picture, to which the region is brought. */
    public static final int SIZE = 128;

    /** Frequencies above this, in periods a side, count little. */
    private static final double COARSE = 16;

    private static final double TINY = 1e-9;

    /**
     * Where the part is, relative to the reference, in pixels of the picture.
     *
     * @param match how sure that is: 1 for the very same picture, about 0.05 for another one
     */
    record Shift(double x, double y, double match) {}

    private final PlaneFourier fourier = new PlaneFourier(SIZE);
    private final double[] fade = new double[SIZE];
    private final double[] weights = new double[SIZE * SIZE];
    private final double[] referenceRe = new double[SIZE * SIZE];
    private final double[] referenceIm = new double[SIZE * SIZE];
    private final double[] re = new double[SIZE * SIZE];
    private final double[] im = new double[SIZE * SIZE];
    private final double weightSum;
    private final Sampler sampler = new Sampler(SIZE, SIZE);
    private final float[] small = new float[SIZE * SIZE];

    /** @param reference as {@link #reference} makes it */
    Registration(byte[] reference) {
        double sum = 0;
        for (int i = 0; i < SIZE; i++) {
            fade[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / SIZE);
        }
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                double u = Math.min(x, SIZE - x) / COARSE;
                double v = Math.min(y, SIZE - y) / COARSE;
                weights[y * SIZE + x] = x == 0 && y == 0 ? 0 : Math.exp(-0.5 * (u * u + v * v));
                sum += weights[y * SIZE + x];
            }
        }
        this.weightSum = sum;
        float[] plane = new float[SIZE * SIZE];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = reference[i] & 0xFF;
        }
        spectrum(plane, referenceRe, referenceIm);
    }

    /** The picture, as a bundle keeps it for {@code register}: grey, {@link #SIZE} by {@link #SIZE}. */
    public static byte[] reference(Image image) {
        float[] plane = new float[SIZE * SIZE];
        new Sampler(SIZE, SIZE).sample(image, Window.LUMA, new Place(0, 0, image.width(), image.height()), plane, 0);
        byte[] reference = new byte[plane.length];
        for (int i = 0; i < plane.length; i++) {
            reference[i] = (byte) Math.round(plane[i]);
        }
        return reference;
    }

    Shift find(Image image, Place region) {
        sampler.sample(image, Window.LUMA, region, small, 0);
        spectrum(small, re, im);
        for (int i = 0; i < re.length; i++) {
            double r = re[i] * referenceRe[i] + im[i] * referenceIm[i];
            double m = im[i] * referenceRe[i] - re[i] * referenceIm[i];
            double size = Math.hypot(r, m);
            double scale = size < TINY ? 0 : weights[i] / size;
            re[i] = r * scale;
            im[i] = m * scale;
        }
        fourier.inverse(re, im);
        int best = 0;
        for (int i = 1; i < re.length; i++) {
            if (re[i] > re[best]) {
                best = i;
            }
        }
        int x = best % SIZE;
        int y = Math.floorDiv(best, SIZE);
        return new Shift(
                signed(x + between(y, x, true)) * region.width() / SIZE,
                signed(y + between(y, x, false)) * region.height() / SIZE,
                re[best] * re.length / weightSum);
    }

    private void spectrum(float[] plane, double[] real, double[] imaginary) {
        double mean = 0;
        for (float value : plane) {
            mean += value;
        }
        mean /= plane.length;
        for (int i = 0; i < plane.length; i++) {
            real[i] = (plane[i] - mean) * fade[i % SIZE] * fade[Math.floorDiv(i, SIZE)];
        }
        Arrays.fill(imaginary, 0);
        fourier.forward(real, imaginary);
    }

    /** Where between two places the peak is: the vertex of a parabola through it and its neighbours. */
    private double between(int y, int x, boolean across) {
        double before = across ? at(y, x - 1) : at(y - 1, x);
        double after = across ? at(y, x + 1) : at(y + 1, x);
        double curve = before - 2 * at(y, x) + after;
        return Math.abs(curve) < TINY ? 0 : 0.5 * (before - after) / curve;
    }

    private double at(int y, int x) {
        return re[Math.floorMod(y, SIZE) * SIZE + Math.floorMod(x, SIZE)];
    }

    private static double signed(double place) {
        return place > SIZE / 2.0 ? place - SIZE : place;
    }
}
