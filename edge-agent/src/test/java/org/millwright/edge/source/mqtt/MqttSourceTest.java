package org.millwright.edge.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.millwright.edge.source.mqtt.TestingPlant.config;
import static org.millwright.edge.source.mqtt.TestingPlant.json;
import static org.millwright.edge.source.mqtt.TestingPlant.plain;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.millwright.edge.config.AllowedOutput;
import org.millwright.edge.config.MqttSourceConfig;
import org.millwright.edge.config.MqttSourceConfig.MqttSignal;
import org.millwright.edge.config.MqttSourceConfig.Version;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.source.SourceStatus;

/** Against a real Mosquitto. */
class MqttSourceTest {

    private static final MqttSignal POWER = json("power", ValueType.NUMBER, "line/meter/telemetry", "/kw", "/ts");

    @TempDir
    Path folder;

    private final TestingPlant plant = new TestingPlant();

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));
    }

    private static void awaitUp(MqttSource source) {
        soon().untilAsserted(() -> assertThat(source.status()).isInstanceOf(SourceStatus.Up.class));
    }

    private static List<String> degraded(MqttSource source) {
        return source.status() instanceof SourceStatus.Up up ? up.degraded() : List.of();
    }

    private void awaitValues(Value... values) {
        soon().untilAsserted(() ->
                assertThat(plant.readings()).extracting(Reading::value).containsExactly(values));
    }

    private static String telemetry(double kilowatts) {
        return "{\"ts\":\"2026-01-01T00:00:00.123456789Z\",\"kw\":" + kilowatts + "}";
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void readingsArriveWithTheirOwnTimeInBothVersions(Version version) {
        try (TestingMosquitto broker = TestingMosquitto.started(folder);
                MqttSource source = plant.source(config(broker, version, List.of(POWER), List.of()));
                TestingPublisher meter = new TestingPublisher(broker.address())) {
            source.start();
            awaitUp(source);
            meter.publish("line/meter/telemetry", telemetry(3.5));
            awaitValues(new Value.Numeric(3.5));
            assertThat(plant.readings().getFirst().sourceNanos()).isEqualTo(1_767_225_600_123_456_789L);
            assertThat(source.faults()).isEmpty();
            assertThat(degraded(source)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void aBrokerThatIsDownAtTheStartAndRestartsLaterIsFoundAgainAndSubscribed(Version version) {
        try (TestingMosquitto broker = TestingMosquitto.configured(folder, false, "allow_anonymous true");
                MqttSource source = plant.source(config(broker, version, List.of(POWER), List.of()))) {
            source.start();
            soon().untilAsserted(() -> assertThat(source.status())
                    .isInstanceOfSatisfying(
                            SourceStatus.Connecting.class,
                            down -> assertThat(down.because())
                                    .contains("nothing listens there: is the broker started")));
            broker.start();
            awaitUp(source);
            try (TestingPublisher meter = new TestingPublisher(broker.address())) {
                meter.publish("line/meter/telemetry", telemetry(1));
                awaitValues(new Value.Numeric(1));
            }
            broker.stop();
            soon().untilAsserted(() -> assertThat(source.status()).isInstanceOf(SourceStatus.Connecting.class));
            assertThat(source.faults()).containsEntry("connection-lost", 1L).containsKey("connect");
            broker.start();
            awaitUp(source);
            try (TestingPublisher meter = new TestingPublisher(broker.address())) {
                meter.publish("line/meter/telemetry", telemetry(2));
                awaitValues(new Value.Numeric(1), new Value.Numeric(2));
            }
        }
    }

    @Test
    void thousandsOfMessagesArriveInOrderAndNoneIsLost() {
        try (TestingMosquitto broker = TestingMosquitto.configured(
                        folder, false, "allow_anonymous true", "max_queued_messages 0", "max_inflight_messages 0");
                MqttSource source =
                        plant.source(startedConfig(broker, plain("count", ValueType.WHOLE, "line/meter/count")));
                TestingPublisher meter = new TestingPublisher(broker.address())) {
            source.start();
            awaitUp(source);
            IntStream.range(0, 3000).forEach(i -> meter.publish("line/meter/count", Integer.toString(i)));
            awaitValues(IntStream.range(0, 3000).mapToObj(Value.Whole::new).toArray(Value[]::new));
        }
    }

    private static MqttSourceConfig startedConfig(TestingMosquitto broker, MqttSignal... signals) {
        broker.start();
        return config(broker, Version.MQTT_5, List.of(signals), List.of());
    }

    @Test
    void rubbishIsNamedWithItsTopicAndStopsNothing() {
        MqttSignal machines = json("load", ValueType.NUMBER, "plant/{machine}/load", "/v");
        try (TestingMosquitto broker = TestingMosquitto.started(folder);
                MqttSource source = plant.source(config(broker, Version.MQTT_5, List.of(POWER, machines), List.of()));
                TestingPublisher meter = new TestingPublisher(broker.address())) {
            source.start();
            awaitUp(source);
            meter.publish("line/meter/telemetry", "{\"kw\":");
            meter.publish("line/meter/telemetry", "");
            meter.publish("line/meter/telemetry", "{\"kw\":[1]}");
            meter.publish("line/meter/telemetry", "x".repeat((4 << 20) + 1));
            for (int machine = 1; machine <= 4; machine++) {
                meter.publish("plant/m" + machine + "/load", "{\"v\":" + machine + "}");
            }
            meter.publish("line/meter/telemetry", telemetry(7));
            awaitValues(new Value.Numeric(1), new Value.Numeric(2), new Value.Numeric(3), new Value.Numeric(7));
            assertThat(plant.readings())
                    .extracting(reading -> reading.signal().machine().name())
                    .containsExactly("m1", "m2", "m3", "meter-1");
            assertThat(source.faults())
                    .isEqualTo(Map.of("json", 2L, "wrong-type", 1L, "oversized", 1L, "too-many-machines", 1L));
            assertThat(degraded(source))
                    .hasSize(4)
                    .anySatisfy(sentence ->
                            assertThat(sentence).contains("topic line/meter/telemetry: the payload is no JSON"));
        }
    }

    @Test
    void aRetainedValueWithoutATimeIsUncertain() {
        try (TestingMosquitto broker = TestingMosquitto.started(folder);
                MqttSource source = plant.source(config(
                        broker, Version.MQTT_5, List.of(plain("state", ValueType.TEXT, "line/state")), List.of()));
                TestingPublisher device = new TestingPublisher(broker.address())) {
            device.publish("line/state", "running".getBytes(java.nio.charset.StandardCharsets.UTF_8), true);
            source.start();
            awaitValues(new Value.Text("running"));
            assertThat(plant.readings().getFirst().statusCode()).isEqualTo(0x4090_0000);
        }
    }

    @Test
    void aRefusedSubscriptionIsNamedAndTheOthersGoOn() throws Exception {
        Path plugin = Stream.of("x86_64-linux-gnu", "aarch64-linux-gnu")
                .map(arch -> Path.of("/usr/lib", arch, "mosquitto_dynamic_security.so"))
                .filter(Files::exists)
                .findFirst()
                .orElse(Path.of(""));
        Assumptions.assumeTrue(Files.isRegularFile(plugin), "Mosquitto's dynamic security plugin is not installed");
        Path rules = Files.writeString(folder.resolve("rules.json"), """
                {"defaultACLAccess": {"publishClientSend": true, "publishClientReceive": true,
                                      "subscribe": false, "unsubscribe": true},
                 "roles": [{"rolename": "reader", "acls": [
                    {"acltype": "subscribePattern", "topic": "line/#", "allow": true, "priority": 0}]}],
                 "groups": [{"groupname": "anyone", "roles": [{"rolename": "reader"}], "clients": []}],
                 "anonymousGroup": "anyone", "clients": []}
                """);
        for (Version version : Version.values()) {
            TestingPlant own = new TestingPlant();
            try (TestingMosquitto broker = TestingMosquitto.configured(
                            folder,
                            false,
                            "allow_anonymous true",
                            "plugin " + plugin,
                            "plugin_opt_config_file " + rules);
                    MqttSource source = own.source(
                            startedConfig(broker, version, POWER, plain("secret", ValueType.TEXT, "secret/state")))) {
                source.start();
                awaitUp(source);
                assertThat(degraded(source))
                        .containsExactly(
                                "the broker refuses the subscription to secret/state: allow this client to read it");
                assertThat(source.faults()).isEqualTo(Map.of("subscription-refused", 1L));
            }
        }
    }

    private static MqttSourceConfig startedConfig(TestingMosquitto broker, Version version, MqttSignal... signals) {
        broker.start();
        return config(broker, version, List.of(signals), List.of());
    }

    @Test
    void anotherClientWithTheSameIdIsNamed() {
        TestingPlant other = new TestingPlant();
        try (TestingMosquitto broker = TestingMosquitto.started(folder);
                MqttSource source = plant.source(config(broker, Version.MQTT_5, List.of(POWER), List.of()));
                MqttSource twin = other.source(config(broker, Version.MQTT_5, List.of(POWER), List.of()))) {
            source.start();
            awaitUp(source);
            twin.start();
            // Mosquitto 2.0.11 ends the older connection without a word; the standard would have it say 0x8E.
            soon().untilAsserted(() -> assertThat(degraded(source))
                    .singleElement()
                    .asString()
                    .contains("the connection was lost")
                    .containsPattern("same client id|this client id"));
        }
    }

    @Test
    void onlyAnAllowedTopicIsWrittenAndOnlyWhileTheBrokerIsThere() {
        byte[] verdict = "{\"good\":true}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        try (TestingMosquitto broker = TestingMosquitto.started(folder);
                MqttSource source = plant.source(config(broker, Version.MQTT_5, List.of(), List.of()));
                TestingPublisher plc = new TestingPublisher(broker.address())) {
            TopicWriter writer = source.writer(new AllowedOutput.MqttTopic("meters", "line/verdict"));
            assertThat(writer.offer(verdict)).isFalse();
            assertThat(source.faults()).isEqualTo(Map.of("write-refused", 1L));
            plc.listenTo("line/#");
            source.start();
            awaitUp(source);
            assertThat(writer.offer(verdict)).isTrue();
            soon().untilAsserted(() -> assertThat(plc.heard()).containsExactly("line/verdict"));
            assertThatThrownBy(() -> source.writer(new AllowedOutput.MqttTopic("meters", "line/#")))
                    .hasMessageContaining("without + and #");
        }
    }

    @Test
    void closingASourceThatWasNeverStartedIsNoError() {
        MqttSource source = plant.source(config(
                java.net.URI.create("tcp://127.0.0.1:1"),
                Version.MQTT_5,
                Optional.empty(),
                Optional.empty(),
                List.of(POWER),
                List.of()));
        source.close();
        assertThat(source.status()).isEqualTo(new SourceStatus.Stopped());
    }

    @Test
    void closingASourceThatNeverConnectedIsQuick() {
        TestingMosquitto broker = TestingMosquitto.configured(folder, false);
        MqttSource source = plant.source(config(
                broker.address(), Version.MQTT_5, Optional.empty(), Optional.empty(), List.of(POWER), List.of()));
        source.start();
        soon().until(() -> source.faults().containsKey("connect"));
        long began = System.nanoTime();
        source.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
        assertThat(source.status()).isEqualTo(new SourceStatus.Stopped());
    }
}
