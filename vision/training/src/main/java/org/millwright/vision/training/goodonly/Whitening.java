package org.millwright.vision.training.goodonly;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Turns features into fewer numbers that do not hang together and vary by about 1 each, so that plain distance between them
 * says how unusual something is (Defard et al., PaDiM, 2020, use the same measure).
 *
 * @param rows a row of factors for each number that comes out
 * @param offsets added afterwards: they take the mean away
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
record Whitening(float[][] rows, float[] offsets) {

    /** Share of the mean variance that each direction is given more, or noise in the quiet ones would count most. */
    private static final double FLOOR = 0.05;

    private static final int SWEEPS = 12;

    /** @param keep how many numbers come out, the liveliest directions first; at most as many as there are features */
    static Whitening of(float[][] samples, int keep) {
        int size = samples[0].length;
        double[] mean = mean(samples);
        double[][] matrix = covariance(samples, mean);
        double[][] vectors = diagonalise(matrix);
        double total = IntStream.range(0, size).mapToDouble(i -> matrix[i][i]).sum();
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -matrix[i][i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int kept = Math.min(keep, size);
        float[][] rows = new float[kept][size];
        float[] offsets = new float[kept];
        for (int i = 0; i < kept; i++) {
            double scale = 1 / Math.sqrt(Math.max(0, matrix[order[i]][order[i]]) + FLOOR * total / size + 1e-12);
            double offset = 0;
            for (int j = 0; j < size; j++) {
                rows[i][j] = (float) (vectors[j][order[i]] * scale);
                offset -= rows[i][j] * mean[j];
            }
            offsets[i] = (float) offset;
        }
        return new Whitening(rows, offsets);
    }

    float[] apply(float[] features) {
        float[] answer = offsets.clone();
        for (int i = 0; i < answer.length; i++) {
            for (int j = 0; j < features.length; j++) {
                answer[i] += rows[i][j] * features[j];
            }
        }
        return answer;
    }

    private static double[] mean(float[][] samples) {
        double[] mean = new double[samples[0].length];
        for (float[] sample : samples) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += sample[i] / samples.length;
            }
        }
        return mean;
    }

    private static double[][] covariance(float[][] samples, double[] mean) {
        int size = mean.length;
        double[][] sum = new double[size][size];
        double[] off = new double[size];
        for (float[] sample : samples) {
            Arrays.setAll(off, i -> sample[i] - mean[i]);
            for (int i = 0; i < size; i++) {
                for (int j = 0; j <= i; j++) {
                    sum[i][j] += off[i] * off[j];
                }
            }
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                sum[i][j] /= samples.length;
                sum[j][i] = sum[i][j];
            }
        }
        return sum;
    }

    /** Jacobi's method: leaves the variances on the diagonal, gives their directions as columns. */
    private static double[][] diagonalise(double[][] a) {
        int size = a.length;
        double[][] vectors = new double[size][size];
        for (int i = 0; i < size; i++) {
            vectors[i][i] = 1;
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int p = 0; p < size; p++) {
                for (int q = p + 1; q < size; q++) {
                    if (Math.abs(a[p][q]) > 1e-14 * (Math.abs(a[p][p]) + Math.abs(a[q][q]))) {
                        rotate(a, vectors, p, q);
                    }
                }
            }
        }
        return vectors;
    }

    private static void rotate(double[][] a, double[][] vectors, int p, int q) {
        double ratio = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = Math.copySign(1, ratio) / (Math.abs(ratio) + Math.sqrt(ratio * ratio + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        for (int k = 0; k < a.length; k++) {
            double kp = a[k][p];
            double kq = a[k][q];
            a[k][p] = c * kp - s * kq;
            a[k][q] = s * kp + c * kq;
        }
        for (int k = 0; k < a.length; k++) {
            double pk = a[p][k];
            double qk = a[q][k];
            a[p][k] = c * pk - s * qk;
            a[q][k] = s * pk + c * qk;
            double vp = vectors[k][p];
            double vq = vectors[k][q];
            vectors[k][p] = c * vp - s * vq;
            vectors[k][q] = s * vp + c * vq;
        }
    }
}
