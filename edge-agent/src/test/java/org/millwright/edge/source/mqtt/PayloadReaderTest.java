package org.millwright.edge.source.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.millwright.edge.source.mqtt.TestingPlant.json;
import static org.millwright.edge.source.mqtt.TestingPlant.plain;

import java.time.InstantSource;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.millwright.edge.config.MqttSourceConfig.MqttSignal;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Quality;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.source.NamedFaults;

class PayloadReaderTest {

    private final NamedFaults faults = new NamedFaults("meters", InstantSource.system());
    private final DecodeLosses losses = new DecodeLosses();

    private List<Reading> read(String payload, boolean retained, MqttSignal... signals) {
        TopicRouter router = new TopicRouter(List.of(signals), 3, faults);
        Message message = new Message("t", payload.getBytes(UTF_8), 1, 1, retained, false, Message.Age.FRESH);
        return new PayloadReader(List.of(signals), faults, losses)
                .read(new Arrival(message, false, 42), router.targets("t"));
    }

    @Test
    void oneDocumentGivesEverySignalItsValueAndTheirTime() {
        List<Reading> readings = read(
                "{\"ts\":\"2026-01-01T00:00:00.123456789Z\",\"data\":[{\"kw\":1.5,\"on\":true,\"n\":9007199254740993}],"
                        + "\"state\":\"läuft\"}",
                false,
                json("power", ValueType.NUMBER, "t", "/data/0/kw", "/ts"),
                json("on", ValueType.FLAG, "t", "/data/0/on", "/ts"),
                json("count", ValueType.WHOLE, "t", "/data/0/n", "/ts"),
                json("state", ValueType.TEXT, "t", "/state", "/ts"));
        assertThat(readings)
                .extracting(Reading::value)
                .containsExactly(
                        new Value.Numeric(1.5),
                        new Value.Flag(true),
                        new Value.Whole(9_007_199_254_740_993L),
                        new Value.Text("läuft"));
        assertThat(readings).allSatisfy(reading -> {
            assertThat(reading.sourceNanos()).isEqualTo(1_767_225_600_123_456_789L);
            assertThat(reading.receivedNanos()).isEqualTo(42);
            assertThat(reading.quality()).isEqualTo(Quality.GOOD);
        });
        assertThat(faults.counts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "NUMBER, 12.5, 12.5",
        "NUMBER, ' -1e3 ', -1000.0",
        "WHOLE, 9223372036854775807, 9223372036854775807",
        "WHOLE, 12.0, 12",
        "FLAG, ON, true",
        "FLAG, 0, false",
        "TEXT, ' as it is ', ' as it is '"
    })
    void aPlainPayloadIsReadAsTheSignalsType(ValueType type, String payload, String expected) {
        List<Reading> readings = read(payload, false, plain("x", type, "t"));
        assertThat(readings).hasSize(1);
        assertThat(text(readings.getFirst().value())).isEqualTo(expected);
        assertThat(readings.getFirst().timestampNanos()).isEqualTo(42);
    }

    private static String text(Value value) {
        return switch (value) {
            case Value.Numeric number -> Double.toString(number.value());
            case Value.Whole whole -> Long.toString(whole.value());
            case Value.Flag flag -> Boolean.toString(flag.value());
            case Value.Text text -> text.value();
            case Value.Missing missing -> "missing";
        };
    }

    @ParameterizedTest
    @CsvSource({
        "NUMBER, '12,5'",
        "NUMBER, 0x10",
        "NUMBER, 1d",
        "NUMBER, ''",
        "WHOLE, 12.5",
        "WHOLE, 9223372036854775808",
        "FLAG, 2",
        "FLAG, ja"
    })
    void aValueThatWouldHaveToBeGuessedIsNamedAndNotStored(ValueType type, String payload) {
        assertThat(read(payload, false, plain("x", type, "t"))).isEmpty();
        assertThat(faults.counts()).containsExactly(java.util.Map.entry("wrong-type", 1L));
        assertThat(faults.recent().getFirst())
                .contains("topic t", "'" + payload + "'", "declared as " + type, "correct the signal's type");
    }

