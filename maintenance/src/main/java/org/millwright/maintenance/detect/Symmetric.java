package org.millwright.maintenance.detect;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Linear algebra of small symmetric matrices. */
final class Symmetric {

    private static final int MOST_SWEEPS = 60;

    private Symmetric() {}

    /**
     * Eigenvalues, largest first, and the eigenvectors that belong to them.
     *
     * @param vectors one in each row, of length 1
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    record Eigen(double[] values, double[][] vectors) {}

    /** Jacobi's rotations (1846), cyclic by rows; the matrix is left as it is. */
    static Eigen eigen(double[][] matrix) {
        int size = matrix.length;
        double[][] a = copy(matrix);
        double[][] v = identity(size);
        for (int sweep = 0; sweep < MOST_SWEEPS && offDiagonal(a) > 0; sweep++) {
            for (int p = 0; p < size; p++) {
                for (int q = p + 1; q < size; q++) {
                    rotate(a, v, p, q);
                }
            }
        }
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -a[i][i]))
                .mapToInt(i -> i)
                .toArray();
        double[] values = Arrays.stream(order).mapToDouble(i -> a[i][i]).toArray();
        double[][] vectors = Arrays.stream(order).mapToObj(i -> v[i]).toArray(double[][]::new);
        return new Eigen(values, vectors);
    }

    /** The inverse of a matrix whose eigenvalues are all above 0. */
    static double[][] inverse(double[][] matrix) {
        int size = matrix.length;
        Eigen eigen = eigen(matrix);
        double[][] inverse = new double[size][size];
        for (int k = 0; k < size; k++) {
            if (!(eigen.values()[k] > 0)) {
                throw new IllegalArgumentException("the matrix has an eigenvalue of " + eigen.values()[k]);
            }
            double[] vector = eigen.vectors()[k];
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    inverse[i][j] += vector[i] * vector[j] / eigen.values()[k];
                }
            }
        }
        return inverse;
    }

    /** Rows and columns picked. */
    static double[][] part(double[][] matrix, int[] picked) {
        return Arrays.stream(picked)
                .mapToObj(i ->
                        Arrays.stream(picked).mapToDouble(j -> matrix[i][j]).toArray())
                .toArray(double[][]::new);
    }

    /** Products of one row each with a vector. */
    static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[matrix.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = dot(matrix[i], vector);
        }
        return product;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static double[][] identity(int size) {
        double[][] identity = new double[size][size];
        for (int i = 0; i < size; i++) {
            identity[i][i] = 1;
        }
        return identity;
    }

    /** Turns the plane of p and q until a[p][q] is 0; rows of v follow. */
    private static void rotate(double[][] a, double[][] v, int p, int q) {
        double apq = a[p][q];
        if (Math.abs(apq) <= 1e-17 * Math.sqrt(Math.abs(a[p][p] * a[q][q]))) {
            a[p][q] = 0;
            a[q][p] = 0;
            return;
        }
        double theta = (a[q][q] - a[p][p]) / (2 * apq);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
        double c = 1 / Math.hypot(t, 1);
        double s = t * c;
        for (int k = 0; k < a.length; k++) {
            double kp = a[k][p];
            double kq = a[k][q];
            a[k][p] = c * kp - s * kq;
            a[k][q] = s * kp + c * kq;
        }
        turnRows(a, p, q, c, s);
        turnRows(v, p, q, c, s);
        a[p][q] = 0;
        a[q][p] = 0;
    }

    private static void turnRows(double[][] a, int p, int q, double c, double s) {
        for (int k = 0; k < a.length; k++) {
            double pk = a[p][k];
            double qk = a[q][k];
            a[p][k] = c * pk - s * qk;
            a[q][k] = s * pk + c * qk;
        }
    }

    private static double offDiagonal(double[][] a) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < i; j++) {
                sum += Math.abs(a[i][j]);
            }
        }
        return sum;
    }

    private static double[][] copy(double[][] matrix) {
        return Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
    }
}
