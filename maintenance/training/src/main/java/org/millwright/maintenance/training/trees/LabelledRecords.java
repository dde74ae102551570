package org.millwright.maintenance.training.trees;

import java.util.List;

/**
 * Records with the truth.
 *
 * @param values of each record one for each measured input, NaN where missing
 * @param targets of each record the class's number alone where only one mode can be present, else one number for each
 *     output: 1 or 0 for a mode, or the quantity
 */
record LabelledRecords(List<double[]> values, List<float[]> targets) {

    LabelledRecords {
        values = List.copyOf(values);
        targets = List.copyOf(targets);
        if (values.size() != targets.size()) {
            throw new IllegalArgumentException(values.size() + " records but " + targets.size() + " targets");
        }
    }

    int size() {
        return values.size();
    }

    LabelledRecords picked(List<Integer> which) {
        return new LabelledRecords(
                which.stream().map(values::get).toList(),
                which.stream().map(targets::get).toList());
    }
}
