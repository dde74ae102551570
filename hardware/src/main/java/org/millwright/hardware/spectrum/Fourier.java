package org.millwright.hardware.spectrum;

import org.jspecify.annotations.Nullable;

/**
 * The discrete Fourier transform of complex figures, in place: radix 2 (Cooley and Tukey 1965), and for other sizes
 * through a longer one of radix 2 (Bluestein 1970). Its tables are made once, for one size; sizes that are powers of two
 * allocate nothing after that. Safe for use by several threads.
 */
public final class Fourier {

    /** Ten seconds at 48 kHz: above it the tables would take more memory than a gateway has to spare. */
    public static final int LARGEST = 1 << 19;

    private final int size;
    private final double[] cosines;
    private final double[] sines;
    /** Null where the size is a power of two. */
    private final @Nullable Chirp chirp;

    /**
     * @param size how many figures, from 1; up to four times {@link #LARGEST}, for what has to be padded
     * @throws IllegalArgumentException for another size
     */
    public Fourier(int size) {
        if (size < 1 || size > 4 * LARGEST) {
            throw new IllegalArgumentException("size=" + size + ": must be from 1 to " + 4 * LARGEST);
        }
        this.size = size;
        boolean radix2 = Integer.bitCount(size) == 1;
        this.cosines = new double[radix2 ? size / 2 : 0];
        this.sines = new double[cosines.length];
        for (int i = 0; i < cosines.length; i++) {
            cosines[i] = Math.cos(2 * Math.PI * i / size);
            sines[i] = Math.sin(2 * Math.PI * i / size);
        }
        this.chirp = radix2 ? null : new Chirp(size);
    }

    public int size() {
        return size;
    }

    /** Forth, with exp(-i), undivided. Longer arrays are left alone behind the size. */
    public void forward(double[] re, double[] im) {
        if (chirp == null) {
            radix2(re, im);
        } else {
            chirp.transform(re, im);
        }
    }

    /** Back, divided by the size: undoes {@link #forward}. */
    public void inverse(double[] re, double[] im) {
        // Swapping the parts before and after turns the one direction into the other.
        forward(im, re);
        for (int i = 0; i < size; i++) {
            re[i] /= size;
            im[i] /= size;
        }
    }

    private void radix2(double[] re, double[] im) {
        int shift = Integer.numberOfLeadingZeros(size) + 1;
        for (int i = 1; i < size; i++) {
            int j = Integer.reverse(i) >>> shift;
            if (j > i) {
                double kept = re[i];
                re[i] = re[j];
                re[j] = kept;
                kept = im[i];
                im[i] = im[j];
                im[j] = kept;
            }
        }
        for (int half = 1; half < size; half *= 2) {
            butterflies(re, im, half);
        }
    }

    private void butterflies(double[] re, double[] im, int half) {
        int stride = size / (2 * half);
        for (int begin = 0; begin < size; begin += 2 * half) {
            for (int k = 0; k < half; k++) {
                double c = cosines[k * stride];
                double s = -sines[k * stride];
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

    /** A transform of any size as a convolution with the chirp exp(-i pi k k / size). */
    private static final class Chirp {

        private final Fourier longer;
        private final double[] re;
        private final double[] im;
        private final double[] kernelRe;
        private final double[] kernelIm;

        Chirp(int size) {
            longer = new Fourier(Integer.highestOneBit(2 * size - 1) * 2);
            re = new double[size];
            im = new double[size];
            kernelRe = new double[longer.size];
            kernelIm = new double[longer.size];
            for (int k = 0; k < size; k++) {
                // k k modulo 2 size keeps the angle exact where k k would not be.
                double angle = Math.PI * ((long) k * k % (2L * size)) / size;
                re[k] = Math.cos(angle);
                im[k] = -Math.sin(angle);
                kernelRe[k] = re[k];
                kernelIm[k] = -im[k];
                if (k > 0) {
                    kernelRe[longer.size - k] = re[k];
                    kernelIm[longer.size - k] = -im[k];
                }
            }
            longer.forward(kernelRe, kernelIm);
        }

        void transform(double[] outRe, double[] outIm) {
            int size = re.length;
            double[] a = new double[longer.size];
            double[] b = new double[longer.size];
            for (int k = 0; k < size; k++) {
                a[k] = outRe[k] * re[k] - outIm[k] * im[k];
                b[k] = outRe[k] * im[k] + outIm[k] * re[k];
            }
            longer.forward(a, b);
            for (int k = 0; k < longer.size; k++) {
                double r = a[k] * kernelRe[k] - b[k] * kernelIm[k];
                b[k] = a[k] * kernelIm[k] + b[k] * kernelRe[k];
                a[k] = r;
            }
            longer.inverse(a, b);
            for (int k = 0; k < size; k++) {
                outRe[k] = a[k] * re[k] - b[k] * im[k];
                outIm[k] = a[k] * im[k] + b[k] * re[k];
            }
        }
    }
}
