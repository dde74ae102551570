package org.millwright.edge.source.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.junit.jupiter.api.Test;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;

class ConversionTest {

    @Property
    void everyWholeThatFitsItsNodeComesBackAsItWent(@ForAll long number) {
        for (int builtin : new int[] {2, 3, 4, 5, 6, 7, 8, 9}) {
            Object encoded = Conversion.encode(new Value.Whole(number), builtin);
            if (encoded != null) {
                assertThat(Conversion.convert(ValueType.WHOLE, encoded)).isEqualTo(new Value.Whole(number));
            }
        }
        assertThat(Conversion.encode(new Value.Whole(number), 8)).isEqualTo(number);
    }

    @Property
    void timesKeepTheirTicks(
            @ForAll @IntRange(min = -2_000_000_000, max = 2_000_000_000) int second,
            @ForAll @IntRange(max = 9_999_999) int ticks) {
        Instant instant = Instant.ofEpochSecond(second, ticks * 100L);
        assertThat(Times.nanos(new DateTime(instant), null)).isEqualTo(Times.nanos(instant));
    }

    @Test
    void timesThatNobodyGaveOrThatNanosecondsCannotHoldAreUnknown() {
        assertThat(Times.nanos(null, null)).isEqualTo(Reading.UNKNOWN_TIME);
        assertThat(Times.nanos(DateTime.NULL_VALUE, null)).isEqualTo(Reading.UNKNOWN_TIME);
        assertThat(Times.nanos(DateTime.MAX_DATE_TIME, null)).isEqualTo(Reading.UNKNOWN_TIME);
    }

    @Test
    void aValueIsNeverBentIntoAnotherType() {
        assertThat(Conversion.convert(ValueType.NUMBER, "12.5")).isNull();
        assertThat(Conversion.convert(ValueType.NUMBER, true)).isNull();
        assertThat(Conversion.convert(ValueType.WHOLE, 1.0)).isNull();
        assertThat(Conversion.convert(ValueType.FLAG, 1)).isNull();
        assertThat(Conversion.convert(ValueType.TEXT, 1)).isNull();
        assertThat(Conversion.convert(ValueType.WHOLE, Unsigned.ulong(-1L))).isNull();
        assertThat(Conversion.encode(new Value.Whole(-1), 7)).isNull();
        assertThat(Conversion.encode(new Value.Numeric(1.5), 6)).isNull();
    }

    @Test
    void textualTypesAreText() {
        UUID guid = UUID.fromString("72962b91-fa75-4ae6-8d28-b404dc7daf63");
        assertThat(Conversion.convert(ValueType.TEXT, guid)).isEqualTo(new Value.Text(guid.toString()));
        assertThat(Conversion.convert(ValueType.TEXT, LocalizedText.english("on")))
                .isEqualTo(new Value.Text("on"));
        assertThat(Conversion.convert(ValueType.TEXT, ByteString.of(new byte[] {1, 2})))
                .isEqualTo(new Value.Text("AQI="));
        assertThat(Conversion.convert(ValueType.TEXT, LocalizedText.NULL_VALUE)).isEqualTo(Value.MISSING);
    }

    @Test
    void theOverflowBitCountsOnlyBesideTheDataValueMark() {
        assertThat(Statuses.isOverflow(0x480)).isTrue();
        assertThat(Statuses.isOverflow(0x4000_0480)).isTrue();
        assertThat(Statuses.isOverflow(0x080)).isFalse();
        assertThat(Statuses.isOverflow(0x400)).isFalse();
    }
}
