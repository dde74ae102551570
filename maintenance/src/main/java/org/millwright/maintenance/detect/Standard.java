package org.millwright.maintenance.detect;

/** Mean and deviation of each signal; brings rows to mean 0 and deviation 1. */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
record Standard(double[] means, double[] deviations) {

    static Standard of(double[][] rows) {
        int signals = rows[0].length;
        double[] means = new double[signals];
        double[] deviations = new double[signals];
        for (int j = 0; j < signals; j++) {
            double sum = 0;
            for (double[] row : rows) {
                sum += row[j];
            }
            means[j] = sum / rows.length;
            double squares = 0;
            for (double[] row : rows) {
                squares += (row[j] - means[j]) * (row[j] - means[j]);
            }
            deviations[j] = Math.sqrt(squares / rows.length);
        }
        return new Standard(means, deviations);
    }

    /** A signal without spread stays 0. */
    double[] scale(double[] row) {
        double[] scaled = new double[row.length];
        for (int j = 0; j < row.length; j++) {
            boolean moves = deviations[j] > 1e-12 * Math.max(Math.abs(means[j]), 1e-300);
            scaled[j] = moves ? (row[j] - means[j]) / deviations[j] : 0;
        }
        return scaled;
    }

    double[][] correlation(double[][] rows) {
        int signals = means.length;
        double[][] correlation = new double[signals][signals];
        for (double[] row : rows) {
            double[] scaled = scale(row);
            for (int i = 0; i < signals; i++) {
                for (int j = 0; j < signals; j++) {
                    correlation[i][j] += scaled[i] * scaled[j] / rows.length;
                }
            }
        }
        return correlation;
    }
}
