package org.millwright.maintenance.vibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

final class BearingGeometryTest {

    /** SKF 6205-2RS JEM, as published with the data of Case Western Reserve University. */
    @Example
    void theOrdersAreThePublishedOnes() {
        BearingOrders orders = new BearingGeometry(9, 0.3126, 1.537, 0).orders();

        assertThat(orders.inner()).isCloseTo(5.4152, within(2e-3));
        assertThat(orders.outer()).isCloseTo(3.5848, within(2e-3));
        assertThat(orders.cage()).isCloseTo(0.39828, within(2e-4));
        assertThat(orders.ball()).isCloseTo(4.7135, within(2e-3));
    }

    @Property(tries = 200, seed = "1")
    void allElementsPassOneRaceOrTheOther(
            @ForAll @IntRange(min = 3, max = 40) int elements,
            @ForAll @DoubleRange(min = 0.05, max = 0.9) double ratio,
            @ForAll @DoubleRange(min = 0, max = 89) double angle) {
        BearingOrders orders = new BearingGeometry(elements, ratio, 1, angle).orders();

        assertThat(orders.inner() + orders.outer()).isCloseTo(elements, within(1e-9));
        assertThat(orders.cage() * elements).isCloseTo(orders.outer(), within(1e-9));
        assertThat(orders.inner()).isGreaterThan(orders.outer());
    }

    @Example
    void whatIsNoBearingIsRefusedWithTheValues() {
        assertThatThrownBy(() -> new BearingGeometry(2, 1, 5, 0)).hasMessageContaining("rollingElements=2");
        assertThatThrownBy(() -> new BearingGeometry(9, 5, 5, 0)).hasMessageContaining("elementDiameter=5.0");
        assertThatThrownBy(() -> new BearingGeometry(9, Double.NaN, 5, 0)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new BearingGeometry(9, 1, 5, 90)).hasMessageContaining("contactAngleDegrees=90.0");
    }
}
