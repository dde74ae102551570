package org.millwright.maintenance.training.trees;

import java.util.List;

/**
 * What trees learn from. NOT thread safe: it does not copy.
 *
 * @param inputs what the network sees, for each example; NaN where missing
 * @param targets for each example one number for each output, or its class's number alone where only one mode can be
 *     present
 * @param folds to settle the number of trees with
 */
record TreeExamples(List<float[]> inputs, List<float[]> targets, Folds folds) {

    TreeExamples {
        if (inputs.size() != targets.size()) {
            throw new IllegalArgumentException(inputs.size() + " inputs but " + targets.size() + " targets");
        }
    }

    int width() {
        return inputs.getFirst().length;
    }

    float[] flatInputs() {
        int width = width();
        float[] flat = new float[inputs.size() * width];
        for (int i = 0; i < inputs.size(); i++) {
            System.arraycopy(inputs.get(i), 0, flat, i * width, width);
        }
        return flat;
    }

    float[] target(int column) {
        float[] target = new float[targets.size()];
        for (int i = 0; i < target.length; i++) {
            target[i] = targets.get(i)[column];
        }
        return target;
    }
}
