package org.millwright.maintenance.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class SeriesTest {

    @Test
    void autocorrelationOfALongDriftIsFoundAndThatOfLongNoiseIsNone() {
        Random random = new Random(4);
        double[] noise = random.doubles(60_000).toArray();
        double[] drift = new double[60_000];
        double[] slow = new double[60_000];
        for (int i = 1; i < drift.length; i++) {
            drift[i] = i + noise[i];
            slow[i] = 0.98 * slow[i - 1] + noise[i] - 0.5;
        }

        assertThat(Series.autocorrelationTime(noise)).isBetween(1.0, 1.3);
        assertThat(Series.autocorrelationTime(slow)).isBetween(80.0, 120.0);
        assertThat(Series.autocorrelationTime(drift)).isGreaterThan(10_000);
    }

    @Test
    void independentReadingsEachCountInFull() {
        assertThat(Series.autocorrelationTime(following(0, 4_000))).isBetween(1.0, 1.2);
    }

    /** An autoregression of 0.8 has a time of (1 + 0.8) / (1 - 0.8). */
    @Test
    void readingsThatFollowTheOneBeforeCountForLess() {
        assertThat(Series.autocorrelationTime(following(0.8, 40_000))).isCloseTo(9, within(1.5));
    }

    @Test
    void constantReadingsAreOneLook() {
        assertThat(Series.autocorrelationTime(new double[500])).isEqualTo(500);
    }

    @Test
    void spreadDoesNotFollowAFewWildReadings() {
        double[] values = following(0, 1_000);
        double clean = Series.spread(values);
        for (int i = 0; i < 5; i++) {
            values[i * 100] = 1e9;
        }
        assertThat(clean).isCloseTo(1, within(0.1));
        assertThat(Series.spread(values)).isCloseTo(clean, within(0.05));
    }

    @Test
    void coarseSensorThatMostlyReadsTheSameHasASpread() {
        double[] values = new double[1_000];
        for (int i = 0; i < values.length; i += 5) {
            values[i] = 1;
        }
        assertThat(Series.median(values)).isZero();
        assertThat(Series.spread(values)).isCloseTo(0.2, within(0.02));
    }

    @Test
    void longestRunIsFoundWhereverItIs() {
        assertThat(Series.longestRun(new double[] {1, 2, 2, 2, 1, 1})).isEqualTo(3);
        assertThat(Series.longestRun(new double[] {1, 2, 3, 3})).isEqualTo(2);
        assertThat(Series.longestRun(new double[] {})).isZero();
    }

    private static double[] following(double share, int count) {
        Random random = new Random(11);
        double[] values = new double[count];
        for (int i = 1; i < count; i++) {
            values[i] = share * values[i - 1] + Math.sqrt(1 - share * share) * random.nextGaussian();
        }
        return values;
    }
}
