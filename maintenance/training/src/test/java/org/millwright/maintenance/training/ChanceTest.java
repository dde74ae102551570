package org.millwright.maintenance.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.millwright.maintenance.LifeInterval;
import org.millwright.maintenance.training.study.Chance;

/** How much a share of few lives says. */
final class ChanceTest {

    @Test
    void theIntervalIsWilsons() {
        // Newcombe, Two-sided confidence intervals for the single proportion, 1998, table I, method 3.
        Chance most = Chance.of(81 / 263.0, 263);
        assertThat(most.low()).isCloseTo(0.2553, within(5e-5));
        assertThat(most.high()).isCloseTo(0.3662, within(5e-5));
        Chance none = Chance.of(0, 20);
        assertThat(none.low()).isZero();
        assertThat(none.high()).isCloseTo(0.1611, within(5e-5));
    }

    @Test
    void trueShareLiesBetweenInNineteenOfTwentyCases() {
        Random random = new Random(4);
        int inside = 0;
        int runs = 4_000;
        for (int run = 0; run < runs; run++) {
            int found = 0;
            for (int trial = 0; trial < 100; trial++) {
                found += random.nextDouble() < 0.8 ? 1 : 0;
            }
            Chance chance = Chance.of(found / 100.0, 100);
            inside += chance.low() <= 0.8 && chance.high() >= 0.8 ? 1 : 0;
        }
        assertThat((double) inside / runs).isBetween(0.93, 0.965);
    }

    @Test
    void estimatesOfOneLifeCountAsOne() {
        Scores.Tally tally = new Scores.Tally(125);
        for (int i = 0; i < 1_000; i++) {
            tally.add(i % 10, 50, List.of(new LifeInterval(0.9, 40, 60)), i % 10 < 8 ? 50 : 70);
        }
        Scores.Coverage coverage = tally.scores().coverage().getFirst();
        assertThat(coverage.found()).isCloseTo(0.8, within(1e-9));
        assertThat(coverage.lives()).isEqualTo(10);
        assertThat(coverage.chance()).isEqualTo(Chance.of(0.8, 10));
    }
}
