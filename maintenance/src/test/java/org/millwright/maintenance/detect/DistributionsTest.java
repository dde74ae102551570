package org.millwright.maintenance.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Against printed tables. */
final class DistributionsTest {

    @Test
    void quantilesOfChiSquaredAreThoseOfTheTables() {
        assertThat(Distributions.chiSquaredExceededBy(0.05, 1)).isCloseTo(3.8415, within(1e-4));
        assertThat(Distributions.chiSquaredExceededBy(0.001, 5)).isCloseTo(20.515, within(1e-3));
        assertThat(Distributions.chiSquaredExceededBy(0.5, 100)).isCloseTo(99.334, within(1e-3));
    }

    @Test
    void quantilesOfFisherAreThoseOfTheTables() {
        assertThat(Distributions.fisherExceededBy(0.05, 3, 20)).isCloseTo(3.0984, within(1e-4));
        assertThat(Distributions.fisherExceededBy(0.01, 5, 10)).isCloseTo(5.6363, within(1e-4));
    }

    @Test
    void quantilesOfTheNormalAreThoseOfTheTables() {
        assertThat(Distributions.normalExceededBy(0.001)).isCloseTo(3.0902, within(1e-4));
        assertThat(Distributions.normalExceededBy(1e-6)).isCloseTo(4.7534, within(1e-4));
    }

    @Test
    void studentIsAsSurprisingAsTheNormalOfTheSameChance() {
        assertThat(Distributions.normalFromStudent(4.1437, 10)).isCloseTo(3.0902, within(0.02));
        assertThat(Distributions.normalFromStudent(-3.3852, 30)).isCloseTo(-3.0902, within(0.02));
        assertThat(Distributions.normalFromStudent(0, 3)).isZero();
    }

    @Test
    void chanceOutsideOfItsRangeIsRefused() {
        assertThatThrownBy(() -> Distributions.chiSquaredExceededBy(0, 3)).hasMessageContaining("not between 0 and 1");
    }
}
