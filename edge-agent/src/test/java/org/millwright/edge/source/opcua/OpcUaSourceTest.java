package org.millwright.edge.source.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.signal.Quality;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;

/** Values on a connection that stands, against a real server with security. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpcUaSourceTest {

    private static final int UNCERTAIN = 0x4090_0000;
    private static final int SENSOR_FAILURE = 0x808C_0000;

    @TempDir
    private Path data;

    private TestingOpcUaServer server;

    @BeforeAll
    void start() {
        server = new TestingOpcUaServer();
        server.nodes()
                .folder("Press")
                .variable("Press/Temperature", NodeIds.Double, 20.5)
                .variable("Press/Cycles", NodeIds.UInt32, Unsigned.uint(4_000_000_000L))
                .variable("Press/Big", NodeIds.UInt64, Unsigned.ulong(Long.MAX_VALUE))
                .variable("Press/State", NodeIds.String, "idle")
                .variable("Press/Words", NodeIds.String, "12.5")
                .variable("Press/Many", NodeIds.Double, new Double[] {1.0, 2.0});
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void valuesTimesAndStatusArriveAsTheServerSentThem() {
        DateTime sourceTime = new DateTime(Instant.parse("2026-01-02T03:04:05.123456700Z"));
        DateTime serverTime = new DateTime(Instant.parse("2026-01-02T03:04:06.000000100Z"));
        try (Listener listener = Listener.on(server, data, Listener.signal("Press/Temperature", ValueType.NUMBER))) {
            listener.awaitReading("Press/Temperature", each -> true);
            server.nodes()
                    .set(
                            "Press/Temperature",
                            new DataValue(
                                    new Variant(61.25),
                                    new StatusCode(UNCERTAIN & 0xFFFF_FFFFL),
                                    sourceTime,
                                    Unsigned.ushort(8_900),
                                    serverTime,
                                    Unsigned.ushort(0)));
            Reading reading = listener.awaitReading("Press/Temperature", each -> each.statusCode() == UNCERTAIN);
            assertThat(reading.value()).isEqualTo(new Value.Numeric(61.25));
            assertThat(reading.statusCode()).isEqualTo(UNCERTAIN);
            assertThat(reading.quality()).isEqualTo(Quality.UNCERTAIN);
            // 100 ns ticks, and the picoseconds field counts tens of them.
            assertThat(reading.sourceNanos()).isEqualTo(nanos("2026-01-02T03:04:05.123456789Z"));
            assertThat(reading.serverNanos()).isEqualTo(nanos("2026-01-02T03:04:06.000000100Z"));
            assertThat(Instant.ofEpochSecond(0, reading.receivedNanos()))
                    .isBetween(Instant.now().minusSeconds(30), Instant.now());
        }
    }

    @Test
    void aBadStatusWithoutValueIsForwardedAsMissing() {
        try (Listener listener = Listener.on(server, data, Listener.signal("Press/State", ValueType.TEXT))) {
            listener.awaitReading("Press/State", each -> true);
            server.nodes()
                    .set(
                            "Press/State",
                            new DataValue(Variant.NULL_VALUE, new StatusCode(SENSOR_FAILURE & 0xFFFF_FFFFL), null));
            Reading reading = listener.awaitReading("Press/State", each -> each.statusCode() == SENSOR_FAILURE);
            assertThat(reading.value()).isEqualTo(Value.MISSING);
            assertThat(reading.statusCode()).isEqualTo(SENSOR_FAILURE);
            assertThat(reading.sourceNanos()).isEqualTo(Reading.UNKNOWN_TIME);
        }
    }

    @Test
    void everyChangeArrivesOnceAndInOrder() {
        try (Listener listener = Listener.on(server, data, Listener.signal("Press/Cycles", ValueType.WHOLE))) {
            listener.awaitReading("Press/Cycles", each -> true);
            for (long i = 1; i <= 200; i++) {
                server.nodes().set("Press/Cycles", Unsigned.uint(i));
            }
            listener.awaitReading("Press/Cycles", each -> each.value().equals(new Value.Whole(200)));
            assertThat(listener.readings().stream().skip(1).map(Reading::value))
                    .containsExactlyElementsOf(java.util.stream.LongStream.rangeClosed(1, 200)
                            .<Value>mapToObj(Value.Whole::new)
                            .toList());
        }
    }

    @Test
    void aNodeThatDoesNotExistIsNamedAndStopsNothingElse() {
        try (Listener listener = Listener.on(
                server,
                data,
                Listener.signal("Press/Missing", ValueType.NUMBER),
                Listener.signal("Press/Big", ValueType.WHOLE))) {
            assertThat(listener.awaitReading("Press/Big", each -> true).value())
                    .isEqualTo(new Value.Whole(Long.MAX_VALUE));
            assertThat(listener.awaitDegraded(1))
                    .singleElement()
                    .asString()
                    .contains("Press/Missing", "no node", "browse the server");
            server.nodes().variable("Press/Missing", NodeIds.Double, 3.0);
            assertThat(listener.awaitReading("Press/Missing", each -> true).value())
                    .isEqualTo(new Value.Numeric(3.0));
            listener.awaitDegraded(0);
        }
    }

    @Test
    void aValueOfTheWrongTypeIsCountedAndNamedAndNotGuessed() {
        try (Listener listener = Listener.on(
                server,
                data,
                Listener.signal("Press/Words", ValueType.NUMBER),
                Listener.signal("Press/Many", ValueType.NUMBER),
                Listener.signal("Press/Big", ValueType.WHOLE))) {
            listener.awaitReading("Press/Big", each -> true);
            List<String> degraded = listener.awaitDegraded(2);
            assertThat(degraded).anySatisfy(line -> assertThat(line).contains("Press/Words", "String", "number"));
            assertThat(degraded).anySatisfy(line -> assertThat(line).contains("Press/Many", "array"));
            assertThat(listener.source().faults())
                    .containsEntry("wrong-type", 1L)
                    .containsEntry("unsupported-type", 1L);
            assertThat(listener.readings())
                    .allMatch(reading -> reading.signal().name().equals("Press/Big"));
        }
    }

    @Test
    void aFullQueueOnTheServerIsCounted() {
        try (Listener listener = Listener.on(
                server, data, Duration.ofMillis(500), Listener.signal("Press/Temperature", ValueType.NUMBER, 2))) {
            listener.awaitReading("Press/Temperature", each -> true);
            for (int i = 0; i < 20; i++) {
                server.nodes().set("Press/Temperature", 100.0 + i);
            }
            Reading last = listener.awaitReading(
                    "Press/Temperature", each -> each.value().equals(new Value.Numeric(119.0)));
            assertThat(listener.source().faults().get("queue-overflow")).isPositive();
            assertThat(last.quality()).isEqualTo(Quality.GOOD);
        }
    }

    private static long nanos(String instant) {
        return Times.nanos(Instant.parse(instant));
    }
}
