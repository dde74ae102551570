package org.millwright.edge.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.millwright.edge.source.mqtt.TestingPlant.drive;
import static org.millwright.edge.source.mqtt.TestingPlant.metric;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.tahu.message.SparkplugBPayloadEncoder;
import org.eclipse.tahu.message.model.DataSet;
import org.eclipse.tahu.message.model.Metric;
import org.eclipse.tahu.message.model.Metric.MetricBuilder;
import org.eclipse.tahu.message.model.MetricDataType;
import org.eclipse.tahu.message.model.SparkplugBPayload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.junit.jupiter.api.Test;
import org.millwright.edge.config.MqttSourceConfig;
import org.millwright.edge.config.MqttSourceConfig.SparkplugDevice;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Quality;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.source.ClockWatch;
import org.millwright.edge.source.NamedFaults;

/** The state rules of Sparkplug B 3.0, 5.4 to 5.12 and 6.4, on payloads made by Eclipse Tahu's encoder. */
@SuppressWarnings("JavaUtilDate") // Tahu wants it.
class SparkplugNodeTest {

    private static final long TIME = 1_767_225_600_000L;

    private Instant now = Instant.ofEpochMilli(TIME);
    private final InstantSource clock = () -> now;
    private final NamedFaults faults = new NamedFaults("drives", clock);
    private final List<String> commands = new ArrayList<>();

    private final DecodeLosses losses = new DecodeLosses();
    private final List<Event> events = new ArrayList<>();

    private SparkplugHost host(boolean rebirth, SparkplugDevice... devices) {
        MqttSourceConfig config = new MqttSourceConfig(
                "drives",
                URI.create("tcp://127.0.0.1:1"),
                MqttSourceConfig.Version.MQTT_5,
                "agent",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(devices),
                rebirth,
                Duration.ofSeconds(2),
                MqttSourceConfig.Session.DEFAULT);
        return new SparkplugHost(
                config,
                faults,
                losses,
                new Clocks("drives", faults, () -> new ClockWatch(clock)),
                clock,
                (topic, payload) -> commands.add(topic + rebirthOf(payload)));
    }

    private long nanos() {
        return now.toEpochMilli() * 1_000_000;
    }

    private void pass(SparkplugHost host, Duration time) {
        now = now.plus(time);
        events.addAll(host.tick(nanos()));
    }

    private List<Loss> lost() {
        return events.stream()
                .filter(Loss.class::isInstance)
                .map(Loss.class::cast)
                .toList();
    }

