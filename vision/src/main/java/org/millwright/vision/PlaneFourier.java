package org.millwright.vision;

import org.millwright.hardware.spectrum.Fourier;

/**
 * The discrete Fourier transform of a square of complex figures, in place: its rows, then its columns.
 *
 * <p>NOT thread safe: it keeps its buffers.
 */
final class PlaneFourier {

    private final int size;
    private final Fourier line;
    private final double[] re;
    private final double[] im;

    /** @param size of a side */
    PlaneFourier(int size) {
        this.size = size;
        this.line = new Fourier(size);
        this.re = new double[size];
        this.im = new double[size];
    }

    /** Forth, undivided; both parts are row-major. */
    void forward(double[] real, double[] imaginary) {
        transform(real, imaginary, false);
    }

    /** Back, divided by the number of figures: undoes {@link #forward}. */
    void inverse(double[] real, double[] imaginary) {
        transform(real, imaginary, true);
    }

    private void transform(double[] real, double[] imaginary, boolean back) {
        for (int y = 0; y < size; y++) {
            line(real, imaginary, y * size, 1, back);
        }
        for (int x = 0; x < size; x++) {
            line(real, imaginary, x, size, back);
        }
    }

    private void line(double[] real, double[] imaginary, int start, int step, boolean back) {
        for (int i = 0; i < size; i++) {
            re[i] = real[start + i * step];
            im[i] = imaginary[start + i * step];
        }
        if (back) {
            line.inverse(re, im);
        } else {
            line.forward(re, im);
        }
        for (int i = 0; i < size; i++) {
            real[start + i * step] = re[i];
            imaginary[start + i * step] = im[i];
        }
    }
}
