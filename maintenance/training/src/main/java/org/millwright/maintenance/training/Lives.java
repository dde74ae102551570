package org.millwright.maintenance.training;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.millwright.maintenance.Axis;
import org.millwright.maintenance.LifeContract;
import org.millwright.maintenance.LifeInput;
import org.millwright.maintenance.Step;
import org.millwright.maintenance.StepAssembler;
import org.millwright.maintenance.Window;
import org.millwright.maintenance.WindowEncoder;

/**
 * Histories as steps, and what follows from them: the scaling of the inputs, and windows with the life that was left.
 */
final class Lives {

    /** How far beyond what training saw, as a share of its range, a value is still taken as within. */
    private static final double RANGE_MARGIN = 0.25;

    private record Life(List<Step> steps, double endOfLife) {}

    /** Windows for the network, one after the other, and for each the life that was left, uncapped. Not copied. */
    static final class Examples {

        private final float[] inputs;
        private final double[] remaining;

        private Examples(float[] inputs, double[] remaining) {
            this.inputs = inputs;
            this.remaining = remaining;
        }

        float[] inputs() {
            return inputs;
        }

        double remaining(int example) {
            return remaining[example];
        }

        int count() {
            return remaining.length;
        }
    }

    private final LifeRecipe recipe;
    private final List<Life> lives = new ArrayList<>();

    Lives(LifeRecipe recipe, List<LifeHistory> histories) {
        this.recipe = recipe;
        for (LifeHistory history : histories) {
            // Long enough for any history: here every step is kept.
            StepAssembler assembler =
                    new StepAssembler(recipe.inputs(), recipe.axis(), Integer.MAX_VALUE / 4, Duration.ZERO);
            history.replay(assembler, recipe.inputs(), (row, moved) -> {});
            lives.add(new Life(assembler.window().steps(), history.endOfLife()));
        }
    }

    /** The contract that the gateway will work by. */
    LifeContract contract() {
        List<LifeInput> inputs = new ArrayList<>();
        for (int i = 0; i < recipe.inputs().size(); i++) {
            inputs.add(input(i));
        }
        return new LifeContract(
                inputs,
                recipe.axis(),
                recipe.window(),
                recipe.leastSteps(),
                recipe.mostUnusable(),
                recipe.lifeUnit(),
                recipe.cap(),
                recipe.limits());
    }

    private LifeInput input(int position) {
        String name = recipe.inputs().get(position);
        double[] values = lives.stream()
                .flatMap(life -> life.steps().stream())
                .filter(Step.Usable.class::isInstance)
                .mapToDouble(step -> ((Step.Usable) step).values().get(position))
                .toArray();
        double sum = 0;
        double squares = 0;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            sum += value;
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        double mean = sum / values.length;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double deviation = Math.sqrt(squares / values.length);
        double margin = RANGE_MARGIN * (high - low);
        boolean feature = recipe.axisIsFeature() || !name.equals(recipe.axis().input());
        if (!(deviation > 0)) {
            throw new CannotTrain("input " + name + " is " + mean + " throughout; leave it out of the recipe");
        }
        return new LifeInput(
                name, recipe.units().getOrDefault(name, ""), feature, mean, deviation, low - margin, high + margin);
    }

    /**
     * The windows that end at the chosen steps.
     *
     * @param firstEnd from the number of steps of a history to the number that its first window ends after; windows end
     *     after every step from there on
     */
    Examples examples(LifeContract contract, IntUnaryOperator firstEnd) {
        WindowEncoder encoder = new WindowEncoder(contract);
        List<float[]> inputs = new ArrayList<>();
        List<Double> remaining = new ArrayList<>();
        for (Life life : lives) {
            int size = life.steps().size();
            for (int end = Math.max(1, firstEnd.applyAsInt(size)); end <= size; end++) {
                List<Step> steps = life.steps().subList(Math.max(0, end - contract.window()), end);
                Window window = new Window(steps, List.of(), 0);
                if (encoder.refusal(window).isEmpty()) {
                    inputs.add(encoder.encode(window));
                    remaining.add(life.endOfLife() - reached(steps.getLast()));
                }
            }
        }
        return new Examples(
                flat(inputs), remaining.stream().mapToDouble(left -> left).toArray());
    }

    /** Where on the axis a window that ends with this step is known to have got to. */
    private double reached(Step newest) {
        return reached(recipe.axis(), newest);
    }

    static double reached(Axis axis, Step newest) {
        return switch (axis.aggregation()) {
            case LAST -> newest.index() * axis.step();
            case MEAN -> (newest.index() + 1) * axis.step();
        };
    }

    private static float[] flat(List<float[]> rows) {
        int size = rows.isEmpty() ? 0 : rows.getFirst().length;
        float[] flat = new float[rows.size() * size];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, flat, i * size, size);
        }
        return flat;
    }
}
