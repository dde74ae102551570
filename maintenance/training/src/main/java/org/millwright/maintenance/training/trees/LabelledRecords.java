package org.millwright.maintenance.training.trees;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.millwright.maintenance.diagnosis.Question;

/**
 * Records with the truth.
 *
 * @param values of each record one for each measured input, NaN where missing
 * @param targets of each record the class's number alone where only one mode can be present, else one number for each
 *     output: 1 or 0 for a mode, or the quantity
 * @param groups of each record what must not be parted between training and test, such as the machine
 */
record LabelledRecords(List<double[]> values, List<float[]> targets, List<String> groups) {

    /** Quantities are spread evenly over folds by fifths. */
    private static final int QUANTILES = 5;

    LabelledRecords {
        values = List.copyOf(values);
        targets = List.copyOf(targets);
        groups = List.copyOf(groups);
        if (values.size() != targets.size() || values.size() != groups.size()) {
            throw new IllegalArgumentException(
                    values.size() + " records, " + targets.size() + " targets and " + groups.size() + " groups");
        }
    }

    /** Every record is a group of its own. */
    static LabelledRecords apart(List<double[]> values, List<float[]> targets) {
        return new LabelledRecords(
                values,
                targets,
                IntStream.range(0, values.size()).mapToObj(Integer::toString).toList());
    }

    int size() {
        return values.size();
    }

    LabelledRecords picked(List<Integer> which) {
        return new LabelledRecords(
                which.stream().map(values::get).toList(),
                which.stream().map(targets::get).toList(),
                which.stream().map(groups::get).toList());
    }

    /** The inputs that have a value in at least one record. */
    List<Integer> inputsWithValues() {
        return IntStream.range(0, values.getFirst().length)
                .filter(input -> values.stream().anyMatch(one -> !Double.isNaN(one[input])))
                .boxed()
                .toList();
    }

    LabelledRecords withInputs(List<Integer> which) {
        return new LabelledRecords(
                values.stream().map(one -> picked(one, which)).toList(), targets, groups);
    }

    static double[] picked(double[] values, List<Integer> which) {
        return which.stream().mapToDouble(input -> values[input]).toArray();
    }

    /** Folds in which what is to be learnt is spread evenly and no group is parted. */
    Folds folds(Question question, int count, long seed) {
        return Folds.of(strata(question), groups, count, seed);
    }

    private List<String> strata(Question question) {
        return switch (question) {
            case Question.OneMode one -> targets.stream().map(Arrays::toString).toList();
            case Question.AnyModes any -> targets.stream().map(Arrays::toString).toList();
            case Question.HowMuch much -> {
                double[] sorted = targets.stream()
                        .mapToDouble(target -> target[0])
                        .sorted()
                        .toArray();
                yield targets.stream()
                        .map(target -> Integer.toString(quantile(sorted, target[0])))
                        .toList();
            }
        };
    }

    private static int quantile(double[] sorted, double value) {
        int below = Arrays.binarySearch(sorted, value);
        return Math.abs(below) * QUANTILES / sorted.length;
    }
}
