package org.millwright.edge.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.millwright.edge.source.mqtt.TestingDrive.TIME;
import static org.millwright.edge.source.mqtt.TestingDrive.aliased;
import static org.millwright.edge.source.mqtt.TestingDrive.birthSequence;
import static org.millwright.edge.source.mqtt.TestingDrive.named;
import static org.millwright.edge.source.mqtt.TestingDrive.speed;
import static org.millwright.edge.source.mqtt.TestingDrive.speedOnly;
import static org.millwright.edge.source.mqtt.TestingPlant.drive;
import static org.millwright.edge.source.mqtt.TestingPlant.metric;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.tahu.message.model.MetricDataType;
import org.junit.jupiter.api.Test;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Quality;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;

/** The births, deaths and sequences of Sparkplug B 3.0, 5.4 to 5.12, on payloads made by Eclipse Tahu's encoder. */
class SparkplugNodeTest {

    private final TestingDrive drive = new TestingDrive();

    @Test
    void dataBeforeABirthIsCountedAndABirthIsAskedForOnceInTenSeconds() {
        SparkplugHost host = drive.host(true, speedOnly());
        assertThat(drive.say(host, "NDATA", "", 3, aliased(1, MetricDataType.Double, 2.5)))
                .isEmpty();
        assertThat(drive.say(host, "NDATA", "", 4, aliased(1, MetricDataType.Double, 2.5)))
                .isEmpty();
        assertThat(drive.commands).containsExactly("spBv1.0/line-1/NCMD/drive-1 Node Control/Rebirth");
        drive.now = drive.now.plus(Duration.ofSeconds(11));
        drive.say(host, "NDATA", "", 5, aliased(1, MetricDataType.Double, 2.5));
        assertThat(drive.commands).hasSize(2);
        assertThat(drive.faults.counts()).isEqualTo(Map.of("no-birth", 3L));
    }

    @Test
    void aBirthThatComesBeforeTheSubscriptionIsAnsweredCounts() {
        SparkplugHost host = drive.host(false, speedOnly());
        host.connecting();
        drive.say(host, "NBIRTH", "", 0, speed(1));
        host.connected();
        assertThat(drive.say(host, "NDATA", "", 1, aliased(1, MetricDataType.Double, 2.5)))
                .hasSize(1);
        host.connecting();
        host.connected();
        assertThat(drive.say(host, "NDATA", "", 2, aliased(1, MetricDataType.Double, 2.5)))
                .isEmpty();
    }

    @Test
    void aGapIsLostAfterTheReorderTimeoutAndTheValuesAfterItAreTakenAtOnce() {
        SparkplugHost host = drive.host(true, speedOnly());
        drive.say(host, "NBIRTH", "", 0, speed(1));
        drive.pass(host, Duration.ofSeconds(1));
        assertThat(drive.say(host, "NDATA", "", 3, aliased(1, MetricDataType.Double, 2.5)))
                .hasSize(1);
        assertThat(drive.say(host, "NDATA", "", 4, aliased(1, MetricDataType.Double, 2.5)))
                .hasSize(1);
        assertThat(drive.commands).isEmpty();
        drive.pass(host, Duration.ofSeconds(2));
        assertThat(drive.faults.counts()).isEqualTo(Map.of("sequence-gap", 1L));
        assertThat(drive.commands).hasSize(1);
        assertThat(drive.lost())
                .containsExactly(new Loss(
                        TestingPlant.DRIVE,
                        "",
                        Loss.Reason.SEQUENCE_GAP,
                        2,
                        TIME * 1_000_000,
                        (TIME + 3_000) * 1_000_000,
                        (TIME + 3_000) * 1_000_000));
        drive.pass(host, Duration.ofSeconds(20));
        assertThat(drive.lost()).hasSize(1);
    }

    @Test
    void aMessageThatWasOvertakenIsNotLost() {
        SparkplugHost host = drive.host(true, speedOnly());
        drive.say(host, "NBIRTH", "", 0, speed(1));
        drive.say(host, "NDATA", "", 2, aliased(1, MetricDataType.Double, 2.5));
        assertThat(drive.say(host, "NDATA", "", 1, aliased(1, MetricDataType.Double, 1.5)))
                .hasSize(1);
        drive.pass(host, Duration.ofSeconds(5));
        assertThat(drive.lost()).isEmpty();
        assertThat(drive.faults.counts()).isEmpty();
        assertThat(drive.commands).isEmpty();
    }

    @Test
    void whatIsMissingWhenTheNodeIsBornAgainIsLost() {
        SparkplugHost host = drive.host(true, speedOnly());
        drive.say(host, "NBIRTH", "", 0, speed(1));
        drive.say(host, "NDATA", "", 2, aliased(1, MetricDataType.Double, 2.5));
        drive.say(host, "NBIRTH", "", 0, speed(1));
        assertThat(drive.lost()).extracting(Loss::count).containsExactly(1L);
    }