    private static String rebirthOf(byte[] payload) {
        try {
            return " " + Payload.parseFrom(payload).getMetrics(0).getName();
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Reading> say(SparkplugHost host, String type, String device, long seq, Metric... metrics) {
        try {
            byte[] payload = new SparkplugBPayloadEncoder()
                    .getBytes(new SparkplugBPayload(new Date(TIME), Arrays.asList(metrics), seq), false);
            String topic = "spBv1.0/line-1/" + type + "/drive-1" + (device.isEmpty() ? "" : "/" + device);
            List<Event> said = host.take(SparkplugTopic.parse(topic).orElseThrow(), payload, nanos());
            events.addAll(said);
            return said.stream()
                    .filter(Reading.class::isInstance)
                    .map(Reading.class::cast)
                    .toList();
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Metric named(String name, long alias, MetricDataType type, Object value) {
        return built(new MetricBuilder(name, type, value).alias(alias).timestamp(new Date(TIME + 5)));
    }

    private static Metric aliased(long alias, MetricDataType type, Object value) {
        return built(new MetricBuilder(alias, type, value).timestamp(new Date(TIME + 9)));
    }

    private static Metric built(MetricBuilder builder) {
        try {
            return builder.createMetric();
        } catch (org.eclipse.tahu.SparkplugInvalidTypeException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Metric birthSequence(long value) {
        return built(new MetricBuilder("bdSeq", MetricDataType.Int64, value));
    }

    private static Metric speed(double value) {
        return named("Motor/Speed", 1, MetricDataType.Double, value);
    }

    private final SparkplugDevice speedOnly = drive(Optional.empty(), metric("Motor/Speed", ValueType.NUMBER));

    @Test
    void everySimpleTypeArrivesUnchangedWithItsOwnTime() {
        SparkplugHost host = host(true, drive(Optional.empty()));
        List<Reading> readings = say(
                host,
                "NBIRTH",
                "",
                0,
                birthSequence(0),
                named("i8", 1, MetricDataType.Int8, (byte) -5),
                named("i16", 2, MetricDataType.Int16, (short) -500),
                named("i32", 3, MetricDataType.Int32, -70_000),
                named("i64", 4, MetricDataType.Int64, Long.MIN_VALUE),
                named("u8", 5, MetricDataType.UInt8, (short) 250),
                named("u16", 6, MetricDataType.UInt16, 65_000),
                named("u32", 7, MetricDataType.UInt32, 4_000_000_000L),
                named("u64", 8, MetricDataType.UInt64, java.math.BigInteger.valueOf(Long.MAX_VALUE)),
                named("f32", 9, MetricDataType.Float, 0.1f),
                named("f64", 10, MetricDataType.Double, Math.PI),
                named("flag", 11, MetricDataType.Boolean, true),
                named("text", 12, MetricDataType.String, "läuft"),
                named("time", 13, MetricDataType.DateTime, new Date(TIME)));
        assertThat(readings)
                .extracting(Reading::value)
                .containsExactly(
                        new Value.Whole(-5),
                        new Value.Whole(-500),
                        new Value.Whole(-70_000),
                        new Value.Whole(Long.MIN_VALUE),
                        new Value.Whole(250),
                        new Value.Whole(65_000),
                        new Value.Whole(4_000_000_000L),
                        new Value.Whole(Long.MAX_VALUE),
                        new Value.Numeric(0.1),
                        new Value.Numeric(Math.PI),
                        new Value.Flag(true),
                        new Value.Text("läuft"),
                        new Value.Text("2026-01-01T00:00:00Z"));
        assertThat(readings).allSatisfy(reading -> {
            assertThat(reading.sourceNanos()).isEqualTo((TIME + 5) * 1_000_000);
            assertThat(reading.quality()).isEqualTo(Quality.GOOD);
        });
        assertThat(faults.counts()).isEmpty();
    }

    @Test
    void dataIsUnderstoodByTheAliasesOfTheBirth() {
        SparkplugHost host = host(true, speedOnly);
        say(host, "NBIRTH", "", 0, speed(1));
        assertThat(say(host, "NDATA", "", 1, aliased(1, MetricDataType.Double, 2.5)))
                .extracting(Reading::value)
                .containsExactly(new Value.Numeric(2.5));
    }

    @Test
    void dataBeforeABirthIsCountedAndABirthIsAskedForOnceInTenSeconds() {
        SparkplugHost host = host(true, speedOnly);
        assertThat(say(host, "NDATA", "", 3, aliased(1, MetricDataType.Double, 2.5)))
                .isEmpty();
        assertThat(say(host, "NDATA", "", 4, aliased(1, MetricDataType.Double, 2.5)))
                .isEmpty();
        assertThat(commands).containsExactly("spBv1.0/line-1/NCMD/drive-1 Node Control/Rebirth");
        now = now.plus(Duration.ofSeconds(11));
        say(host, "NDATA", "", 5, aliased(1, MetricDataType.Double, 2.5));
        assertThat(commands).hasSize(2);
        assertThat(faults.counts()).isEqualTo(Map.of("no-birth", 3L));
    }

    @Test
    void aBirthThatComesBeforeTheSubscriptionIsAnsweredCounts() {
        SparkplugHost host = host(false, speedOnly);
        host.connecting();
        say(host, "NBIRTH", "", 0, speed(1));
        host.connected();
        assertThat(say(host, "NDATA", "", 1, aliased(1, MetricDataType.Double, 2.5)))
                .hasSize(1);
        host.connecting();
        host.connected();
        assertThat(say(host, "NDATA", "", 2, aliased(1, MetricDataType.Double, 2.5)))
                .isEmpty();
    }

    @Test
    void nothingIsWrittenWhereTheFileForbidsIt() {
        SparkplugHost host = host(false, speedOnly);
        host.connected();
        say(host, "NDATA", "", 3, aliased(1, MetricDataType.Double, 2.5));
        assertThat(commands).isEmpty();
    }

    @Test
    void aGapIsLostAfterTheReorderTimeoutAndTheValuesAfterItAreTakenAtOnce() {
        SparkplugHost host = host(true, speedOnly);
        say(host, "NBIRTH", "", 0, speed(1));
        pass(host, Duration.ofSeconds(1));
        assertThat(say(host, "NDATA", "", 3, aliased(1, MetricDataType.Double, 2.5)))
                .hasSize(1);
        assertThat(say(host, "NDATA", "", 4, aliased(1, MetricDataType.Double, 2.5)))
                .hasSize(1);
        assertThat(commands).isEmpty();
        pass(host, Duration.ofSeconds(2));
        assertThat(faults.counts()).isEqualTo(Map.of("sequence-gap", 1L));
        assertThat(commands).hasSize(1);
        assertThat(lost())
                .containsExactly(new Loss(
                        TestingPlant.DRIVE,
                        "",
                        Loss.Reason.SEQUENCE_GAP,
                        2,
                        TIME * 1_000_000,
                        (TIME + 3_000) * 1_000_000,
                        (TIME + 3_000) * 1_000_000));
        pass(host, Duration.ofSeconds(20));
        assertThat(lost()).hasSize(1);
    }

    @Test
    void aMessageThatWasOvertakenIsNotLost() {
        SparkplugHost host = host(true, speedOnly);
        say(host, "NBIRTH", "", 0, speed(1));
        say(host, "NDATA", "", 2, aliased(1, MetricDataType.Double, 2.5));
        assertThat(say(host, "NDATA", "", 1, aliased(1, MetricDataType.Double, 1.5)))
                .hasSize(1);
        pass(host, Duration.ofSeconds(5));
        assertThat(lost()).isEmpty();
        assertThat(faults.counts()).isEmpty();
        assertThat(commands).isEmpty();
    }

    @Test
    void whatIsMissingWhenTheNodeIsBornAgainIsLost() {
        SparkplugHost host = host(true, speedOnly);
        say(host, "NBIRTH", "", 0, speed(1));
        say(host, "NDATA", "", 2, aliased(1, MetricDataType.Double, 2.5));
        say(host, "NBIRTH", "", 0, speed(1));
        assertThat(lost()).extracting(Loss::count).containsExactly(1L);
    }

    @Test
    void aMessageThatComesTwiceIsNoGap() {
        SparkplugHost host = host(true, speedOnly);
        say(host, "NBIRTH", "", 0, speed(1));
        say(host, "NDATA", "", 1, aliased(1, MetricDataType.Double, 2.5));
        say(host, "NDATA", "", 1, aliased(1, MetricDataType.Double, 2.5));
        pass(host, Duration.ofSeconds(5));
        assertThat(lost()).isEmpty();
        assertThat(faults.counts()).isEqualTo(Map.of("sequence-repeated", 1L));
    }

    @Test
    void dataThatCannotBeNamedIsLostByItsMachine() {
        SparkplugHost host = host(true, speedOnly);
        say(host, "NDATA", "", 3, aliased(1, MetricDataType.Double, 2.5), aliased(2, MetricDataType.Double, 2.5));
        assertThat(losses.due(nanos())).singleElement().satisfies(loss -> {
            assertThat(loss.machine()).isEqualTo(TestingPlant.DRIVE);
            assertThat(loss.reason()).isEqualTo(Loss.Reason.DECODE);
            assertThat(loss.count()).isEqualTo(2);
        });
    }

    @Test
    void theSequenceGoesOnFrom255To0AndOverAllDevices() {
        SparkplugHost host = host(true, drive(Optional.of("motor"), metric("Motor/Speed", ValueType.NUMBER)));
        say(host, "NBIRTH", "", 0);
        say(host, "DBIRTH", "motor", 1, speed(0));
        say(host, "DBIRTH", "not-ours", 2, named("Other", 2, MetricDataType.Int32, 1));
        for (int i = 3; i < 600; i++) {
            say(
                    host,
                    "DDATA",
                    i % 2 == 0 ? "motor" : "not-ours",
                    i % 256,
                    aliased(i % 2 == 0 ? 1 : 2, MetricDataType.Int32, 1));
        }
        assertThat(faults.counts()).isEmpty();
    }

    @Test
    void afterADeathEverySignalHasNoValueAndSaysWhy() {
        SparkplugHost host = host(true, speedOnly);
        say(host, "NBIRTH", "", 0, birthSequence(4), speed(1), named("Other", 2, MetricDataType.Int32, 1));
        List<Reading> readings = say(host, "NDEATH", "", 0, birthSequence(4));
        assertThat(readings).singleElement().satisfies(reading -> {
            assertThat(reading.value()).isEqualTo(Value.MISSING);
            assertThat(reading.statusCode()).isEqualTo(0x8031_0000);
            assertThat(reading.quality()).isEqualTo(Quality.BAD);
            // The will carries the time of the connect, which would put the death before the last values.
            assertThat(reading.timestampNanos()).isEqualTo(nanos());
        });
        assertThat(say(host, "NDATA", "", 1, aliased(1, MetricDataType.Double, 2.5)))
                .isEmpty();
    }

    @Test
    void theDeathOfAnEarlierConnectionDoesNotKillTheNewOneWhichProvesThatItLives() {
        SparkplugHost host = host(true, speedOnly);
        say(host, "NBIRTH", "", 0, birthSequence(5), speed(1));
        assertThat(say(host, "NDEATH", "", 0, birthSequence(4))).isEmpty();
        assertThat(commands).containsExactly("spBv1.0/line-1/NCMD/drive-1 Node Control/Rebirth");
        assertThat(say(host, "NDATA", "", 1, aliased(1, MetricDataType.Double, 2.5)))
                .hasSize(1);
        pass(host, Duration.ofMinutes(5));
        assertThat(events).noneMatch(event -> event instanceof Reading reading && reading.quality() == Quality.BAD);
        assertThat(faults.counts()).isEqualTo(Map.of("old-death", 1L));
    }

    @Test
    void aNodeThatCountsUpItsBirthsAndKeepsItsWillIsFoundDeadAllTheSame() {
        SparkplugHost host = host(true, speedOnly);
        say(host, "NBIRTH", "", 0, birthSequence(5), speed(1));
        say(host, "NBIRTH", "", 0, birthSequence(6), speed(1));
        say(host, "NDEATH", "", 0, birthSequence(5));
        pass(host, Duration.ofSeconds(29));
        assertThat(events).noneMatch(event -> event instanceof Reading reading && reading.quality() == Quality.BAD);
        pass(host, Duration.ofSeconds(1));
        assertThat(events.getLast())
                .isInstanceOfSatisfying(
                        Reading.class,
                        reading -> assertThat(reading.statusCode()).isEqualTo(StatusCodes.BAD_NO_COMMUNICATION));
    }

    @Test
    void aDeviceDiesAloneAndTheNodeGoesOn() {
        SparkplugHost host = host(true, speedOnly, drive(Optional.of("motor"), metric("Torque", ValueType.NUMBER)));
        say(host, "NBIRTH", "", 0, speed(1));
        say(host, "DBIRTH", "motor", 1, named("Torque", 2, MetricDataType.Double, 3.0));
        assertThat(say(host, "DDEATH", "motor", 2))
                .extracting(reading -> reading.signal().name())
                .containsExactly("Torque");
        assertThat(say(host, "NDATA", "", 3, aliased(1, MetricDataType.Double, 2.5)))
                .hasSize(1);
        assertThat(say(host, "DDATA", "motor", 4, aliased(2, MetricDataType.Double, 2.5)))
                .isEmpty();
        assertThat(faults.counts()).isEqualTo(Map.of("no-birth", 1L));
    }

    @Test
    void aMetricThatIsNullOrOddOrMissingIsNamedAndTheOthersArrive() {
        SparkplugHost host = host(
                true,
                drive(
                        Optional.empty(),
                        metric("Motor/Speed", ValueType.NUMBER),
                        metric("Rows", ValueType.TEXT),
                        metric("Running", ValueType.NUMBER),
                        metric("Empty", ValueType.NUMBER),
                        metric("Motor/Sped", ValueType.NUMBER)));
        List<Reading> readings = say(
                host,
                "NBIRTH",
                "",
                0,
                speed(1),
                named("Rows", 2, MetricDataType.DataSet, new DataSet(0, List.of(), List.of(), List.of())),
                named("Running", 3, MetricDataType.Boolean, true),
                built(new MetricBuilder("Empty", MetricDataType.Double, null)));
        assertThat(readings).extracting(reading -> reading.signal().name()).containsExactly("Motor/Speed", "Empty");
        assertThat(readings.getLast().quality()).isEqualTo(Quality.BAD);
        assertThat(faults.counts()).isEqualTo(Map.of("unsupported-type", 1L, "wrong-type", 1L, "missing-metric", 1L));
        assertThat(faults.recent())
                .anySatisfy(sentence -> assertThat(sentence).contains("no metric Motor/Sped, it has [Motor/Speed"));
    }

    @Test
    void whatIsNoSparkplugIsNamed() {
        SparkplugHost host = host(true, speedOnly);
        SparkplugTopic topic =
                SparkplugTopic.parse("spBv1.0/line-1/NDATA/drive-1").orElseThrow();
        assertThat(host.take(topic, "{\"speed\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8), 0))
                .isEmpty();
        assertThat(faults.counts()).isEqualTo(Map.of("sparkplug", 1L));
    }

    @Test
    void historicalValuesKeepTheirTimeAndAreMarked() {
        SparkplugHost host = host(true, speedOnly);
        say(host, "NBIRTH", "", 0, speed(1));
        Metric old = built(new MetricBuilder(1L, MetricDataType.Double, 9.0)
                .timestamp(new Date(TIME - 60_000))
                .isHistorical(true));
        assertThat(say(host, "NDATA", "", 1, old)).singleElement().satisfies(reading -> {
            assertThat(reading.sourceNanos()).isEqualTo((TIME - 60_000) * 1_000_000);
            assertThat(reading.origin()).isEqualTo(Reading.Origin.BACKFILLED);
        });
    }
}
