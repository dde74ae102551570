package org.millwright.simulator.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.tahu.message.SparkplugBPayloadDecoder;
import org.eclipse.tahu.message.SparkplugBPayloadEncoder;
import org.eclipse.tahu.message.model.Metric;
import org.eclipse.tahu.message.model.Metric.MetricBuilder;
import org.eclipse.tahu.message.model.MetricDataType;
import org.eclipse.tahu.message.model.SparkplugBPayload;
import org.eclipse.tahu.message.model.SparkplugBPayload.SparkplugBPayloadBuilder;
import org.eclipse.tahu.model.MetricDataTypeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.simulator.line.Quantity;

/** A real broker, the simulator's machines, and a plain client on the other side. */
@Timeout(60)
class MqttTest {

    private static final Instant AT = Instant.parse("2026-01-01T00:00:00.120000000Z");
    private static final String METER_TOPIC = "millwright/line-1/meter-1/telemetry";

    private static PlantBroker broker;
    private static SSLContext trust;

    private final AtomicReference<Object> speed = new AtomicReference<>(1450.5);
    private final AtomicReference<Object> parts = new AtomicReference<>(7L);
    private final List<Quantity> quantities = List.of(
            new Quantity("Motor/Speed", Quantity.Type.NUMBER, "1/min", 0, 3000, speed::get),
            new Quantity("Motor/Running", Quantity.Type.FLAG, "", 0, 0, () -> true),
            new Quantity("Counter/Parts", Quantity.Type.WHOLE, "", 0, 0, parts::get));

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Path keyStore = SelfSigned.keyStore(folder);
        broker = new PlantBroker(0, new TlsListener(0, keyStore, SelfSigned.PASSWORD, SelfSigned.PASSWORD));
        trust = SelfSigned.trusting(keyStore);
    }

    @AfterAll
    static void stop() throws IOException {
        broker.close();
    }

    @Test
    void meterSendsJsonWithTheTimeInNanosecondsAtQosOne() throws Exception {
        try (Listener listener = new Listener(broker.uri(), METER_TOPIC);
                JsonTelemetry meter = new JsonTelemetry(broker.uri(), "meter-1", METER_TOPIC, quantities)) {
            meter.publish(AT);
            speed.set(Double.NaN);
            meter.publish(AT.plusNanos(1));
            Listener.Heard first = listener.next();
            assertThat(first.qos()).isEqualTo(1);
            assertThat(first.retained()).isFalse();
            JsonNode json = new ObjectMapper().readTree(first.payload());
            assertThat(json.get("ts").textValue()).isEqualTo("2026-01-01T00:00:00.120000000Z");
            assertThat(json.get("Motor/Speed").doubleValue()).isEqualTo(1450.5);
            assertThat(json.get("Motor/Running").booleanValue()).isTrue();
            assertThat(json.get("Counter/Parts").longValue()).isEqualTo(7);
            JsonNode second = new ObjectMapper().readTree(listener.next().payload());
            assertThat(second.get("Motor/Speed").isNull()).isTrue();
            await().untilAsserted(() -> assertThat(meter.valuesPublished()).isEqualTo(6));
            assertThat(meter.dropped()).isZero();
        }
    }

    @Test
    void waveformIsSentAtOnceOrNotAtAll() throws Exception {
        int port = freePort();
        URI later = URI.create("tcp://127.0.0.1:" + port);
        try (WaveformTopic sensor = new WaveformTopic(later, "sensor-1", "sensor/waveform")) {
            sensor.publish(new float[] {1, 2});
            assertThat(sensor.dropped()).isEqualTo(1);
            try (PlantBroker late = new PlantBroker(port);
                    Listener listener = new Listener(late.uri(), "sensor/waveform")) {
                await().until(sensor::connected);
                sensor.publish(new float[] {1.5f, -0.25f});
                Listener.Heard heard = listener.next();
                assertThat(heard.payload()).containsExactly(0, 0, 0xC0, 0x3F, 0, 0, 0x80, 0xBE);
                assertThat(heard.qos()).isEqualTo(1);
                assertThat(heard.retained()).isFalse();
                await().until(() -> sensor.published() == 1);
                assertThat(sensor.dropped()).isEqualTo(1);
            }
        }
    }

    @Test
    void burstArrivesWholeAndInOrder() throws Exception {
        try (Listener listener = new Listener(broker.uri(), "burst/telemetry");
                JsonTelemetry meter = new JsonTelemetry(broker.uri(), "meter-4", "burst/telemetry", quantities)) {
            for (int i = 0; i < 900; i++) {
                meter.publish(AT.plusNanos(i));
            }
            for (int i = 0; i < 900; i++) {
                JsonNode json = new ObjectMapper().readTree(listener.next().payload());
                assertThat(Instant.parse(json.get("ts").textValue())).isEqualTo(AT.plusNanos(i));
            }
            assertThat(meter.dropped()).isZero();
        }
    }

    @Test
    void meterThatIsUpBeforeTheBrokerSendsWhatItKept() throws Exception {
        int port = freePort();
        URI later = URI.create("tcp://127.0.0.1:" + port);
        try (JsonTelemetry meter = new JsonTelemetry(later, "meter-2", METER_TOPIC, quantities)) {
            meter.publish(AT);
            assertThat(meter.connected()).isFalse();
            try (PlantBroker late = new PlantBroker(port)) {
                await().until(() -> meter.connected() && meter.valuesPublished() == 3);
                assertThat(meter.dropped()).isZero();
                assertThat(late.uri()).isEqualTo(later);
            }
            await().until(() -> !meter.connected());
        }
    }

    @Test
    void driveIsBornThenSendsOnlyWhatChangedUnderItsAlias() throws Exception {
        try (Listener listener = new Listener(broker.uri(), "spBv1.0/line-1/+/drive-1")) {
            try (SparkplugNode drive = new SparkplugNode(broker.uri(), "line-1", "drive-1", quantities)) {
                Listener.Heard birth = listener.next();
                assertThat(birth.topic()).isEqualTo("spBv1.0/line-1/NBIRTH/drive-1");
                assertThat(birth.qos()).isZero();
                SparkplugBPayload born = decode(birth);
                assertThat(born.getSeq()).isZero();
                assertThat(born.getMetrics())
                        .extracting(Metric::getName)
                        .containsExactly(
                                "bdSeq", "Node Control/Rebirth", "Motor/Speed", "Motor/Running", "Counter/Parts");
                assertThat(metric(born, "bdSeq").getValue()).isEqualTo(0L);
                assertThat(metric(born, "Motor/Speed").getDataType()).isEqualTo(MetricDataType.Double);
                assertThat(metric(born, "Motor/Speed").getAlias()).isZero();
                assertThat(metric(born, "Motor/Speed")
                                .getProperties()
                                .getPropertyValue("engUnit")
                                .getValue())
                        .isEqualTo("1/min");
                assertThat(metric(born, "Counter/Parts").getDataType()).isEqualTo(MetricDataType.Int64);
                parts.set(8L);
                drive.publish(AT);
                Listener.Heard data = listener.next();
                assertThat(data.topic()).isEqualTo("spBv1.0/line-1/NDATA/drive-1");
                SparkplugBPayload changed = decode(data);
                assertThat(changed.getSeq()).isEqualTo(1);
                assertThat(changed.getTimestamp().toInstant()).isEqualTo(AT);
                assertThat(changed.getMetrics()).singleElement().satisfies(metric -> {
                    assertThat(metric.getAlias()).isEqualTo(2L);
                    assertThat(metric.hasName()).isFalse();
                    assertThat(metric.getValue()).isEqualTo(8L);
                });
            }
            Listener.Heard death = listener.next();
            assertThat(death.topic()).isEqualTo("spBv1.0/line-1/NDEATH/drive-1");
            assertThat(decode(death).getSeq()).isNull();
            assertThat(metric(decode(death), "bdSeq").getValue()).isEqualTo(0L);
        }
    }

    @Test
    void sequenceGoesRoundAndARebirthStartsItAgainWithTheSameBirthNumber() throws Exception {
        try (Listener listener = new Listener(broker.uri(), "spBv1.0/line-1/+/drive-2");
                SparkplugNode drive = new SparkplugNode(broker.uri(), "line-1", "drive-2", quantities)) {
            assertThat(decode(listener.next()).getSeq()).isZero();
            for (long i = 1; i <= 260; i++) {
                speed.set(1000.0 + i);
                drive.publish(AT.plusSeconds(i));
                assertThat(decode(listener.next()).getSeq()).isEqualTo(i % 256);
            }
            listener.send("spBv1.0/line-1/NCMD/drive-2", new byte[] {1, 2, 3});
            listener.send("spBv1.0/line-1/NCMD/drive-2", rebirth());
            Listener.Heard answer = afterCommands(listener);
            assertThat(answer.topic()).endsWith("NBIRTH/drive-2");
            SparkplugBPayload born = decode(answer);
            assertThat(born.getSeq()).isZero();
            assertThat(metric(born, "bdSeq").getValue()).isEqualTo(0L);
            assertThat(metric(born, "Motor/Speed").getValue()).isEqualTo(1260.0);
            assertThat(drive.commandsRefused()).isEqualTo(1);
            speed.set(1.0);
            drive.publish(AT.plusSeconds(300));
            assertThat(decode(listener.next()).getSeq()).isEqualTo(1);
        }
    }

    @Test
    void driveThatIsThrownOutDiesByItsWillAndIsBornAgainWithTheNextNumber() throws Exception {
        try (Listener listener = new Listener(broker.uri(), "spBv1.0/line-1/+/drive-3");
                SparkplugNode drive = new SparkplugNode(broker.uri(), "line-1", "drive-3", quantities)) {
            assertThat(listener.next().topic()).contains("/NBIRTH/");
            // A second client of the same id makes the broker cut the first one off.
            try (Connection thief = new Connection(broker.uri(), "millwright-simulator-line-1-drive-3", null)) {
                Listener.Heard death = listener.next();
                assertThat(death.topic()).contains("/NDEATH/");
                assertThat(metric(decode(death), "bdSeq").getValue()).isEqualTo(0L);
                assertThat(thief.isUp()).isTrue();
            }
            Listener.Heard birth = listener.next();
            assertThat(birth.topic()).contains("/NBIRTH/");
            assertThat(decode(birth).getSeq()).isZero();
            assertThat(metric(decode(birth), "bdSeq").getValue()).isEqualTo(1L);
            await().until(drive::connected);
        }
    }

    @Test
    void clientsMayComeOverTls() throws Exception {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setSocketFactory(trust.getSocketFactory());
        options.setHttpsHostnameVerificationEnabled(false);
        try (Listener listener = new Listener(broker.tlsUri().orElseThrow(), "tls/test", options)) {
            listener.send("tls/test", new byte[] {42});
            assertThat(listener.next().payload()).containsExactly(42);
        }
    }

    @Test
    void portThatIsTakenIsNamed() {
        int taken = broker.uri().getPort();
        assertThatThrownBy(() -> new PlantBroker(taken).close())
                .isInstanceOf(BindException.class)
                .hasMessageContaining("the MQTT broker cannot listen on 127.0.0.1:" + taken);
    }

    @Test
    void valueOfAnotherTypeThanSaidIsRefusedWhereItIsRead() {
        try (JsonTelemetry meter = new JsonTelemetry(broker.uri(), "meter-3", METER_TOPIC, quantities)) {
            parts.set(7);
            assertThatThrownBy(() -> meter.publish(AT))
                    .hasMessage("Counter/Parts is WHOLE and gave Integer 7: must be a Long");
        }
    }

    @Test
    void namesThatAreNotOneTopicLevelAreRefused() {
        assertThatThrownBy(() -> new SparkplugNode(broker.uri(), "line/1", "drive-1", quantities))
                .hasMessage("group 'line/1' must be one topic level without + / #");
    }

    /** The listener hears the commands that it sent, too. */
    private static Listener.Heard afterCommands(Listener listener) throws InterruptedException {
        Listener.Heard heard = listener.next();
        while (heard.topic().contains("/NCMD/")) {
            heard = listener.next();
        }
        return heard;
    }

    private static byte[] rebirth() throws Exception {
        Metric metric = new MetricBuilder("Node Control/Rebirth", MetricDataType.Boolean, true).createMetric();
        SparkplugBPayload command = new SparkplugBPayloadBuilder()
                .setTimestamp(Date.from(AT))
                .addMetric(metric)
                .createPayload();
        return new SparkplugBPayloadEncoder().getBytes(command, false);
    }

    /** NDATA carries no types: a host remembers them from the birth. */
    private static SparkplugBPayload decode(Listener.Heard heard) throws Exception {
        MetricDataTypeMap types = new MetricDataTypeMap();
        types.addMetricDataType(0L, MetricDataType.Double);
        types.addMetricDataType(1L, MetricDataType.Boolean);
        types.addMetricDataType(2L, MetricDataType.Int64);
        return new SparkplugBPayloadDecoder().buildFromByteArray(heard.payload(), types);
    }

    private static Metric metric(SparkplugBPayload payload, String name) {
        return payload.getMetrics().stream()
                .filter(metric -> name.equals(metric.getName()))
                .findAny()
                .orElseThrow();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
