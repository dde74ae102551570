package org.millwright.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RegimeSearchTest {

    private final Random random = new Random(3);

    @Test
    void asManyRegimesAreFoundAsThereAre() {
        for (int regimes = 2; regimes <= 7; regimes++) {
            List<double[]> points = new ArrayList<>();
            for (int i = 0; i < 600; i++) {
                int regime = i % regimes;
                points.add(around(0.02, Math.cos(regime), 2 * Math.sin(2.5 * regime)));
            }
            assertThat(RegimeSearch.centres(points)).hasSize(regimes);
        }
    }

    @Test
    void settingsThatOnlyTrembleAreOneRegime() {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            points.add(around(1, 0, 0, 5));
        }
        assertThat(RegimeSearch.centres(points)).isEmpty();
        List<double[]> even = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            even.add(new double[] {random.nextDouble()});
        }
        assertThat(RegimeSearch.centres(even)).isEmpty();
    }

    private double[] around(double spread, double... centre) {
        double[] point = centre.clone();
        for (int i = 0; i < point.length; i++) {
            point[i] += spread * random.nextGaussian();
        }
        return point;
    }
}
