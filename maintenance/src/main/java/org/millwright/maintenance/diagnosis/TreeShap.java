package org.millwright.maintenance.diagnosis;

import java.util.List;

/**
 * Shapley values of an output's margin for one set of inputs; together they are the margin less its expectation over the
 * training data. A missing input counts as one that goes the learnt way.
 *
 * <p>Source: Lundberg, Erion and Lee, Consistent Individualized Feature Attribution for Tree Ensembles, 2018, algorithm 2
 * (path dependent): of the order of leaves × depth² for each tree. XGBoost's own contributions are the same.
 */
final class TreeShap {

    private final float[] inputs;
    private final double[] shares;

    private TreeShap(float[] inputs) {
        this.inputs = inputs;
        this.shares = new double[inputs.length];
    }

    /** One value for each input. */
    static double[] shares(List<Tree> trees, float[] inputs) {
        TreeShap shap = new TreeShap(inputs);
        for (Tree tree : trees) {
            shap.walk(tree, 0, new Path(0), 1, 1, Path.NO_INPUT);
        }
        return shap.shares;
    }

    /**
     * @param zero share of the training data that goes this way from the parent
     * @param one 1 where these inputs go this way, else 0
     * @param input what the parent asked for
     */
    private void walk(Tree tree, int at, Path parent, double zero, double one, int input) {
        Path path = parent.extended(zero, one, input);
        switch (tree.nodes().get(at)) {
            case Node.Leaf leaf -> {
                for (int i = 1; i < path.length; i++) {
                    shares[path.inputs[i]] += path.unwoundSum(i) * (path.ones[i] - path.zeros[i]) * leaf.value();
                }
            }
            case Node.Split split -> {
                int taken = split.next(inputs[split.input()]);
                double before = 1;
                double reached = 1;
                int known = path.find(split.input());
                if (known > 0) {
                    before = path.zeros[known];
                    reached = path.ones[known];
                    path.unwind(known);
                }
                for (int child : new int[] {split.below(), split.above()}) {
                    double share = tree.nodes().get(child).cover() / split.cover();
                    walk(tree, child, path, before * share, child == taken ? reached : 0, split.input());
                }
            }
        }
    }

    /** The different inputs on the way to a node, with the weights of all subsets by their size. */
    private static final class Path {

        static final int NO_INPUT = -1;

        private int length;
        private final int[] inputs;
        private final double[] zeros;
        private final double[] ones;
        private final double[] weights;

        Path(int room) {
            inputs = new int[room];
            zeros = new double[room];
            ones = new double[room];
            weights = new double[room];
        }

        Path extended(double zero, double one, int input) {
            Path longer = new Path(length + 1);
            System.arraycopy(inputs, 0, longer.inputs, 0, length);
            System.arraycopy(zeros, 0, longer.zeros, 0, length);
            System.arraycopy(ones, 0, longer.ones, 0, length);
            System.arraycopy(weights, 0, longer.weights, 0, length);
            longer.length = length + 1;
            longer.inputs[length] = input;
            longer.zeros[length] = zero;
            longer.ones[length] = one;
            longer.weights[length] = length == 0 ? 1 : 0;
            for (int i = length - 1; i >= 0; i--) {
                longer.weights[i + 1] += one * longer.weights[i] * (i + 1) / (length + 1);
                longer.weights[i] = zero * longer.weights[i] * (length - i) / (length + 1);
            }
            return longer;
        }

        int find(int input) {
            for (int i = 1; i < length; i++) {
                if (inputs[i] == input) {
                    return i;
                }
            }
            return 0;
        }

        /** Takes back what extending by the input at this place did. */
        void unwind(int place) {
            int last = length - 1;
            double next = weights[last];
            for (int i = last - 1; i >= 0; i--) {
                if (ones[place] != 0) {
                    double kept = weights[i];
                    weights[i] = next * length / ((i + 1) * ones[place]);
                    next = kept - weights[i] * zeros[place] * (last - i) / length;
                } else {
                    weights[i] = weights[i] * length / (zeros[place] * (last - i));
                }
            }
            for (int i = place; i < last; i++) {
                inputs[i] = inputs[i + 1];
                zeros[i] = zeros[i + 1];
                ones[i] = ones[i + 1];
            }
            length = last;
        }

        /** The sum of the weights as if the input at this place were unwound. */
        double unwoundSum(int place) {
            int last = length - 1;
            double next = weights[last];
            double sum = 0;
            for (int i = last - 1; i >= 0; i--) {
                if (ones[place] != 0) {
                    double weight = next * length / ((i + 1) * ones[place]);
                    sum += weight;
                    next = weights[i] - weight * zeros[place] * (last - i) / length;
                } else {
                    sum += weights[i] * length / (zeros[place] * (last - i));
                }
            }
            return sum;
        }
    }
}
