package org.millwright.maintenance.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.millwright.maintenance.IntervalCurve;
import org.millwright.maintenance.LifeIntervals;

/**
 * Gathers answers on lives that the answering network had not learned from, and finds between what the truth lay: quantiles
 * of the error among answers nearby, then widened or narrowed as a whole until they hold as often as they say. NOT thread
 * safe.
 */
final class IntervalFit {

    /** The first is the one to show. */
    static final List<Double> COVERAGES = List.of(0.9, 0.8);

    /** Lives that are scored near their end are looked at from this many caps on: fresher machines are all alike. */
    static final double FRESHEST = 1.16;

    private static final int KNOTS = 20;
    /** Answers count for a knot by how near they are; beyond this share of the cap not at all. */
    private static final double REACH = 0.1;

    /** From fewer answers nothing is said of errors. */
    private static final int LEAST_ANSWERS = 100;

    private static final double MOST_WIDENING = 4;
    private static final int HALVINGS = 30;

    /** The quantiles of age at which another group begins: the old err more near their end, the young before it. */
    private static final int BANDS = 3;

    private record Answer(double estimated, double truth, long step) {

        double error() {
            return truth - estimated;
        }
    }

    private record Weighted(double error, double weight) {}

    private final double cap;
    private final double mostLeft;
    private final List<Answer> sinceNew = new ArrayList<>();
    private final List<Answer> joinedLate = new ArrayList<>();

    IntervalFit(LifeRecipe recipe) {
        this.cap = recipe.cap();
        this.mostLeft = recipe.scoredThroughout() ? Double.POSITIVE_INFINITY : FRESHEST * recipe.cap();
    }

    /** @param answers of a network that has not learned from these; 1 stands for the cap */
    void add(Examples unseen, float[] answers) {
        for (int i = 0; i < answers.length; i++) {
            double truth = unseen.remaining(i);
            if (truth <= mostLeft) {
                (unseen.late(i) ? joinedLate : sinceNew)
                        .add(new Answer(Math.clamp(answers[i] * cap, 0, cap), Math.min(cap, truth), unseen.step(i)));
            }
        }
    }

    LifeIntervals intervals() {
        List<LifeIntervals.Group> groups = new ArrayList<>(groups(sinceNew, false));
        groups.addAll(groups(joinedLate, true));
        return new LifeIntervals(groups);
    }

    private List<LifeIntervals.Group> groups(List<Answer> answers, boolean late) {
        long[] ages = answers.stream().mapToLong(Answer::step).sorted().toArray();
        List<LifeIntervals.Group> groups = new ArrayList<>();
        for (int band = 0; band < BANDS && ages.length >= LEAST_ANSWERS; band++) {
            long from = band == 0 ? 0 : ages[band * ages.length / BANDS];
            long to = band == BANDS - 1 ? Long.MAX_VALUE : ages[(band + 1) * ages.length / BANDS];
            List<Answer> some = answers.stream()
                    .filter(answer -> answer.step() >= from && answer.step() < to)
                    .toList();
            if (!some.isEmpty()) {
                groups.add(new LifeIntervals.Group(
                        late,
                        from,
                        COVERAGES.stream()
                                .map(coverage -> curve(some, coverage))
                                .toList()));
            }
        }
        return groups;
    }

    private IntervalCurve curve(List<Answer> answers, double coverage) {
        List<Double> at = new ArrayList<>();
        List<Double> lowErrors = new ArrayList<>();
        List<Double> highErrors = new ArrayList<>();
        for (int knot = 0; knot <= KNOTS; knot++) {
            double estimated = cap * knot / KNOTS;
            List<Weighted> near = near(answers, estimated);
            if (!near.isEmpty()) {
                at.add(estimated);
                lowErrors.add(Math.min(0, quantile(near, (1 - coverage) / 2)));
                highErrors.add(Math.max(0, quantile(near, (1 + coverage) / 2)));
            }
        }
        double narrow = 0;
        double wide = MOST_WIDENING;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (narrow + wide) / 2;
            if (covered(answers, curve(coverage, at, lowErrors, highErrors, middle)) >= coverage) {
                wide = middle;
            } else {
                narrow = middle;
            }
        }
        return curve(coverage, at, lowErrors, highErrors, wide);
    }

    private IntervalCurve curve(
            double coverage, List<Double> at, List<Double> lowErrors, List<Double> highErrors, double widening) {
        List<Double> low = new ArrayList<>();
        List<Double> high = new ArrayList<>();
        for (int i = 0; i < at.size(); i++) {
            low.add(Math.clamp(at.get(i) + widening * lowErrors.get(i), 0, cap));
            high.add(Math.clamp(at.get(i) + widening * highErrors.get(i), 0, cap));
        }
        return new IntervalCurve(coverage, at, low, high);
    }

    private static double covered(List<Answer> answers, IntervalCurve curve) {
        long held = answers.stream()
                .filter(answer -> {
                    var interval = curve.around(answer.estimated());
                    return answer.truth() >= interval.low() && answer.truth() <= interval.high();
                })
                .count();
        return (double) held / answers.size();
    }

    private List<Weighted> near(List<Answer> answers, double estimated) {
        double reach = REACH * cap;
        return answers.stream()
                .filter(answer -> Math.abs(answer.estimated() - estimated) < reach)
                .map(answer -> new Weighted(answer.error(), 1 - Math.abs(answer.estimated() - estimated) / reach))
                .sorted(Comparator.comparingDouble(Weighted::error))
                .toList();
    }

    private static double quantile(List<Weighted> sorted, double share) {
        double left = share * sorted.stream().mapToDouble(Weighted::weight).sum();
        for (Weighted one : sorted) {
            left -= one.weight();
            if (left <= 0) {
                return one.error();
            }
        }
        return sorted.getLast().error();
    }
}
