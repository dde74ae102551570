package org.millwright.maintenance.training;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.millwright.maintenance.LifeInterval;
import org.millwright.maintenance.training.study.Chance;

/**
 * Errors of remaining-life estimates.
 *
 * @param rmse root of the mean squared error against the capped truth, in life units
 * @param nasa score of the PHM 2008 challenge against the capped truth, summed over the estimates; late costs more than
 *     early
 * @param rmseUncapped against the truth as it is, which a capped model cannot reach above its cap
 * @param nasaUncapped as {@code nasa}, against the truth as it is
 * @param rmseNearEnd as {@code rmse}, of the estimates where less than {@value #NEAR_END} of the cap was left
 * @param coverage how well the intervals hold the capped truth; empty where there are none
 * @param count how many estimates
 * @param withoutEstimate how many windows gave no estimate; in no figure above
 */
record Scores(
        double rmse,
        double nasa,
        double rmseUncapped,
        double nasaUncapped,
        double rmseNearEnd,
        List<Coverage> coverage,
        int count,
        int withoutEstimate) {

    private static final double NEAR_END = 0.3;

    /**
     * Of one kind of interval.
     *
     * @param nominal the share of truths that it says it holds
     * @param found the share it held
     * @param width from low to high, mean over the estimates, in life units
     * @param lives how many lives they are of; the estimates of one life stand or fall together
     */
    record Coverage(double nominal, double found, double width, int lives) {

        /** Between what the share lies of all such lives. */
        Chance chance() {
            return Chance.of(found, lives);
        }
    }

    Scores {
        coverage = List.copyOf(coverage);
    }

    /** @param fitted whether intervals were fitted on these lives, which then tell nothing of how often they hold */
    Scores withoutCoverage(boolean fitted) {
        return new Scores(
                rmse,
                nasa,
                rmseUncapped,
                nasaUncapped,
                rmseNearEnd,
                fitted ? List.of() : coverage,
                count,
                withoutEstimate);
    }

    /** Collects pairs; NOT thread safe. */
    static final class Tally {

        private final double cap;
        private final List<double[]> pairs = new ArrayList<>();
        private final Set<Integer> lives = new HashSet<>();
        private final List<List<LifeInterval>> intervals = new ArrayList<>();
        private int withoutEstimate;

        Tally(double cap) {
            this.cap = cap;
        }

        void add(int life, double estimated, List<LifeInterval> around, double truth) {
            lives.add(life);
            pairs.add(new double[] {estimated, truth});
            intervals.add(around);
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
                    coverage(),
                    count,
                    withoutEstimate);
        }

        private List<Coverage> coverage() {
            List<Coverage> coverage = new ArrayList<>();
            int kinds = intervals.isEmpty() ? 0 : intervals.getFirst().size();
            for (int kind = 0; kind < kinds; kind++) {
                int held = 0;
                double width = 0;
                for (int i = 0; i < pairs.size(); i++) {
                    LifeInterval interval = intervals.get(i).get(kind);
                    double truth = Math.min(cap, pairs.get(i)[1]);
                    held += truth >= interval.low() && truth <= interval.high() ? 1 : 0;
                    width += interval.high() - interval.low();
                }
                double nominal = intervals.getFirst().get(kind).coverage();
                coverage.add(new Coverage(nominal, (double) held / pairs.size(), width / pairs.size(), lives.size()));
            }
            return coverage;
        }

        /** Saxena et al., PHM 2008: asymmetric, in cycles. */
        private static double penalty(double error) {
            return Math.exp(error < 0 ? -error / 13 : error / 10) - 1;
        }
    }
}