    @Test
    void whatIsWrongWithOneSignalDoesNotTouchItsNeighbours() {
        List<Reading> readings = read(
                "{\"a\":1,\"b\":\"warm\",\"c\":{},\"ts\":\"noon\"}",
                false,
                json("a", ValueType.NUMBER, "t", "/a", "/ts"),
                json("b", ValueType.NUMBER, "t", "/b"),
                json("c", ValueType.TEXT, "t", "/c"),
                json("d", ValueType.NUMBER, "t", "/d"));
        assertThat(readings).extracting(reading -> reading.signal().name()).containsExactly("a");
        assertThat(readings.getFirst().timestampNanos()).isEqualTo(42);
        assertThat(faults.counts())
                .containsOnly(
                        java.util.Map.entry("wrong-type", 2L),
                        java.util.Map.entry("missing-value", 1L),
                        java.util.Map.entry("bad-time", 1L));
        assertThat(faults.recent())
                .anySatisfy(sentence -> assertThat(sentence).contains("there is no /d in the payload"))
                .anySatisfy(sentence -> assertThat(sentence).contains("the time at /ts is '\"noon\"'"));
    }

    @Test
    void aNullIsAReadingWithoutAValue() {
        Reading reading = read("{\"a\":null}", false, json("a", ValueType.NUMBER, "t", "/a"))
                .getFirst();
        assertThat(reading.value()).isEqualTo(Value.MISSING);
        assertThat(reading.quality()).isEqualTo(Quality.BAD);
    }

    @Test
    void aRetainedValueIsOnlyGoodWhereItSaysItsTime() {
        MqttSignal timed = json("a", ValueType.NUMBER, "t", "/a", "/ts");
        MqttSignal untimed = json("b", ValueType.NUMBER, "t", "/a");
        List<Reading> readings =
                read("{\"a\":1,\"ts\":1767225600}", true, timed, untimed, plain("c", ValueType.TEXT, "t"));
        assertThat(readings)
                .extracting(Reading::statusCode)
                .containsExactly(
                        StatusCodes.GOOD,
                        StatusCodes.UNCERTAIN_LAST_USABLE_VALUE,
                        StatusCodes.UNCERTAIN_LAST_USABLE_VALUE);
    }

    @Test
    void whatTheBrokerKeptWithoutATimeIsUncertainAndBackfilled() {
        Message message =
                new Message("t", "{\"a\":1,\"ts\":1767225600}".getBytes(UTF_8), 1, 1, false, false, Message.Age.KEPT);
        List<MqttSignal> signals =
                List.of(json("a", ValueType.NUMBER, "t", "/a", "/ts"), json("b", ValueType.NUMBER, "t", "/a"));
        List<Reading> readings = new PayloadReader(signals, faults, losses)
                .read(new Arrival(message, true, 42), new TopicRouter(signals, 3, faults).targets("t"));
        assertThat(readings)
                .extracting(Reading::statusCode, Reading::origin)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(StatusCodes.GOOD, Reading.Origin.LIVE),
                        org.assertj.core.groups.Tuple.tuple(StatusCodes.UNCERTAIN, Reading.Origin.BACKFILLED));
    }

    @Property(tries = 300)
    void anyBytesAreReadOrCountedAndNeverThrow(@ForAll byte[] payload) {
        MqttSignal number = json("a", ValueType.NUMBER, "t", "");
        MqttSignal text = plain("b", ValueType.TEXT, "t");
        NamedFaults own = new NamedFaults("meters", InstantSource.system());
        TopicRouter router = new TopicRouter(List.of(number, text), 3, own);
        Message message = new Message("t", payload, 1, 1, false, false, Message.Age.FRESH);
        DecodeLosses lost = new DecodeLosses();
        List<Reading> readings = new PayloadReader(List.of(number, text), own, lost)
                .read(new Arrival(message, false, 0), router.targets("t"));
        long counted = own.counts().values().stream().mapToLong(Long::longValue).sum();
        assertThat(readings.size() + counted).isEqualTo(2);
        assertThat(lost.due(1).stream().mapToLong(Loss::count).sum()).isEqualTo(counted);
    }

    @Test
    void whatIsNotAJsonPointerIsRefusedByItsSignal() {
        assertThatThrownBy(() -> read("{}", false, json("a", ValueType.NUMBER, "t", "data.kw")))
                .hasMessageContaining("line-1/meter-1/a")
                .hasMessageContaining("'data.kw' is no JSON pointer");
    }
}
