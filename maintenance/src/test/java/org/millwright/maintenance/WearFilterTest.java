package org.millwright.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class WearFilterTest {

    private static final double HALF_HOUR = 0.5;

    @Test
    void remainingLifeFallsByWhatWasUsedWhereEstimatesAgree() {
        WearFilter filter = filter(8);
        for (int step = 0; step < 60; step++) {
            assertThat(filter.add(step, 60 - step * HALF_HOUR)).isCloseTo(60 - step * HALF_HOUR, within(1e-9));
        }
    }

    @Test
    void noiseIsSmoothedWithoutLaggingBehind() {
        WearFilter filter = filter(8);
        Random random = new Random(1);
        double raw = 0;
        double smooth = 0;
        double bias = 0;
        int count = 100;
        for (int step = 0; step < count; step++) {
            double truth = 70 - step * HALF_HOUR;
            double estimate = truth + 5 * random.nextGaussian();
            double error = filter.add(step, estimate) - truth;
            raw += (estimate - truth) * (estimate - truth);
            smooth += error * error;
            bias += error / count;
        }
        assertThat(Math.sqrt(smooth)).isLessThan(0.6 * Math.sqrt(raw));
        assertThat(bias).isBetween(-1.5, 1.5);
    }

    @Test
    void machineAtTheCapStaysThere() {
        WearFilter filter = filter(8);
        double last = 0;
        for (int step = 0; step < 200; step++) {
            last = filter.add(step, 100);
        }
        assertThat(last).isEqualTo(100);
    }

    @Test
    void stepThatIsEstimatedTwiceCountsOnce() {
        WearFilter once = filter(4);
        WearFilter twice = filter(4);
        once.add(1, 50);
        twice.add(1, 80);
        twice.add(1, 50);
        once.add(2, 40);
        twice.add(2, 90);
        assertThat(twice.add(2, 40)).isEqualTo(once.add(2, 40));
    }

    @Test
    void replacedPartStartsAnew() {
        WearFilter filter = filter(8);
        filter.add(1, 10);
        filter.restart();
        assertThat(filter.add(1, 90)).isEqualTo(90);
    }

    @Test
    void oneStepTakesEachEstimateAsItIs() {
        WearFilter filter = filter(1);
        filter.add(1, 10);
        assertThat(filter.add(2, 70)).isEqualTo(70);
    }

    private static WearFilter filter(double smoothingSteps) {
        return new WearFilter(new LifeContract(
                List.of(new LifeInput("hours", "h", true, 0, 1, 0, 100)),
                new Axis("hours", "h", HALF_HOUR, Axis.Aggregation.MEAN, 2),
                4,
                2,
                1,
                "h",
                100,
                new HealthLimits(20, 3, 5),
                Regimes.single(),
                new Layout.Steps(),
                smoothingSteps,
                LifeIntervals.none()));
    }
}
