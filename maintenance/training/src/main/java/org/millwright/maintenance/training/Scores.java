package org.millwright.maintenance.training;

import java.util.ArrayList;
import java.util.List;

/**
 * Errors of remaining-life estimates.
 *
 * @param rmse root of the mean squared error against the capped truth, in life units
 * @param nasa score of the PHM 2008 challenge against the capped truth, summed over the estimates; late costs more than
 *     early
 * @param rmseUncapped against the truth as it is, which a capped model cannot reach above its cap
 * @param nasaUncapped as {@code nasa}, against the truth as it is
 * @param rmseNearEnd as {@code rmse}, of the estimates where less than {@value #NEAR_END} of the cap was left
 * @param count how many estimates
 * @param withoutEstimate how many windows gave no estimate; in no figure above
 */
record Scores(
        double rmse,
        double nasa,
        double rmseUncapped,
        double nasaUncapped,
        double rmseNearEnd,
        int count,
        int withoutEstimate) {

    private static final double NEAR_END = 0.3;

    /** Collects pairs; NOT thread safe. */
    static final class Tally {

        private final double cap;
        private final List<double[]> pairs = new ArrayList<>();
        private int withoutEstimate;

        Tally(double cap) {
            this.cap = cap;
        }

        void add(double estimated, double truth) {
            pairs.add(new double[] {estimated, truth});
        }

        void addNone() {
            withoutEstimate++;
        }

        Scores scores() {
            double squares = 0;
            double nasa = 0;
            double squaresUncapped = 0;
            double nasaUncapped = 0;
            double squaresNearEnd = 0;
            int nearEnd = 0;
            for (double[] pair : pairs) {
                double error = pair[0] - Math.min(cap, pair[1]);
                double uncapped = pair[0] - pair[1];
                squares += error * error;
                nasa += penalty(error);
                squaresUncapped += uncapped * uncapped;
                nasaUncapped += penalty(uncapped);
                if (pair[1] < NEAR_END * cap) {
                    squaresNearEnd += uncapped * uncapped;
                    nearEnd++;
                }
            }
            int count = pairs.size();
            return new Scores(
                    Math.sqrt(squares / count),
                    nasa,
                    Math.sqrt(squaresUncapped / count),
                    nasaUncapped,
                    Math.sqrt(squaresNearEnd / nearEnd),
                    count,
                    withoutEstimate);
        }

        /** Saxena et al., PHM 2008: asymmetric, in cycles. */
        private static double penalty(double error) {
            return Math.exp(error < 0 ? -error / 13 : error / 10) - 1;
        }
    }
}
