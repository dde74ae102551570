package org.millwright.vision.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * How sure a figure is: what it is over the same number of groups, drawn again with putting back. Groups and not pictures,
 * since pictures of one thing are no evidence of their own.
 */
final class Bootstrap {

    private static final int DRAWS = 500;
    private static final double TAIL = 0.025;

    /** The middle 95 % of the draws. */
    record Interval(double low, double high) {}

    private Bootstrap() {}

    static Interval of(List<Answer> answers, ToDoubleFunction<List<Answer>> figure, long seed) {
        Map<Integer, List<Answer>> byGroup = new LinkedHashMap<>();
        for (Answer answer : answers) {
            byGroup.computeIfAbsent(answer.example().group(), any -> new ArrayList<>())
                    .add(answer);
        }
        List<List<Answer>> groups = List.copyOf(byGroup.values());
        SplittableRandom random = new SplittableRandom(seed);
        double[] found = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            List<Answer> drawn = new ArrayList<>();
            for (int i = 0; i < groups.size(); i++) {
                drawn.addAll(groups.get(random.nextInt(groups.size())));
            }
            found[draw] = figure.applyAsDouble(drawn);
        }
        double[] sorted = Arrays.stream(found)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return new Interval(Double.NaN, Double.NaN);
        }
        int tail = (int) (TAIL * sorted.length);
        return new Interval(sorted[tail], sorted[sorted.length - 1 - tail]);
    }
}
