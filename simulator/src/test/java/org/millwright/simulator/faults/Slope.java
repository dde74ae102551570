package org.millwright.simulator.faults;

import java.util.List;

/**
 * A line through equally spaced values.
 *
 * @param perStep how much it rises from one value to the next
 * @param error standard error of that
 */
record Slope(double mean, double perStep, double error) {

    static Slope of(List<Double> values) {
        int n = values.size();
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        double middle = (n - 1) / 2.0;
        double together = 0;
        double spread = 0;
        for (int i = 0; i < n; i++) {
            together += (i - middle) * (values.get(i) - mean);
            spread += (i - middle) * (i - middle);
        }
        double slope = together / spread;
        double residual = 0;
        for (int i = 0; i < n; i++) {
            double off = values.get(i) - mean - slope * (i - middle);
            residual += off * off;
        }
        return new Slope(mean, slope, Math.sqrt(residual / (n - 2) / spread));
    }
}
