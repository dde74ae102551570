package org.millwright.maintenance;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Lays windows out by {@link Layout.Summary}. Immutable: thread safe. */
final class SummaryLayout {

    /** Of what a weighted mean stands for, at least so much must be known. */
    private static final double LEAST_KNOWN = 0.5;

    private final LifeContract contract;
    private final Layout.Summary layout;
    private final Scaling scaling;
    /** Which of a step's values are features. */
    private final int[] features;

    private final double[] decays;

    SummaryLayout(LifeContract contract, Layout.Summary layout, Scaling scaling) {
        this.contract = contract;
        this.layout = layout;
        this.scaling = scaling;
        this.features = IntStream.range(0, contract.inputs().size())
                .filter(i -> contract.inputs().get(i).feature())
                .toArray();
        this.decays =
                layout.spans().stream().mapToDouble(span -> Math.exp(-1 / span)).toArray();
    }

    /** Why too little is known of the newest steps; empty where it is enough. */
    Optional<String> refusal(List<Step> steps) {
        for (int s = 0; s < decays.length; s++) {
            double known = 0;
            double all = 0;
            for (Step step : steps) {
                known = known * decays[s] + (regime(step) == Scaling.UNKNOWN ? 0 : 1);
                all = all * decays[s] + 1;
            }
            if (known < LEAST_KNOWN * all) {
                return Optional.of("too few of the newest steps can be used: %.0f %% of a mean over %s steps is known"
                        .formatted(100 * known / all, layout.spans().get(s)));
            }
        }
        return Optional.empty();
    }

    float[] encode(List<Step> steps) {
        double[] sums = new double[decays.length * features.length];
        double[] weights = new double[decays.length];
        double[] reference = new double[features.length];
        int known = 0;
        for (Step step : steps) {
            for (int s = 0; s < decays.length; s++) {
                weights[s] *= decays[s];
            }
            int regime = regime(step);
            boolean counts = regime != Scaling.UNKNOWN;
            if (counts) {
                for (int s = 0; s < decays.length; s++) {
                    weights[s]++;
                }
            }
            add(step, regime, sums, known < layout.referenceSteps() ? reference : null);
            known += counts ? 1 : 0;
        }
        int counted = Math.min(known, layout.referenceSteps());
        Arrays.setAll(reference, f -> reference[f] / counted);
        return row(steps, sums, weights, reference);
    }

    private void add(Step step, int regime, double[] sums, double @Nullable [] reference) {
        for (int f = 0; f < features.length; f++) {
            double value = regime == Scaling.UNKNOWN
                    ? 0
                    : scaling.scaled(
                            regime, features[f], ((Step.Usable) step).values().get(features[f]));
            for (int s = 0; s < decays.length; s++) {
                int at = s * features.length + f;
                sums[at] = sums[at] * decays[s] + value;
            }
            if (reference != null) {
                reference[f] += value;
            }
        }
    }

    private float[] row(List<Step> steps, double[] sums, double[] weights, double[] reference) {
        float[] row = new float[contract.inputSize()];
        int at = 0;
        for (int s = 0; s < decays.length; s++) {
            for (int f = 0; f < features.length; f++) {
                row[at++] = (float) (sums[s * features.length + f] / weights[s] - reference[f]);
            }
        }
        for (double began : reference) {
            row[at++] = (float) began;
        }
        long newest = steps.getLast().index();
        row[at++] = age(newest);
        row[at] = age(newest - steps.getFirst().index() + 1);
        return row;
    }

    /** From -1 to 3. */
    private float age(long steps) {
        return (float) (4.0 * Math.min(steps, layout.mostAge()) / layout.mostAge() - 1);
    }

    private int regime(Step step) {
        return step instanceof Step.Usable usable ? scaling.regime(usable.values()) : Scaling.UNKNOWN;
    }
}
