package org.millwright.edge.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.millwright.edge.source.mqtt.TestingPlant.json;
import static org.millwright.edge.source.mqtt.TestingPlant.plain;
import static org.millwright.edge.source.mqtt.TestingPlant.soon;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.millwright.edge.config.MqttSourceConfig.MqttSignal;
import org.millwright.edge.config.MqttSourceConfig.Session;
import org.millwright.edge.config.MqttSourceConfig.Version;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Notice;
import org.millwright.edge.signal.Quality;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Reading.Origin;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.source.SourceStatus;

/** Nothing that a broker keeps is lost or stored twice, whatever breaks. */
class MqttDeliveryTest {

    private static final MqttSignal STATE = plain("state", ValueType.TEXT, "line/meter/state");
    private static final MqttSignal POWER = json("power", ValueType.NUMBER, "line/meter/telemetry", "/kw", "/ts");

    @RegisterExtension
    static final TestingBroker BROKER = new TestingBroker();

    private final TestingPlant plant = new TestingPlant();

    private MqttSource started(URI at, Version version, Session session) {
        return plant.up(at, version, session, STATE, POWER);
    }

    private MqttSource started(URI at, Version version) {
        return started(at, version, Session.DEFAULT);
    }

    private static String telemetry(double kilowatts) {
        return "{\"ts\":\"2026-01-01T00:00:00Z\",\"kw\":" + kilowatts + "}";
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void whatWasNotSafeWhenTheAgentWasKilledComesAgainAndIsStoredOnce(Version version) {
        try (CuttableProxy line = new CuttableProxy(BROKER.address())) {
            MqttSource killed = started(line.address(), version);
            BROKER.device().publish("line/meter/state", "one");
            plant.awaitTexts("one");
            plant.intake.hold();
            BROKER.device().publish("line/meter/state", "two");
            soon().untilAsserted(() -> assertThat(plant.readings()).hasSize(2));
            // HiveMQ sends this one when the one before is acknowledged, Mosquitto at once.
            BROKER.device().publish("line/meter/state", "three");
            line.swallow(true);
            line.cut();
            killed.close();
            plant.intake.forget();
            plant.intake.release();
            line.swallow(false);
            try (MqttSource next = started(line.address(), version)) {
                plant.awaitTexts("one", "two", "three");
                BROKER.device().publish("line/meter/state", "four");
                plant.awaitTexts("one", "two", "three", "four");
                assertThat(next.faults()).doesNotContainKey("redelivered");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void whatWasSafeAndNotAcknowledgedIsKnownWhenItComesAgain(Version version) {
        try (CuttableProxy line = new CuttableProxy(BROKER.address());
                MqttSource source = started(line.address(), version)) {
            line.swallow(true);
            BROKER.device().publish("line/meter/state", "running");
            plant.awaitTexts("running");
            line.cut();
            line.swallow(false);
            soon().untilAsserted(() -> assertThat(source.faults()).containsEntry("redelivered", 1L));
            BROKER.device().publish("line/meter/state", "running");
            plant.awaitTexts("running", "running");
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void whatWasSafeAndNotAcknowledgedWhenTheAgentWasKilledIsKnownToTheNext(Version version) {
        try (CuttableProxy line = new CuttableProxy(BROKER.address())) {
            MqttSource killed = started(line.address(), version);
            line.swallow(true);
            BROKER.device().publish("line/meter/state", "running");
            plant.awaitTexts("running");
            line.cut();
            killed.close();
            line.swallow(false);
            try (MqttSource next = started(line.address(), version)) {
                soon().untilAsserted(() -> assertThat(next.faults()).containsEntry("redelivered", 1L));
                BROKER.device().publish("line/meter/state", "stopped");
                plant.awaitTexts("running", "stopped");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void whatCameWhileTheAgentWasAwayIsKeptAndSaysWhatItDoesNotKnow(Version version) {
        started(BROKER.address(), version).close();
        IntStream.range(0, 100).forEach(i -> BROKER.device().publish("line/meter/state", "kept " + i));
        BROKER.device().publish("line/meter/telemetry", telemetry(1));
        try (MqttSource source = started(BROKER.address(), version)) {
            soon().untilAsserted(() -> assertThat(plant.kept(Reading.class)).hasSize(101));
            assertThat(plant.kept(Reading.class).subList(0, 100)).allSatisfy(reading -> {
                assertThat(reading.quality()).isEqualTo(Quality.UNCERTAIN);
                assertThat(reading.origin()).isEqualTo(Origin.BACKFILLED);
            });
            assertThat(plant.kept(Reading.class).getLast().quality()).isEqualTo(Quality.GOOD);
            assertThat(plant.kept(Reading.class).getLast().origin()).isEqualTo(Origin.LIVE);
            assertThat(plant.kept(Notice.class)).singleElement().satisfies(notice -> {
                assertThat(notice.kind()).isEqualTo(Notice.Kind.GAP);
                assertThat(notice.text()).contains("it kept our session");
            });
            assertThat(plant.kept(Loss.class)).isEmpty();
            // MQTT 3.1.1 says of no message that it was kept: there, a pause does.
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(400))
                    .untilAsserted(() -> {
                        BROKER.device().publish("line/meter/state", "live");
                        assertThat(plant.kept(Reading.class).getLast().quality())
                                .isEqualTo(Quality.GOOD);
                        assertThat(plant.texts()).contains("live");
                    });
            assertThat(source.faults()).containsKey("kept-without-time");
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void aBrokerThatForgotTheSessionIsNamedAndTheGapIsStored(Version version, @TempDir Path folder) {
        try (TestingMosquitto broker = TestingBroker.keeping(folder);
                MqttSource source = startedAt(broker, version)) {
            broker.stop();
            soon().untilAsserted(() -> assertThat(source.status()).isInstanceOf(SourceStatus.Connecting.class));
            broker.start();
            soon().untilAsserted(() -> assertThat(source.faults()).containsEntry("session-lost", 1L));
            soon().untilAsserted(() -> assertThat(plant.kept(Loss.class))
                    .singleElement()
                    .satisfies(loss -> {
                        assertThat(loss.machine()).isEqualTo(TestingPlant.METER);
                        assertThat(loss.reason()).isEqualTo(Loss.Reason.NOT_KEPT);
                        assertThat(loss.sinceNanos()).isLessThan(loss.untilNanos());
                    }));
            assertThat(plant.kept(Notice.class)).singleElement().satisfies(notice -> {
                assertThat(notice.seconds()).isBetween(0.0, 20.0);
                assertThat(notice.text()).contains("forgotten our session");
            });
        }
    }

    private MqttSource startedAt(TestingMosquitto broker, Version version) {
        broker.start();
        return started(broker.address(), version);
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void nothingIsKeptWhereTheFileSaysSo(Version version) {
        Session none = new Session(Duration.ZERO, 10);
        started(BROKER.address(), version, none).close();
        BROKER.device().publish("line/meter/state", "missed");
        try (MqttSource source = started(BROKER.address(), version, none)) {
            BROKER.device().publish("line/meter/state", "live");
            plant.awaitTexts("live");
            assertThat(plant.kept(Loss.class)).extracting(Loss::reason).containsExactly(Loss.Reason.NOT_KEPT);
            assertThat(source.faults()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void whatNobodyWantsAnyMoreIsNoLongerSubscribed(Version version) {
        started(BROKER.address(), version).close();
        try (MqttSource source = plant.source(plant.config(BROKER.address(), version, Session.DEFAULT, STATE))) {
            source.start();
            soon().until(() -> source.status() instanceof SourceStatus.Up);
            BROKER.device().publish("line/meter/telemetry", telemetry(1));
            BROKER.device().publish("line/meter/state", "running");
            plant.awaitTexts("running");
            assertThat(source.faults()).doesNotContainKey("unknown-topic");
        }
    }
}
