package org.millwright.maintenance.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.millwright.hardware.training.Fit;
import org.millwright.maintenance.training.study.CannotTrain;

/** Scores on units of the training part that the network did not learn from. */
final class HeldOut {

    private static final int FOLDS = 5;

    private HeldOut() {}

    /** A fifth of the units, another one for each seed, at every step from a bit more than the cap's life on. */
    static Scores fifth(LifeRecipe recipe, DataSet data, long seed) {
        List<LifeHistory> shuffled = shuffled(data, seed);
        int held = shuffled.size() / FOLDS;
        Lives others = new Lives(recipe, shuffled.subList(0, held));
        int most = (int) (mostLeft(recipe) / recipe.axis().step());
        Lives lives = new Lives(recipe, shuffled.subList(held, shuffled.size()));
        try (LifeEnsemble ensemble = LifeEnsemble.train(recipe, lives, others, seed, Fit.Watcher.NOBODY)) {
            return LifeScorer.byPyTorch(ensemble, others.examples(ensemble.contract(), size -> size - most));
        }
    }

    static String protocol(LifeRecipe recipe, DataSet data) {
        if (recipe.scoredThroughout()) {
            throw new CannotTrain("--cut-as-test has no meaning with a set that is scored at every step; leave it out");
        }
        return "the training part, each unit held out once, "
                + (data.test().isEmpty()
                        ? "with at most " + mostLeft(recipe) + " " + recipe.lifeUnit() + " left"
                        : "with as much life left as each of the test part's units has");
    }

    /**
     * All units, each of which is held out once. A unit is looked at wherever as much life was left as one of the test part's
     * units has: what cutting each of them at random would give, without that chance. Without a test part it is looked at
     * from a bit more than the cap's life on.
     */
    static Scores cutAsTest(LifeRecipe recipe, DataSet data, long seed) {
        List<Double> left = data.test().stream()
                .map(history -> history.endOfLife() - reached(recipe, history))
                .toList();
        List<LifeHistory> shuffled = shuffled(data, seed);
        Scores.Tally tally = new Scores.Tally(recipe.cap());
        for (int fold = 0; fold < FOLDS; fold++) {
            int its = fold;
            Lives others = new Lives(recipe, every(shuffled, at -> at % FOLDS == its));
            Lives lives = new Lives(recipe, every(shuffled, at -> at % FOLDS != its));
            try (LifeEnsemble ensemble = LifeEnsemble.train(recipe, lives, others, seed, Fit.Watcher.NOBODY)) {
                Examples all = others.examples(ensemble.contract(), size -> 1);
                LifeScorer.byPyTorch(
                        ensemble, all.only(cuts(all, left, mostLeft(recipe))), life -> life * FOLDS + its, tally);
            }
        }
        return tally.scores();
    }

    /**
     * Windows by number, each as often as a unit has as much left as it.
     *
     * @param left whole steps; where there are none, every window with at most {@code most} left is taken once
     */
    static int[] cuts(Examples all, List<Double> left, double most) {
        Map<Long, Long> times = left.stream().collect(Collectors.groupingBy(Math::round, Collectors.counting()));
        return IntStream.range(0, all.count())
                .flatMap(i -> {
                    double remaining = all.remaining(i);
                    long its = left.isEmpty()
                            ? (remaining <= most ? 1 : 0)
                            : times.getOrDefault(Math.round(remaining), 0L);
                    return IntStream.generate(() -> i).limit(its);
                })
                .toArray();
    }

    private static double mostLeft(LifeRecipe recipe) {
        return recipe.cap() * IntervalFit.FRESHEST;
    }

    private static double reached(LifeRecipe recipe, LifeHistory history) {
        return history.rows().getLast()[recipe.inputs().indexOf(recipe.axis().input())];
    }

    private static List<LifeHistory> every(List<LifeHistory> all, IntPredicate wanted) {
        return IntStream.range(0, all.size()).filter(wanted).mapToObj(all::get).toList();
    }

    private static List<LifeHistory> shuffled(DataSet data, long seed) {
        List<LifeHistory> shuffled = new ArrayList<>(data.train());
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }
}
