package org.millwright.edge.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTimeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-01T00:00:00.5Z",
                "2026-01-01T01:00:00.5+01:00",
                "2026-01-01t00:00:00.500z",
                "2026-01-01 00:00:00.5Z",
                "1767225600.5",
                "1767225600500",
                "1767225600500000",
                "1767225600500000000",
                " 1.7672256005e9 "
            })
    void everyUsualSpellingOfOneInstantIsTheSameTime(String text) {
        assertThat(SourceTime.parse(text)).hasValue(1_767_225_600_500_000_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "yesterday", "2026-01-01", "2026-01-01T00:00:00", "9999-01-01T00:00:00Z", "1e999", "0x10"})
    void whatIsNoTimeIsRefused(String text) {
        assertThat(SourceTime.parse(text)).isEmpty();
    }

    @Test
    void aNumberWithAMonstrousExponentCostsNothing() {
        assertThat(SourceTime.ofEpoch(new java.math.BigDecimal("1e999999999"))).isEmpty();
        assertThat(SourceTime.ofEpoch(new java.math.BigDecimal("1e-999999999"))).isEmpty();
    }

    @Property
    void anyInstantFrom1973To2262IsReadInAllFourUnits(
            @ForAll @LongRange(min = 100_000_000, max = 9_223_372_035L) long seconds,
            @ForAll @IntRange(min = 0, max = 999) int millis) {
        OptionalLong expected = OptionalLong.of(seconds * 1_000_000_000 + millis * 1_000_000L);
        long inMillis = seconds * 1000 + millis;
        assertThat(SourceTime.parse(Instant.ofEpochMilli(inMillis).toString())).isEqualTo(expected);
        assertThat(SourceTime.ofEpoch(inMillis)).isEqualTo(expected);
        assertThat(SourceTime.ofEpoch(inMillis * 1000)).isEqualTo(expected);
        assertThat(SourceTime.ofEpoch(inMillis * 1_000_000)).isEqualTo(expected);
        assertThat(SourceTime.ofEpoch(seconds)).hasValue(seconds * 1_000_000_000);
    }
}
