package org.millwright.vision;

/**
 * The discrete Fourier transform of a square of complex figures, in place, by Cooley and Tukey (1965), radix 2.
 *
 * <p>NOT thread safe: it keeps its buffers.
 */
final class Fourier {

    private final int size;
    private final double[] cosines;
    private final double[] sines;
    private final double[] re;
    private final double[] im;

    /** @param size of a side, a power of two */
    Fourier(int size) {
        if (Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException(size + " is not a power of two");
        }
        this.size = size;
        this.cosines = new double[size / 2];
        this.sines = new double[size / 2];
        this.re = new double[size];
        this.im = new double[size];
        for (int i = 0; i < size / 2; i++) {
            cosines[i] = Math.cos(2 * Math.PI * i / size);
            sines[i] = Math.sin(2 * Math.PI * i / size);
        }
    }

    /**
     * Transforms both parts, row-major.
     *
     * @param sign -1 forth, +1 back; neither divides by the number of figures
     */
    void transform(double[] real, double[] imaginary, int sign) {
        for (int y = 0; y < size; y++) {
            line(real, imaginary, y * size, 1, sign);
        }
        for (int x = 0; x < size; x++) {
            line(real, imaginary, x, size, sign);
        }
    }

    private void line(double[] real, double[] imaginary, int start, int step, int sign) {
        int shift = Integer.numberOfLeadingZeros(size) + 1;
        for (int i = 0; i < size; i++) {
            int from = start + (size == 1 ? 0 : Integer.reverse(i) >>> shift) * step;
            re[i] = real[from];
            im[i] = imaginary[from];
        }
        for (int half = 1; half < size; half *= 2) {
            butterflies(half, sign);
        }
        for (int i = 0; i < size; i++) {
            real[start + i * step] = re[i];
            imaginary[start + i * step] = im[i];
        }
    }

    private void butterflies(int half, int sign) {
        int stride = size / (2 * half);
        for (int begin = 0; begin < size; begin += 2 * half) {
            for (int k = 0; k < half; k++) {
                double c = cosines[k * stride];
                double s = sign * sines[k * stride];
                int a = begin + k;
                int b = a + half;
                double r = re[b] * c - im[b] * s;
                double i = re[b] * s + im[b] * c;
                re[b] = re[a] - r;
                im[b] = im[a] - i;
                re[a] += r;
                im[a] += i;
            }
        }
    }
}
