package org.millwright.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.millwright.vision.DriftReference.Spread;

/** Scores spread evenly from 0 to 1, brightness from 100 to 200: ten bins of a tenth each. */
final class DriftWatchTest {

    private static final int LEAST = 200;

    private final DriftWatch watch = new DriftWatch(new DriftReference(deciles(0, 1), deciles(100, 200), 0.25, LEAST));
    private final SplittableRandom random = new SplittableRandom(5);

    private static Spread deciles(double from, double to) {
        double[] edges = new double[9];
        double[] shares = new double[10];
        for (int i = 0; i < 10; i++) {
            shares[i] = 0.1;
            if (i < 9) {
                edges[i] = from + (to - from) * (i + 1) / 10;
            }
        }
        return new Spread(edges, shares);
    }

    private Optional<String> pictures(int count, double darker) {
        Optional<String> alarm = Optional.empty();
        for (int i = 0; i < count; i++) {
            alarm = watch.accept(random.nextDouble(), 100 + 100 * random.nextDouble() - darker);
        }
        return alarm;
    }

    @Test
    void picturesLikeThoseOfTheTrainingRaiseNoAlarm() {
        for (int i = 0; i < 5000; i++) {
            assertThat(pictures(1, 0)).isEmpty();
        }
        assertThat(watch.index()).isLessThan(0.1);
    }

    @Test
    void aLampThatDimsIsNoticedAndNamedOnceThereAreEnoughPictures() {
        assertThat(pictures(LEAST - 1, 40)).isEmpty();
        assertThat(pictures(1, 40))
                .hasValueSatisfying(text -> assertThat(text).contains("brightness", "lamp", "0.25", "200 pictures"));
    }

    @Test
    void theAlarmEndsWhenThePicturesAreAsBefore() {
        assertThat(pictures(700, 40)).isPresent();
        assertThat(pictures(700, 0)).isEmpty();
    }

    @Test
    void aPictureWithoutAScoreIsLeftOut() {
        for (int i = 0; i < 500; i++) {
            assertThat(watch.accept(Double.NaN, Double.NaN)).isEmpty();
        }
        assertThat(watch.index()).isNaN();
    }
}
