package org.millwright.maintenance.detect;

/**
 * Hotelling's T² in the leading principal components and Q, the squared prediction error, in the others, with their
 * limits: the textbook monitor of independent readings that the detector is measured against.
 *
 * <p>T²: Hotelling, "Multivariate quality control" (1947). Q: Jackson and Mudholkar, "Control procedures for residuals
 * associated with principal component analysis" (1979). Immutable; any thread.
 */
public final class PrincipalComponents {

    private final Standard standard;
    private final Symmetric.Eigen eigen;
    private final int leading;
    private final int readings;

    private PrincipalComponents(Standard standard, Symmetric.Eigen eigen, int leading, int readings) {
        this.standard = standard;
        this.eigen = eigen;
        this.leading = leading;
        this.readings = readings;
    }

    /**
     * @param rows readings, all finite, more than signals; a signal that is constant counts for nothing
     * @param explained share of the variance that the leading components hold together, below 1
     */
    public static PrincipalComponents of(double[][] rows, double explained) {
        if (rows.length <= rows[0].length) {
            throw new IllegalArgumentException(
                    rows.length + " rows do not tell the spread of " + rows[0].length + " signals");
        }
        Standard standard = Standard.of(rows);
        Symmetric.Eigen eigen = Symmetric.eigen(standard.correlation(rows));
        double all = 0;
        for (double value : eigen.values()) {
            all += value;
        }
        int leading = 0;
        for (double held = 0; held < explained * all && leading < eigen.values().length; leading++) {
            held += eigen.values()[leading];
        }
        return new PrincipalComponents(standard, eigen, leading, rows.length);
    }

    /** Distance from the learned mean within the leading components, in their own spread. */
    public double tSquared(double[] row) {
        double[] scaled = standard.scale(row);
        double sum = 0;
        for (int k = 0; k < leading; k++) {
            double score = Symmetric.dot(eigen.vectors()[k], scaled);
            sum += score * score / eigen.values()[k];
        }
        return sum;
    }

    /** Squared distance from what the leading components can say at all. */
    public double q(double[] row) {
        double[] scaled = standard.scale(row);
        double sum = Symmetric.dot(scaled, scaled);
        for (int k = 0; k < leading; k++) {
            double score = Symmetric.dot(eigen.vectors()[k], scaled);
            sum -= score * score;
        }
        return Math.max(0, sum);
    }

    /** What T² of a new reading exceeds with this chance. */
    public double tSquaredLimit(double chance) {
        double n = readings;
        return leading
                * (n - 1)
                * (n + 1)
                / (n * (n - leading))
                * Distributions.fisherExceededBy(chance, leading, n - leading);
    }

    /** What Q exceeds with this chance; infinite where all components lead. */
    public double qLimit(double chance) {
        double[] theta = new double[3];
        for (int k = leading; k < eigen.values().length; k++) {
            double value = Math.max(0, eigen.values()[k]);
            theta[0] += value;
            theta[1] += value * value;
            theta[2] += value * value * value;
        }
        if (!(theta[0] > 0)) {
            return Double.POSITIVE_INFINITY;
        }
        double h = 1 - 2 * theta[0] * theta[2] / (3 * theta[1] * theta[1]);
        double normal = Distributions.normalExceededBy(chance);
        double root =
                1 + normal * h * Math.sqrt(2 * theta[1]) / theta[0] + theta[1] * h * (h - 1) / (theta[0] * theta[0]);
        return theta[0] * Math.pow(root, 1 / h);
    }

    public int leading() {
        return leading;
    }
}
