package org.millwright.maintenance.training.trees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.millwright.maintenance.diagnosis.FineScale;
import org.millwright.maintenance.diagnosis.Node;
import org.millwright.maintenance.diagnosis.TreeEnsemble;

/**
 * Training's values for XGBoost, which takes single precision only. Where that would make different values of an input one,
 * trees are grown on the values' places in rising order instead; trees ask for order alone, so nothing else changes than that
 * a threshold lies midway by place.
 *
 * @param all of each record one for each input, NaN where missing
 * @param sorted for each input its different values in training, rising; empty where single precision tells them apart
 */
record Places(List<double[]> all, List<Optional<double[]>> sorted) {

    /** Beyond this, single precision has no half places. */
    private static final int MOST = 1 << 23;

    static Places of(List<double[]> all) {
        return new Places(
                all,
                IntStream.range(0, all.getFirst().length)
                        .mapToObj(input -> sorted(all, input))
                        .toList());
    }

    private static Optional<double[]> sorted(List<double[]> all, int input) {
        double[] values = all.stream()
                .mapToDouble(row -> row[input] + 0.0) // one zero, not two
                .filter(value -> !Double.isNaN(value))
                .distinct()
                .sorted()
                .toArray();
        long inSingle =
                Arrays.stream(values).map(value -> (float) value).distinct().count();
        return inSingle < values.length && values.length < MOST ? Optional.of(values) : Optional.empty();
    }

    /** What XGBoost is given. */
    List<float[]> rows() {
        return all.stream().map(this::row).toList();
    }

    private float[] row(double[] values) {
        float[] row = new float[values.length];
        for (int i = 0; i < row.length; i++) {
            double value = values[i];
            row[i] = sorted.get(i)
                    .filter(its -> !Double.isNaN(value))
                    .map(its -> (float) Arrays.binarySearch(its, value + 0.0))
                    .orElse((float) value);
        }
        return row;
    }

    /** The trees' thresholds in the inputs' units, of the inputs that are told by place. */
    List<FineScale> scales(TreeEnsemble trees, IntFunction<String> name) {
        List<FineScale> scales = new ArrayList<>();
        for (int input = 0; input < sorted.size(); input++) {
            if (sorted.get(input).isPresent()) {
                scales.add(scale(name.apply(input), sorted.get(input).get(), thresholds(trees, input)));
            }
        }
        return scales;
    }

    private static TreeSet<Float> thresholds(TreeEnsemble trees, int input) {
        TreeSet<Float> thresholds = new TreeSet<>();
        trees.trees().stream()
                .flatMap(List::stream)
                .flatMap(tree -> tree.nodes().stream())
                .forEach(node -> {
                    if (node instanceof Node.Split split && split.input() == input) {
                        thresholds.add(split.threshold());
                    }
                });
        return thresholds;
    }

    private static FineScale scale(String name, double[] sorted, TreeSet<Float> thresholds) {
        List<Double> at = new ArrayList<>();
        List<Double> as = new ArrayList<>();
        // At the first place and beyond the last one XGBoost only asks whether there is a value.
        for (float place : thresholds.subSet(FineScale.LOWEST, false, sorted.length - 1f, true)) {
            double value = at(sorted, place);
            if (!at.isEmpty() && value == at.getLast()) {
                as.removeLast();
            } else {
                at.add(value);
            }
            as.add((double) place);
        }
        return new FineScale(name, at, as);
    }

    /** The value at a place; between two places one that is above the lower of the two. */
    private static double at(double[] sorted, float place) {
        int below = (int) place;
        double share = place - below;
        if (share == 0) {
            return sorted[below];
        }
        double between = (1 - share) * sorted[below] + share * sorted[below + 1];
        return between > sorted[below] ? Math.min(between, sorted[below + 1]) : sorted[below + 1];
    }
}
