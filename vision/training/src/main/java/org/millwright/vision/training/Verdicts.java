package org.millwright.vision.training;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * A network's answers over labelled pictures, judged as the line judges them.
 *
 * @param limit log-odds of the worst cell from which on a part is defective
 */
record Verdicts(Lesson lesson, List<Answer> answers, float limit) {

    /** How many times a missed defect outweighs a false alarm when the limit is chosen. */
    private static final double MISS = 2;

    /** Whether parts are told good from defective at all, and not only their class. */
    boolean tellsGood() {
        return lesson.hasGood() && lesson.hasMap();
    }

    boolean defective(Answer answer) {
        return tellsGood() ? answer.score() >= limit : !lesson.hasGood() || answer.kind() != 0;
    }

    /** The class as the line names it: the good one below the limit, else the best of the others. */
    String kind(Answer answer) {
        if (!lesson.hasClasses()) {
            return lesson.kinds().getFirst();
        }
        if (!tellsGood()) {
            return lesson.kinds().get(answer.kind());
        }
        return lesson.kinds().get(defective(answer) ? answer.kindOtherThan(0) : 0);
    }

    double accuracy() {
        return share(answers, answer -> kind(answer).equals(answer.example().kind()));
    }

    /** Share of the defective parts that are called so. */
    double recall() {
        return share(defects(), this::defective);
    }

    /** Share of the good parts that are called defective. */
    double falseAlarms() {
        return share(good(), this::defective);
    }

    /** Of telling defective from good: twice the hits over hits, false alarms and defects. */
    double f1() {
        double hits = recall() * defects().size();
        double called = hits + falseAlarms() * good().size();
        return called + defects().size() == 0
                ? 0
                : 2 * hits / (called + defects().size());
    }

    /** The chance that a defective part scores above a good one. */
    double auroc() {
        return auroc(scores(good()), scores(defects()));
    }

    /** The chance that one of the second scores above one of the first, ties counting half; NaN where one is empty. */
    static double auroc(double[] low, double[] high) {
        double[] sorted = low.clone();
        Arrays.sort(sorted);
        double wins = 0;
        for (double value : high) {
            int below = first(sorted, value, false);
            int notAbove = first(sorted, value, true);
            wins += below + (notAbove - below) / 2.0;
        }
        return wins / ((double) low.length * high.length);
    }

    /** Index of the first that is not below the value, or that is above it. */
    private static int first(double[] sorted, double value, boolean above) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (sorted[middle] < value || (above && sorted[middle] == value)) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /**
     * The limit at which these answers are judged best, a missed defect counted as two false alarms: the middle of the gap
     * between two neighbouring parts, the widest gap where several do.
     */
    float bestLimit() {
        double[] good = scores(good());
        double[] bad = scores(defects());
        double[] all = scores(answers);
        Arrays.sort(all);
        double best = 0;
        double bestCost = Double.POSITIVE_INFINITY;
        for (int i = 1; i < all.length; i++) {
            double middle = (all[i - 1] + all[i]) / 2;
            double missed = Arrays.stream(bad).filter(value -> value < middle).count() / (double) bad.length;
            double alarms = Arrays.stream(good).filter(value -> value >= middle).count() / (double) good.length;
            double cost = MISS * missed + alarms - 1e-5 * (all[i] - all[i - 1]);
            if (cost < bestCost) {
                bestCost = cost;
                best = middle;
            }
        }
        return (float) best;
    }

    List<Answer> good() {
        return answers.stream().filter(answer -> answer.example().good()).toList();
    }

    List<Answer> defects() {
        return answers.stream().filter(answer -> !answer.example().good()).toList();
    }

    List<Answer> ofKind(String kind) {
        return answers.stream()
                .filter(answer -> answer.example().kind().equals(kind))
                .toList();
    }

    Verdicts over(List<Answer> others) {
        return new Verdicts(lesson, others, limit);
    }

    static double[] scores(List<Answer> answers) {
        return answers.stream().mapToDouble(Answer::score).toArray();
    }

    static double share(List<Answer> answers, Predicate<Answer> which) {
        return answers.isEmpty() ? Double.NaN : answers.stream().filter(which).count() / (double) answers.size();
    }
}
