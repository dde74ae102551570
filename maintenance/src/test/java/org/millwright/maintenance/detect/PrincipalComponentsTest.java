package org.millwright.maintenance.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PrincipalComponentsTest {

    private static final double CHANCE = 0.01;

    private final Random random = new Random(7);
    private final PrincipalComponents model = PrincipalComponents.of(rows(4_000), 0.8);

    @Test
    void bothLimitsAreExceededAsOftenAsTheySay() {
        double[][] fresh = rows(40_000);
        double t = model.tSquaredLimit(CHANCE);
        double q = model.qLimit(CHANCE);
        assertThat(model.leading()).isEqualTo(2);
        assertThat(share(Arrays.stream(fresh).mapToDouble(model::tSquared).toArray(), t))
                .isBetween(0.008, 0.012);
        assertThat(share(Arrays.stream(fresh).mapToDouble(model::q).toArray(), q))
                .isBetween(0.006, 0.012);
    }

    @Test
    void moreOfTheSameShowsInTheComponentsAndABrokenRelationInTheResidual() {
        double[] more = {9, 9, 9, 0, 0, 3};
        double[] broken = {3, -3, 0, 0, 0, 3};
        assertThat(model.tSquared(more)).isGreaterThan(model.tSquaredLimit(CHANCE));
        assertThat(model.q(more)).isLessThan(model.qLimit(CHANCE));
        assertThat(model.tSquared(broken)).isLessThan(model.tSquaredLimit(CHANCE));
        assertThat(model.q(broken)).isGreaterThan(model.qLimit(CHANCE));
    }

    @Test
    void constantSignalCountsForNothing() {
        double[] row = {1, 1, 1, 0, 0, 3};
        double[] other = {1, 1, 1, 0, 0, 900};
        assertThat(model.q(other)).isEqualTo(model.q(row)).isFinite();
    }

    @Test
    void fewerRowsThanSignalsAreRefused() {
        assertThatThrownBy(() -> PrincipalComponents.of(rows(5), 0.8)).hasMessageContaining("5 rows do not tell");
    }

    /** Three that follow one cause, two that follow another, and a constant. */
    private double[][] rows(int count) {
        double[][] rows = new double[count][];
        for (int i = 0; i < count; i++) {
            double first = 2 * random.nextGaussian();
            double second = random.nextGaussian();
            rows[i] = new double[] {
                first + 0.5 * random.nextGaussian(),
                first + 0.5 * random.nextGaussian(),
                first + 0.5 * random.nextGaussian(),
                second + 0.5 * random.nextGaussian(),
                second + 0.5 * random.nextGaussian(),
                3
            };
        }
        return rows;
    }

    private static double share(double[] values, double limit) {
        return Arrays.stream(values).filter(value -> value > limit).count() / (double) values.length;
    }
}
