package org.millwright.maintenance.training.vibration;

/** Multinomial logistic regression with a penalty on its weights, on standardised columns; the classes weigh alike. */
final class Softmax {

    private static final int STEPS = 400;

    private final double[] means;
    private final double[] deviations;
    private final double[][] weights;

    private Softmax(double[] means, double[] deviations, double[][] weights) {
        this.means = means;
        this.deviations = deviations;
        this.weights = weights;
    }

    /**
     * @param labels from 0 to {@code classes} - 1
     * @param penalty on half of the squared weights, against the mean log loss
     */
    static Softmax fit(double[][] rows, int[] labels, int classes, double penalty) {
        int columns = rows[0].length;
        double[] means = new double[columns];
        double[] deviations = new double[columns];
        for (int j = 0; j < columns; j++) {
            for (double[] row : rows) {
                means[j] += row[j] / rows.length;
            }
            double squares = 0;
            for (double[] row : rows) {
                squares += (row[j] - means[j]) * (row[j] - means[j]) / rows.length;
            }
            deviations[j] = Math.max(Math.sqrt(squares), 1e-6);
        }
        Softmax model = new Softmax(means, deviations, new double[classes][columns + 1]);
        double[][] inputs = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            inputs[i] = model.standard(rows[i]);
        }
        model.descend(inputs, labels, shares(labels, classes), penalty);
        return model;
    }

    /** What an example counts, so that each class that occurs counts the same in all. */
    private static double[] shares(int[] labels, int classes) {
        double[] counts = new double[classes];
        for (int label : labels) {
            counts[label]++;
        }
        int occurring = 0;
        for (double count : counts) {
            occurring += count > 0 ? 1 : 0;
        }
        double[] shares = new double[labels.length];
        for (int i = 0; i < labels.length; i++) {
            shares[i] = 1 / (counts[labels[i]] * occurring);
        }
        return shares;
    }

    /** Nesterov's gradient descent with the step that the loss's curvature allows. */
    private void descend(double[][] inputs, int[] labels, double[] shares, double penalty) {
        int columns = inputs[0].length;
        double curvature = penalty;
        for (int i = 0; i < inputs.length; i++) {
            double squares = 0;
            for (double value : inputs[i]) {
                squares += value * value;
            }
            curvature += 0.5 * shares[i] * squares;
        }
        double[][] ahead = new double[weights.length][columns];
        for (int step = 0; step < STEPS; step++) {
            double[][] slope = slope(ahead, inputs, labels, shares, penalty);
            double momentum = step / (step + 3.0);
            for (int k = 0; k < weights.length; k++) {
                for (int j = 0; j < columns; j++) {
                    double next = ahead[k][j] - slope[k][j] / curvature;
                    ahead[k][j] = next + momentum * (next - weights[k][j]);
                    weights[k][j] = next;
                }
            }
        }
    }

    private static double[][] slope(double[][] at, double[][] inputs, int[] labels, double[] shares, double penalty) {
        int columns = inputs[0].length;
        double[][] slope = new double[at.length][columns];
        for (int k = 0; k < at.length; k++) {
            for (int j = 0; j < columns - 1; j++) {
                slope[k][j] = penalty * at[k][j];
            }
        }
        for (int i = 0; i < inputs.length; i++) {
            double[] probabilities = probabilities(at, inputs[i]);
            for (int k = 0; k < at.length; k++) {
                double error = shares[i] * (probabilities[k] - (labels[i] == k ? 1 : 0));
                for (int j = 0; j < columns; j++) {
                    slope[k][j] += error * inputs[i][j];
                }
            }
        }
        return slope;
    }

    double[] probabilities(double[] row) {
        return probabilities(weights, standard(row));
    }

    private static double[] probabilities(double[][] weights, double[] input) {
        double[] scores = new double[weights.length];
        double highest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < scores.length; k++) {
            for (int j = 0; j < input.length; j++) {
                scores[k] += weights[k][j] * input[j];
            }
            highest = Math.max(highest, scores[k]);
        }
        double sum = 0;
        for (int k = 0; k < scores.length; k++) {
            scores[k] = Math.exp(scores[k] - highest);
            sum += scores[k];
        }
        for (int k = 0; k < scores.length; k++) {
            scores[k] /= sum;
        }
        return scores;
    }

    private double[] standard(double[] row) {
        double[] input = new double[row.length + 1];
        for (int j = 0; j < row.length; j++) {
            input[j] = (row[j] - means[j]) / deviations[j];
        }
        input[row.length] = 1;
        return input;
    }
}
