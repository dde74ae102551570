package org.millwright.maintenance.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.millwright.maintenance.IntervalCurve;
import org.millwright.maintenance.LifeInterval;
import org.millwright.maintenance.LifeIntervals;

final class IntervalFitTest {

    private static final LifeRecipe RECIPE = LifeRecipe.cmapss("FD001");

    private final Random random = new Random(5);

    @Test
    void freshTruthsLieBetweenAsOftenAsSaidAndTheErrorsSizeShows() {
        LifeIntervals intervals = fitted(20_000, false);
        for (IntervalCurve curve : intervals.groups().getFirst().curves()) {
            int held = 0;
            int count = 20_000;
            for (int i = 0; i < count; i++) {
                double truth = 100 * random.nextDouble();
                LifeInterval interval = curve.around(answer(truth) * RECIPE.cap());
                held += truth >= interval.low() && truth <= interval.high() ? 1 : 0;
            }
            assertThat((double) held / count).isBetween(curve.coverage() - 0.02, curve.coverage() + 0.02);
            assertThat(width(curve, 20)).isLessThan(0.5 * width(curve, 80));
        }
        assertThat(intervals.groups().getFirst().curves().getFirst().coverage()).isEqualTo(0.9);
    }

    @Test
    void windowsJoinedLateAreFittedByThemselvesAndByAge() {
        LifeIntervals intervals = fitted(2_000, true);
        assertThat(intervals.groups()).hasSize(3).allMatch(LifeIntervals.Group::joinedLate);
        assertThat(intervals.groups().getLast().fromStep()).isGreaterThan(0);
        assertThat(intervals.groups()).allMatch(group -> group.curves().size() == IntervalFit.COVERAGES.size());
    }

    @Test
    void ageThatErrsMoreHasAWiderInterval() {
        Examples.Collector collector = new Examples.Collector();
        float[] answers = new float[9_000];
        for (int i = 0; i < answers.length; i++) {
            boolean old = i % 3 == 2;
            double truth = 100 * random.nextDouble();
            collector.add(new float[1], truth, 0, false, old ? 300 : 100 + i % 2);
            answers[i] = (float) ((truth + (old ? 10 : 2) * random.nextGaussian()) / RECIPE.cap());
        }
        IntervalFit fit = new IntervalFit(RECIPE);
        fit.add(collector.examples(), answers);
        double young = width(fit.intervals(), 50, 100);
        assertThat(width(fit.intervals(), 50, 300)).isGreaterThan(3 * young);
    }

    @Test
    void fewAnswersTellNothing() {
        assertThat(fitted(50, false).groups()).isEmpty();
    }

    private static double width(LifeIntervals intervals, double at, long step) {
        LifeInterval interval = intervals.around(at, false, step).getFirst();
        return interval.high() - interval.low();
    }

    private LifeIntervals fitted(int count, boolean late) {
        Examples.Collector collector = new Examples.Collector();
        float[] answers = new float[count];
        for (int i = 0; i < count; i++) {
            double truth = 100 * random.nextDouble();
            collector.add(new float[1], truth, 0, late, i);
            answers[i] = answer(truth);
        }
        IntervalFit fit = new IntervalFit(RECIPE);
        fit.add(collector.examples(), answers);
        return fit.intervals();
    }

    /** Wrong by a tenth of what is left, and a bit. */
    private float answer(double truth) {
        return (float) ((truth + (0.5 + 0.1 * truth) * random.nextGaussian()) / RECIPE.cap());
    }

    private static double width(IntervalCurve curve, double at) {
        LifeInterval interval = curve.around(at);
        return interval.high() - interval.low();
    }
}
