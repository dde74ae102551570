package org.millwright.maintenance.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.millwright.maintenance.LifeContract;
import org.millwright.maintenance.LifeInput;
import org.millwright.maintenance.LifeIntervals;
import org.millwright.maintenance.RegimeSearch;
import org.millwright.maintenance.Regimes;
import org.millwright.maintenance.training.study.CannotTrain;

/**
 * What the gateway must know, learned from the steps of the training part: operating regimes, the scaling of each input in
 * each of them, and which inputs tell nothing.
 */
final class ContractLearner {

    /** How far beyond what training saw, as a share of its range, a value is still taken as within. */
    private static final double RANGE_MARGIN = 0.25;
    /** An input that only flips between two neighbouring values is as good as constant. */
    private static final int LEAST_VALUES = 3;
    /** Of the least distance between two regimes: further from the nearest one, a point belongs to none. */
    private static final double REACH = 0.25;

    /** Which rows of {@code values} belong together, and where their settings lie. */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    private record Group(double[] centre, List<double[]> rows) {}

    private final LifeRecipe recipe;
    private final List<double[]> values;

    private ContractLearner(LifeRecipe recipe, List<double[]> values) {
        this.recipe = recipe;
        this.values = values;
    }

    /** @param values of all usable steps, in the order of the recipe's inputs */
    static LifeContract learn(LifeRecipe recipe, List<double[]> values) {
        if (values.isEmpty()) {
            throw new CannotTrain("no step of the training part can be used");
        }
        return new ContractLearner(recipe, values).contract();
    }

    private LifeContract contract() {
        int[] settings = recipe.settings().stream()
                .mapToInt(recipe.inputs()::indexOf)
                .filter(i -> scale(values, i).deviation() > 0)
                .toArray();
        double[] widths = Arrays.stream(settings)
                .mapToDouble(i -> scale(values, i).deviation())
                .toArray();
        List<double[]> points =
                values.stream().map(row -> divided(row, settings, widths)).toList();
        List<double[]> centres = settings.length == 0 ? List.of() : RegimeSearch.centres(points);
        List<Group> groups = groups(points, centres);
        List<Integer> kept = kept(groups, centres.isEmpty() ? new int[0] : settings);
        return new LifeContract(
                kept.stream().map(this::input).toList(),
                recipe.axis(),
                recipe.window(),
                recipe.leastSteps(),
                recipe.mostUnusable(),
                recipe.lifeUnit(),
                recipe.cap(),
                recipe.limits(),
                centres.isEmpty() ? Regimes.single() : regimes(settings, widths, groups, kept, points),
                recipe.layout(),
                recipe.smoothingSteps(),
                LifeIntervals.none());
    }

    private static double[] divided(double[] row, int[] settings, double[] widths) {
        return IntStream.range(0, settings.length)
                .mapToDouble(s -> row[settings[s]] / widths[s])
                .toArray();
    }

    private List<Group> groups(List<double[]> points, List<double[]> centres) {
        if (centres.isEmpty()) {
            return List.of(new Group(new double[0], values));
        }
        List<Group> groups = centres.stream()
                .map(centre -> new Group(centre, new ArrayList<>()))
                .toList();
        for (int i = 0; i < points.size(); i++) {
            groups.get(RegimeSearch.nearest(centres, points.get(i))).rows().add(values.get(i));
        }
        return groups;
    }

    /** The axis, the settings where they tell regimes apart, and all that moves in at least one regime. */
    private List<Integer> kept(List<Group> groups, int[] settings) {
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < recipe.inputs().size(); i++) {
            int input = i;
            String name = recipe.inputs().get(i);
            boolean moves = groups.stream().anyMatch(group -> moves(group.rows(), input));
            if (name.equals(recipe.axis().input())
                    || Arrays.stream(settings).anyMatch(setting -> setting == input)
                    || (moves && !recipe.settings().contains(name))) {
                kept.add(i);
            } else if (!recipe.leavesOut()) {
                throw new CannotTrain(
                        "input " + name + " is " + scale(values, i).mean() + " throughout; leave it out of the recipe");
            }
        }
        return kept;
    }

    private static boolean moves(List<double[]> rows, int input) {
        return rows.stream()
                        .mapToDouble(row -> row[input])
                        .distinct()
                        .limit(LEAST_VALUES)
                        .count()
                == LEAST_VALUES;
    }

    private LifeInput input(int position) {
        String name = recipe.inputs().get(position);
        Regimes.Scale scale = scale(values, position);
        boolean feature = !recipe.settings().contains(name)
                && (recipe.axisIsFeature() || !name.equals(recipe.axis().input()));
        return new LifeInput(
                name,
                recipe.units().getOrDefault(name, ""),
                feature,
                scale.mean(),
                scale.deviation(),
                scale.low(),
                scale.high());
    }

    private Regimes regimes(
            int[] settings, double[] widths, List<Group> groups, List<Integer> kept, List<double[]> points) {
        List<double[]> centres = groups.stream().map(Group::centre).toList();
        double furthest = points.stream()
                .mapToDouble(point -> RegimeSearch.distance(point, centres.get(RegimeSearch.nearest(centres, point))))
                .max()
                .orElse(0);
        double radius = Math.max(Math.sqrt(furthest), REACH * leastGap(centres));
        return new Regimes(
                Arrays.stream(settings).mapToObj(recipe.inputs()::get).toList(),
                Arrays.stream(widths).boxed().toList(),
                radius,
                groups.stream().map(group -> regime(group, widths, kept)).toList());
    }

    private static Regimes.Regime regime(Group group, double[] widths, List<Integer> kept) {
        return new Regimes.Regime(
                IntStream.range(0, widths.length)
                        .mapToObj(s -> group.centre()[s] * widths[s])
                        .toList(),
                kept.stream().map(input -> scaleOrStill(group.rows(), input)).toList());
    }

    private static Regimes.Scale scaleOrStill(List<double[]> rows, int input) {
        Regimes.Scale scale = scale(rows, input);
        return moves(rows, input) ? scale : new Regimes.Scale(scale.mean(), 0, scale.low(), scale.high());
    }

    private static double leastGap(List<double[]> centres) {
        double least = Double.POSITIVE_INFINITY;
        for (int a = 0; a < centres.size(); a++) {
            for (int b = 0; b < a; b++) {
                least = Math.min(least, RegimeSearch.distance(centres.get(a), centres.get(b)));
            }
        }
        return Math.sqrt(least);
    }

    private static Regimes.Scale scale(List<double[]> rows, int input) {
        double sum = 0;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double[] row : rows) {
            sum += row[input];
            low = Math.min(low, row[input]);
            high = Math.max(high, row[input]);
        }
        double mean = sum / rows.size();
        double squares = 0;
        for (double[] row : rows) {
            squares += (row[input] - mean) * (row[input] - mean);
        }
        double deviation = low == high ? 0 : Math.sqrt(squares / rows.size());
        double margin = RANGE_MARGIN * (high - low);
        return new Regimes.Scale(mean, deviation, low - margin, high + margin);
    }
}
