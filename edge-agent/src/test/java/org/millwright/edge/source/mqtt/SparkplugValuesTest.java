package org.millwright.edge.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.millwright.edge.source.mqtt.TestingDrive.TIME;
import static org.millwright.edge.source.mqtt.TestingDrive.aliased;
import static org.millwright.edge.source.mqtt.TestingDrive.birthSequence;
import static org.millwright.edge.source.mqtt.TestingDrive.built;
import static org.millwright.edge.source.mqtt.TestingDrive.named;
import static org.millwright.edge.source.mqtt.TestingDrive.speed;
import static org.millwright.edge.source.mqtt.TestingDrive.speedOnly;
import static org.millwright.edge.source.mqtt.TestingPlant.drive;
import static org.millwright.edge.source.mqtt.TestingPlant.metric;

import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.tahu.message.model.DataSet;
import org.eclipse.tahu.message.model.Metric;
import org.eclipse.tahu.message.model.Metric.MetricBuilder;
import org.eclipse.tahu.message.model.MetricDataType;
import org.junit.jupiter.api.Test;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Quality;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;

/** What the metrics of Sparkplug B 3.0, 6.4 become, and what becomes of those that cannot be read. */
@SuppressWarnings("JavaUtilDate") // Tahu wants it.
class SparkplugValuesTest {

    private final TestingDrive drive = new TestingDrive();

    @Test
    void everySimpleTypeArrivesUnchangedWithItsOwnTime() {
        SparkplugHost host = drive.host(true, TestingPlant.drive(Optional.empty()));
        List<Reading> readings = drive.say(
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
        assertThat(drive.faults.counts()).isEmpty();
    }

    @Test
    void dataIsUnderstoodByTheAliasesOfTheBirth() {
        SparkplugHost host = drive.host(true, speedOnly());
        drive.say(host, "NBIRTH", "", 0, speed(1));
        assertThat(drive.say(host, "NDATA", "", 1, aliased(1, MetricDataType.Double, 2.5)))
                .extracting(Reading::value)
                .containsExactly(new Value.Numeric(2.5));
    }

    @Test
    void nothingIsWrittenWhereTheFileForbidsIt() {
        SparkplugHost host = drive.host(false, speedOnly());
        host.connected();
        drive.say(host, "NDATA", "", 3, aliased(1, MetricDataType.Double, 2.5));
        assertThat(drive.commands).isEmpty();
    }

    @Test
    void dataThatCannotBeNamedIsLostByItsMachine() {
        SparkplugHost host = drive.host(true, speedOnly());
        drive.say(host, "NDATA", "", 3, aliased(1, MetricDataType.Double, 2.5), aliased(2, MetricDataType.Double, 2.5));
        assertThat(drive.losses.due(drive.nanos())).singleElement().satisfies(loss -> {
            assertThat(loss.machine()).isEqualTo(TestingPlant.DRIVE);
            assertThat(loss.reason()).isEqualTo(Loss.Reason.DECODE);
            assertThat(loss.count()).isEqualTo(2);
        });
    }

    @Test
    void aMetricThatIsNullOrOddOrMissingIsNamedAndTheOthersArrive() {
        SparkplugHost host = drive.host(
                true,
                TestingPlant.drive(
                        Optional.empty(),
                        metric("Motor/Speed", ValueType.NUMBER),
                        metric("Rows", ValueType.TEXT),
                        metric("Running", ValueType.NUMBER),
                        metric("Empty", ValueType.NUMBER),
                        metric("Motor/Sped", ValueType.NUMBER)));
        List<Reading> readings = drive.say(
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
        assertThat(drive.faults.counts())
                .isEqualTo(Map.of("unsupported-type", 1L, "wrong-type", 1L, "missing-metric", 1L));
        assertThat(drive.faults.recent())
                .anySatisfy(sentence -> assertThat(sentence).contains("no metric Motor/Sped, it has [Motor/Speed"));
    }

    @Test
    void whatIsNoSparkplugIsNamed() {
        SparkplugHost host = drive.host(true, speedOnly());
        SparkplugTopic topic =
                SparkplugTopic.parse("spBv1.0/line-1/NDATA/drive-1").orElseThrow();
        assertThat(host.take(topic, "{\"speed\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8), 0))
                .isEmpty();
        assertThat(drive.faults.counts()).isEqualTo(Map.of("sparkplug", 1L));
    }

    @Test
    void historicalValuesKeepTheirTimeAndAreMarked() {
        SparkplugHost host = drive.host(true, speedOnly());
        drive.say(host, "NBIRTH", "", 0, speed(1));
        Metric old = built(new MetricBuilder(1L, MetricDataType.Double, 9.0)
                .timestamp(new Date(TIME - 60_000))
                .isHistorical(true));
        assertThat(drive.say(host, "NDATA", "", 1, old)).singleElement().satisfies(reading -> {
            assertThat(reading.sourceNanos()).isEqualTo((TIME - 60_000) * 1_000_000);
            assertThat(reading.origin()).isEqualTo(Reading.Origin.BACKFILLED);
        });
    }
}
