package org.millwright.maintenance.training;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import org.millwright.maintenance.Axis;
import org.millwright.maintenance.LifeContract;
import org.millwright.maintenance.Step;
import org.millwright.maintenance.StepAssembler;
import org.millwright.maintenance.Window;
import org.millwright.maintenance.WindowEncoder;

/**
 * Histories as steps, and what follows from them: the contract, and windows with the life that was left.
 */
final class Lives {

    private record Life(List<Step> steps, double endOfLife) {}

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

    int count() {
        return lives.size();
    }

    /** The contract that the gateway will work by, but for its intervals. */
    LifeContract contract() {
        return ContractLearner.learn(
                recipe,
                lives.stream()
                        .flatMap(life -> life.steps().stream())
                        .filter(Step.Usable.class::isInstance)
                        .map(step -> ((Step.Usable) step)
                                .values().stream().mapToDouble(value -> value).toArray())
                        .toList());
    }

    /**
     * The windows that end at the chosen steps.
     *
     * @param firstEnd from the number of steps of a history to the number that its first window ends after; windows end
     *     after every step from there on
     */
    Examples examples(LifeContract contract, IntUnaryOperator firstEnd) {
        Examples.Collector collector = new Examples.Collector();
        WindowEncoder encoder = new WindowEncoder(contract);
        for (int life = 0; life < lives.size(); life++) {
            int size = lives.get(life).steps().size();
            add(collector, encoder, contract, life, 0, firstEnd.applyAsInt(size));
        }
        return collector.examples();
    }

    /** As {@link #examples} from the first step on, and every life again as the recipe's late starts have it. */
    Examples withLateStarts(LifeContract contract, RandomGenerator random) {
        Examples.Collector collector = new Examples.Collector();
        WindowEncoder encoder = new WindowEncoder(contract);
        for (int life = 0; life < lives.size(); life++) {
            int size = lives.get(life).steps().size();
            add(collector, encoder, contract, life, 0, 1);
            for (int copy = 0; copy < recipe.lateStarts() && size > 2 * recipe.leastSteps(); copy++) {
                add(collector, encoder, contract, life, random.nextInt(1, size - 2 * recipe.leastSteps() + 1), 1);
            }
        }
        return collector.examples();
    }

    private void add(
            Examples.Collector to, WindowEncoder encoder, LifeContract contract, int life, int start, int firstEnd) {
        List<Step> steps = lives.get(life).steps();
        steps = projected(contract, steps.subList(start, steps.size()));
        for (int end = Math.max(1, firstEnd); end <= steps.size(); end++) {
            List<Step> seen = steps.subList(Math.max(0, end - contract.window()), end);
            Window window = new Window(seen, List.of(), 0);
            if (encoder.refusal(window).isEmpty()) {
                double remaining = lives.get(life).endOfLife() - reached(recipe.axis(), seen.getLast());
                to.add(
                        encoder.encode(window),
                        remaining,
                        life,
                        encoder.joinedLate(window),
                        seen.getLast().index());
            }
        }
    }

    /** Only what the contract kept of the recipe's inputs. */
    private List<Step> projected(LifeContract contract, List<Step> steps) {
        int[] positions = contract.inputNames().stream()
                .mapToInt(recipe.inputs()::indexOf)
                .toArray();
        if (positions.length == recipe.inputs().size()) {
            return steps;
        }
        List<Step> projected = new ArrayList<>();
        for (Step step : steps) {
            projected.add(
                    switch (step) {
                        case Step.Usable usable -> {
                            List<Double> values = new ArrayList<>();
                            for (int position : positions) {
                                values.add(usable.values().get(position));
                            }
                            yield new Step.Usable(usable.index(), values, usable.sourceNanos());
                        }
                        case Step.Unusable unusable -> unusable;
                    });
        }
        return projected;
    }

    /** Where on the axis a window that ends with this step is known to have got to. */
    static double reached(Axis axis, Step newest) {
        return switch (axis.aggregation()) {
            case LAST -> newest.index() * axis.step();
            case MEAN -> (newest.index() + 1) * axis.step();
        };
    }
}
