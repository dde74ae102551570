package org.millwright.maintenance.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class MomentsPropertyTest {

    @Property
    void mergedPartsSayWhatTheWholeSays(
            @ForAll @Size(min = 2, max = 60) List<@DoubleRange(min = -50, max = 50) Double> values,
            @ForAll @IntRange(min = 0, max = 60) int cut) {
        Moments whole = new Moments();
        Moments first = new Moments();
        Moments second = new Moments();
        for (int i = 0; i < values.size(); i++) {
            double from = 1e6 + i * i; // holds for longer and longer
            double to = 1e6 + (i + 1) * (i + 1);
            whole.add(from, to, values.get(i));
            (i < cut ? first : second).add(from, to, values.get(i));
        }
        first.merge(second);

        agree(first.statistics(), whole.statistics());
    }

    @Property
    void momentsAreThoseOfTheDefinition(
            @ForAll @Size(min = 2, max = 40) List<@IntRange(min = -9, max = 9) Integer> values) {
        Moments moments = new Moments();
        for (int i = 0; i < values.size(); i++) {
            moments.add(i, i + 1, values.get(i));
        }
        double mean = values.stream().mapToInt(i -> i).average().orElseThrow();
        double[] central = new double[5];
        for (int power = 2; power < central.length; power++) {
            for (int value : values) {
                central[power] += Math.pow(value - mean, power) / values.size();
            }
        }
        Statistics found = moments.statistics();

        assertThat(found.mean()).isCloseTo(mean, within(1e-9));
        assertThat(found.deviation()).isCloseTo(Math.sqrt(central[2]), within(1e-9));
        if (central[2] > 0) {
            assertThat(found.skewness()).isCloseTo(central[3] / Math.pow(central[2], 1.5), within(1e-7));
            assertThat(found.kurtosis()).isCloseTo(central[4] / Math.pow(central[2], 2), within(1e-7));
            assertThat(found.kurtosis()).isGreaterThanOrEqualTo(1 - 1e-9);
        } else {
            assertThat(found.kurtosis()).isNaN();
        }
    }

    private static void agree(Statistics found, Statistics wanted) {
        assertThat(found.mean()).isCloseTo(wanted.mean(), within(1e-7));
        assertThat(found.deviation()).isCloseTo(wanted.deviation(), within(1e-6));
        assertThat(found.rms()).isCloseTo(wanted.rms(), within(1e-6));
        assertThat(found.slopePerHour()).isCloseTo(wanted.slopePerHour(), within(1e-3));
        assertThat(found.lowest()).isEqualTo(wanted.lowest());
        if (wanted.deviation() > 1e-3) {
            assertThat(found.kurtosis()).isCloseTo(wanted.kurtosis(), within(1e-4));
            assertThat(found.skewness()).isCloseTo(wanted.skewness(), within(1e-4));
        }
    }
}
