package org.millwright.maintenance.advise;

/** The standard normal distribution, to five digits. */
final class Bell {

    private Bell() {}

    /** The chance of less than {@code z}; Abramowitz and Stegun 26.2.17, error below 7.5e-8. */
    static double below(double z) {
        double t = 1 / (1 + 0.2316419 * Math.abs(z));
        double tail = Math.exp(-z * z / 2)
                / Math.sqrt(2 * Math.PI)
                * t
                * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return z < 0 ? tail : 1 - tail;
    }

    /** The value that is undercut with this chance, by halving. */
    static double quantile(double chance) {
        double low = -9;
        double high = 9;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (below(middle) < chance) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
