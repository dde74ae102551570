package org.millwright.maintenance.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class FeatureWindowTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_700_000_000L * SECOND;

    private final FeatureWindow window = new FeatureWindow(Duration.ofSeconds(60), Duration.ofSeconds(10));

    private Features.Known known(long second) {
        return (Features.Known) window.features(START + second * SECOND);
    }

    private void everySecond(int from, int until, double value) {
        for (int second = from; second < until; second++) {
            assertThat(window.accept(START + second * SECOND, value)).isTrue();
        }
    }

    @Test
    void aValueCountsForAsLongAsItHeldAndNotForHowOftenItWasSent() {
        everySecond(0, 30, 1);
        window.accept(START + 30 * SECOND, 5);
        window.accept(START + 39 * SECOND, 5);
        window.accept(START + 48 * SECOND, 5);
        window.accept(START + 57 * SECOND, 5);

        Features.Known found = known(60);

        assertThat(found.statistics().mean()).isCloseTo(3, within(0.1));
        assertThat(found.statistics().lowest()).isEqualTo(1);
        assertThat(found.statistics().highest()).isEqualTo(5);
        assertThat(found.knownShare()).isGreaterThan(0.98);
    }

    @Test
    void whatCameBeforeTheWindowIsForgotten() {
        everySecond(0, 60, 1);
        everySecond(60, 125, 7);

        assertThat(known(125).statistics().lowest()).isEqualTo(7);
        assertThat(known(125).statistics().deviation()).isEqualTo(0);
        assertThat(known(125).statistics().kurtosis()).isNaN();
    }

    @Test
    void aGapIsUnknownAndNotTheLastValueForEver() {
        everySecond(0, 60, 1);
        window.accept(START + 120 * SECOND, 9);

        // 10 s of the last value are held into the gap, and they lie before the window.
        assertThat(window.features(START + 121 * SECOND))
                .isInstanceOfSatisfying(
                        Features.NotEnough.class,
                        none -> assertThat(none.reason()).contains("at least 3 and 50 %"));
    }

    @Test
    void aReadingWithoutAValueEndsTheOneBefore() {
        everySecond(0, 40, 1);
        window.accept(START + 40 * SECOND, Double.NaN);
        window.accept(START + 45 * SECOND, Double.POSITIVE_INFINITY);

        assertThat(known(60).knownShare()).isCloseTo(40 / 60.0, within(0.02));
        assertThat(known(60).statistics().mean()).isEqualTo(1);
    }

    @Test
    void readingsOutOfOrderAreLeftOutAndToldSo() {
        everySecond(0, 50, 1);

        assertThat(window.accept(START + 3 * SECOND, 1_000)).isFalse();

        assertThat(known(50).statistics().highest()).isEqualTo(1);
    }

    @Test
    void ofTwoReadingsOfTheSameTimeTheLaterCallCounts() {
        everySecond(0, 50, 1);
        window.accept(START + 50 * SECOND, 100);
        window.accept(START + 50 * SECOND, 2);

        assertThat(known(58).statistics().highest()).isEqualTo(2);
    }

    @Test
    void twoReadingsAreNotEnough() {
        assertThat(window.features(START)).isEqualTo(new Features.NotEnough("nothing was read yet"));
        window.accept(START, 1);
        window.accept(START + SECOND, 2);

        assertThat(window.features(START + 2 * SECOND)).isInstanceOf(Features.NotEnough.class);
    }

    @Test
    void aStraightLineHasItsSlope() {
        for (int second = 0; second < 60; second++) {
            window.accept(START + second * SECOND, 20 + 0.5 * second);
        }

        assertThat(known(60).statistics().slopePerHour()).isCloseTo(1800, within(5.0));
    }

    @Test
    void readingsThatArriveInBurstsCountForWhenTheyWere() {
        for (int second = 0; second < 60; second += 10) {
            for (int each = second; each < second + 10; each++) {
                window.accept(START + each * SECOND, each == 34 ? 1_000 : 1);
            }
            // Asked for between two bursts, as if the last value had held on.
            window.features(START + (second + 19) * SECOND);
        }

        assertThat(known(60).statistics().highest()).isEqualTo(1_000);
        assertThat(known(60).statistics().mean()).isCloseTo(1 + 999 / 60.0, within(0.5));
    }

    @Test
    void aWindowThatIsTooShortIsRefused() {
        assertThatThrownBy(() -> new FeatureWindow(Duration.ofMillis(59), Duration.ofSeconds(1)))
                .hasMessageContaining("at least 60 ms");
    }
}
