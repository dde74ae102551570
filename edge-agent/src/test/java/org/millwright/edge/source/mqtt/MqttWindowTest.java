package org.millwright.edge.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.millwright.edge.source.mqtt.TestingPlant.json;
import static org.millwright.edge.source.mqtt.TestingPlant.plain;
import static org.millwright.edge.source.mqtt.TestingPlant.soon;

import java.net.URI;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.millwright.edge.config.MqttSourceConfig.MqttSignal;
import org.millwright.edge.config.MqttSourceConfig.Session;
import org.millwright.edge.config.MqttSourceConfig.Version;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.source.SourceStatus;

/** How much a broker sends before what came is safe, and what becomes of it where there is no room. */
class MqttWindowTest {

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
    void theBrokerSendsNoMoreThanTheWindowUntilWhatCameIsSafe(Version version) {
        try (MqttSource source = started(BROKER.address(), version, new Session(Duration.ofHours(1), 7))) {
            plant.intake.hold();
            IntStream.range(0, 200).forEach(i -> BROKER.device().publish("line/meter/state", "v" + i));
            int window = version == Version.MQTT_5 ? 7 : 20;
            soon().untilAsserted(() -> assertThat(plant.readings()).hasSizeBetween(1, 60));
            if (BROKER.isOurs()) {
                await().during(Duration.ofMillis(200))
                        .atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(plant.readings()).hasSize(window));
            }
            plant.intake.release();
            plant.awaitTexts(IntStream.range(0, 200).mapToObj(i -> "v" + i).toArray(String[]::new));
            assertThat(source.faults()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void rubbishIsCountedAsLostAndTakesNoRoomInTheWindow(Version version) {
        try (MqttSource source = started(BROKER.address(), version, new Session(Duration.ofHours(1), 5))) {
            IntStream.range(0, 300).forEach(i -> BROKER.device().publish("line/meter/telemetry", "{\"kw\":"));
            BROKER.device().publish("line/meter/telemetry", telemetry(5));
            soon().untilAsserted(() -> assertThat(plant.kept(Reading.class)).hasSize(1));
            soon().untilAsserted(() -> assertThat(plant.kept(Loss.class).stream()
                            .peek(loss -> assertThat(loss.signal()).isEqualTo("power"))
                            .mapToLong(Loss::count)
                            .sum())
                    .isEqualTo(300));
            assertThat(plant.kept(Loss.class)).hasSizeLessThan(20);
            assertThat(source.faults()).containsEntry("json", 300L);
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void whatWasPublishedAtQos2ComesOnceAtQos1(Version version) {
        try (MqttSource source = started(BROKER.address(), version)) {
            BROKER.device().publish("line/meter/state", "exactly", 2);
            BROKER.device().publish("line/meter/state", "once", 2);
            BROKER.device().publish("line/meter/state", "at most", 0);
            plant.awaitTexts("exactly", "once", "at most");
            assertThat(source.faults()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void aFullJournalLeavesMessagesWithTheBrokerAndTheirOrderAsItWas(Version version) {
        try (MqttSource source = started(BROKER.address(), version)) {
            plant.intake.full(true);
            IntStream.range(0, 40).forEach(i -> BROKER.device().publish("line/meter/state", "v" + i));
            soon().until(() -> source.faults().containsKey("intake-full"));
            plant.intake.full(false);
            plant.awaitTexts(IntStream.range(0, 40).mapToObj(i -> "v" + i).toArray(String[]::new));
            // Nothing but the full journal ended the connection: the pings bore the wait.
            assertThat(source.faults().get("connection-lost"))
                    .isEqualTo(source.faults().get("intake-full"));
            assertThat(plant.intake.lost()).isEmpty();
            soon().until(() -> source.status() instanceof SourceStatus.Up up
                    && up.degraded().stream().anyMatch(sentence -> sentence.contains("the journal had no room for")));
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void whatTheBrokerWouldNotSendAgainIsLostWhereTheJournalIsFull(Version version) {
        try (MqttSource source = started(BROKER.address(), version)) {
            plant.intake.full(true);
            BROKER.device().publish("line/meter/state", "at most once", 0);
            soon().untilAsserted(() -> assertThat(plant.intake.lost()).hasSize(1));
            plant.intake.full(false);
            BROKER.device().publish("line/meter/state", "running");
            plant.awaitTexts("running");
            assertThat(source.faults()).isEmpty();
        }
    }
}
