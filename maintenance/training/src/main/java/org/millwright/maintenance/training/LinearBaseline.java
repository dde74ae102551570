package org.millwright.maintenance.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.millwright.maintenance.LifeContract;

/**
 * What a straight line through the network's own inputs makes of remaining life: least squares of the capped life with a
 * little ridge. Stands beside the network's figures, to show what it adds.
 */
final class LinearBaseline {

    /** Of an example's weight, so that inputs that say the same do not blow the weights up. */
    private static final double RIDGE = 1e-4;

    private final double[] weights;

    private LinearBaseline(double[] weights) {
        this.weights = weights;
    }

    /** @param firstEnd as {@link Lives#examples} has it, of the histories to score */
    static Scores score(LifeRecipe recipe, Lives learned, Lives scored, IntUnaryOperator firstEnd) {
        LifeContract contract = learned.contract();
        LinearBaseline line = fit(learned.withLateStarts(contract, new Random(1)), recipe.cap());
        Examples examples = scored.examples(contract, firstEnd);
        Scores.Tally tally = new Scores.Tally(recipe.cap());
        for (int i = 0; i < examples.count(); i++) {
            double answer = Math.clamp(line.answer(examples.input(i)), 0, recipe.cap());
            tally.add(examples.life(i), answer, List.of(), examples.remaining(i));
        }
        return tally.scores();
    }

    private static LinearBaseline fit(Examples examples, double cap) {
        int size = examples.input(0).length + 1;
        double[][] normal = new double[size][size + 1];
        for (int i = 0; i < examples.count(); i++) {
            double[] row = withOne(examples.input(i));
            double target = Math.min(cap, examples.remaining(i));
            for (int a = 0; a < size; a++) {
                for (int b = 0; b <= a; b++) {
                    normal[a][b] += row[a] * row[b];
                }
                normal[a][size] += row[a] * target;
            }
        }
        for (int a = 0; a < size; a++) {
            normal[a][a] += RIDGE * examples.count();
            for (int b = 0; b < a; b++) {
                normal[b][a] = normal[a][b];
            }
        }
        return new LinearBaseline(solved(normal));
    }

    /** Gauss and Jordan; the matrix is positive definite, so no row need be exchanged. */
    private static double[] solved(double[][] system) {
        int size = system.length;
        for (int pivot = 0; pivot < size; pivot++) {
            for (int other = 0; other < size; other++) {
                double factor = other == pivot ? 0 : system[other][pivot] / system[pivot][pivot];
                for (int column = pivot; factor != 0 && column <= size; column++) {
                    system[other][column] -= factor * system[pivot][column];
                }
            }
        }
        List<Double> solution = new ArrayList<>();
        for (int row = 0; row < size; row++) {
            solution.add(system[row][size] / system[row][row]);
        }
        return solution.stream().mapToDouble(weight -> weight).toArray();
    }

    private double answer(float[] input) {
        double[] row = withOne(input);
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            sum += row[i] * weights[i];
        }
        return sum;
    }

    private static double[] withOne(float[] input) {
        double[] row = new double[input.length + 1];
        for (int i = 0; i < input.length; i++) {
            row[i] = input[i];
        }
        row[input.length] = 1;
        return row;
    }
}
