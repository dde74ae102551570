package org.millwright.maintenance.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.millwright.maintenance.detect.Finding.Contribution;

/**
 * How far the levels of some signals, taken together, lie from where they belong.
 *
 * <p>Two tests share the chance of a false alarm. T² of the running means (Lowry et al., "A multivariate exponentially
 * weighted moving average control chart", 1992) sees many signals that each move a little. The largest of the signals'
 * distances from where the others would have them (Hawkins, "Multivariate quality control based on regression-adjusted
 * variables", 1991) sees one that moves, and does not lose it among the others' noise. Costs signals² for each step.
 */
final class LevelIndex {

    private final List<RunningSignal> signals;
    private final double[][] inverse;
    private final double limit;
    private final double limitOfOne;
    private final double limitWithoutOne;

    LevelIndex(NormalBehaviour behaviour, List<RunningSignal> signals, int[] places) {
        this.signals = List.copyOf(signals);
        this.inverse = Symmetric.inverse(behaviour.correlation(places));
        double chance = behaviour.settings().exceedance() / 2;
        this.limit = Distributions.chiSquaredExceededBy(chance, places.length);
        this.limitOfOne = Distributions.chiSquaredExceededBy(chance / places.length, 1);
        this.limitWithoutOne = places.length > 1 ? Distributions.chiSquaredExceededBy(chance, places.length - 1) : 0;
    }

    /** As the signals are now; tells them where they lie. */
    State state(long nanos) {
        double[] surprises =
                signals.stream().mapToDouble(RunningSignal::levelSurprise).toArray();
        double[] pulls = Symmetric.times(inverse, surprises);
        for (int i = 0; i < pulls.length; i++) {
            signals.get(i).pulled(pulls[i], nanos);
        }
        return new State(surprises, pulls, Symmetric.dot(surprises, pulls));
    }

    /** The index at one moment. */
    final class State {

        private final double[] surprises;
        /** The inverse correlation times the surprises. */
        private final double[] pulls;

        private final double value;

        private State(double[] surprises, double[] pulls, double value) {
            this.surprises = surprises;
            this.pulls = pulls;
            this.value = value;
        }

        /** 1 is on the limit. */
        double score() {
            return Math.max(value / limit, largestContribution() / limitOfOne);
        }

        /**
         * What the index falls by when a signal is put where the others would have it: reconstruction-based contributions
         * (Alcala and Qin, "Reconstruction-based contribution for process monitoring", 2009), which name the right one
         * where plain shares smear a fault over the signals related to it.
         */
        private double contribution(int i) {
            return pulls[i] * pulls[i] / inverse[i][i];
        }

        List<Contribution> contributions() {
            List<Contribution> all = new ArrayList<>();
            for (int i = 0; i < surprises.length; i++) {
                all.add(new Contribution(
                        signals.get(i).normal().name(),
                        value > 0 ? Math.min(1, contribution(i) / value) : 0,
                        surprises[i]));
            }
            all.sort(Comparator.comparingDouble(Contribution::share).reversed());
            return List.copyOf(all);
        }

        /**
         * The signals without any one of which the rest would be within its limit, the most telling first; more than one
         * where they cannot be told apart.
         */
        List<RunningSignal> explaining() {
            double telling = largestContribution() / 2;
            Integer[] places = new Integer[surprises.length];
            Arrays.setAll(places, i -> i);
            return Arrays.stream(places)
                    .filter(i -> contribution(i) >= telling && value - contribution(i) <= limitWithoutOne)
                    .sorted(Comparator.comparingDouble((Integer i) -> -contribution(i)))
                    .map(signals::get)
                    .toList();
        }

        private double largestContribution() {
            double largest = 0;
            for (int i = 0; i < surprises.length; i++) {
                largest = Math.max(largest, contribution(i));
            }
            return largest;
        }

        RunningSignal largest() {
            int largest = 0;
            for (int i = 1; i < surprises.length; i++) {
                if (contribution(i) > contribution(largest)) {
                    largest = i;
                }
            }
            return signals.get(largest);
        }

        /** Share of a signal's level that the others tell, 0 to 1. */
        double toldByOthers(RunningSignal signal) {
            int place = signals.indexOf(signal);
            return 1 - 1 / inverse[place][place];
        }
    }
}