    @Test
    void aMessageThatComesTwiceIsNoGap() {
        SparkplugHost host = drive.host(true, speedOnly());
        drive.say(host, "NBIRTH", "", 0, speed(1));
        drive.say(host, "NDATA", "", 1, aliased(1, MetricDataType.Double, 2.5));
        drive.say(host, "NDATA", "", 1, aliased(1, MetricDataType.Double, 2.5));
        drive.pass(host, Duration.ofSeconds(5));
        assertThat(drive.lost()).isEmpty();
        assertThat(drive.faults.counts()).isEqualTo(Map.of("sequence-repeated", 1L));
    }

    @Test
    void theSequenceGoesOnFrom255To0AndOverAllDevices() {
        SparkplugHost host =
                drive.host(true, TestingPlant.drive(Optional.of("motor"), metric("Motor/Speed", ValueType.NUMBER)));
        drive.say(host, "NBIRTH", "", 0);
        drive.say(host, "DBIRTH", "motor", 1, speed(0));
        drive.say(host, "DBIRTH", "not-ours", 2, named("Other", 2, MetricDataType.Int32, 1));
        for (int i = 3; i < 600; i++) {
            drive.say(
                    host,
                    "DDATA",
                    i % 2 == 0 ? "motor" : "not-ours",
                    i % 256,
                    aliased(i % 2 == 0 ? 1 : 2, MetricDataType.Int32, 1));
        }
        assertThat(drive.faults.counts()).isEmpty();
    }

    @Test
    void afterADeathEverySignalHasNoValueAndSaysWhy() {
        SparkplugHost host = drive.host(true, speedOnly());
        drive.say(host, "NBIRTH", "", 0, birthSequence(4), speed(1), named("Other", 2, MetricDataType.Int32, 1));
        List<Reading> readings = drive.say(host, "NDEATH", "", 0, birthSequence(4));
        assertThat(readings).singleElement().satisfies(reading -> {
            assertThat(reading.value()).isEqualTo(Value.MISSING);
            assertThat(reading.statusCode()).isEqualTo(0x8031_0000);
            assertThat(reading.quality()).isEqualTo(Quality.BAD);
            // The will carries the time of the connect, which would put the death before the last values.
            assertThat(reading.timestampNanos()).isEqualTo(drive.nanos());
        });
        assertThat(drive.say(host, "NDATA", "", 1, aliased(1, MetricDataType.Double, 2.5)))
                .isEmpty();
    }

    @Test
    void theDeathOfAnEarlierConnectionDoesNotKillTheNewOneWhichProvesThatItLives() {
        SparkplugHost host = drive.host(true, speedOnly());
        drive.say(host, "NBIRTH", "", 0, birthSequence(5), speed(1));
        assertThat(drive.say(host, "NDEATH", "", 0, birthSequence(4))).isEmpty();
        assertThat(drive.commands).containsExactly("spBv1.0/line-1/NCMD/drive-1 Node Control/Rebirth");
        assertThat(drive.say(host, "NDATA", "", 1, aliased(1, MetricDataType.Double, 2.5)))
                .hasSize(1);
        drive.pass(host, Duration.ofMinutes(5));
        assertThat(drive.events)
                .noneMatch(event -> event instanceof Reading reading && reading.quality() == Quality.BAD);
        assertThat(drive.faults.counts()).isEqualTo(Map.of("old-death", 1L));
    }

    @Test
    void aNodeThatCountsUpItsBirthsAndKeepsItsWillIsFoundDeadAllTheSame() {
        SparkplugHost host = drive.host(true, speedOnly());
        drive.say(host, "NBIRTH", "", 0, birthSequence(5), speed(1));
        drive.say(host, "NBIRTH", "", 0, birthSequence(6), speed(1));
        drive.say(host, "NDEATH", "", 0, birthSequence(5));
        drive.pass(host, Duration.ofSeconds(29));
        assertThat(drive.events)
                .noneMatch(event -> event instanceof Reading reading && reading.quality() == Quality.BAD);
        drive.pass(host, Duration.ofSeconds(1));
        assertThat(drive.events.getLast())
                .isInstanceOfSatisfying(
                        Reading.class,
                        reading -> assertThat(reading.statusCode()).isEqualTo(StatusCodes.BAD_NO_COMMUNICATION));
    }

    @Test
    void aDeviceDiesAloneAndTheNodeGoesOn() {
        SparkplugHost host = drive.host(
                true, speedOnly(), TestingPlant.drive(Optional.of("motor"), metric("Torque", ValueType.NUMBER)));
        drive.say(host, "NBIRTH", "", 0, speed(1));
        drive.say(host, "DBIRTH", "motor", 1, named("Torque", 2, MetricDataType.Double, 3.0));
        assertThat(drive.say(host, "DDEATH", "motor", 2))
                .extracting(reading -> reading.signal().name())
                .containsExactly("Torque");
        assertThat(drive.say(host, "NDATA", "", 3, aliased(1, MetricDataType.Double, 2.5)))
                .hasSize(1);
        assertThat(drive.say(host, "DDATA", "motor", 4, aliased(2, MetricDataType.Double, 2.5)))
                .isEmpty();
        assertThat(drive.faults.counts()).isEqualTo(Map.of("no-birth", 1L));
    }
}
