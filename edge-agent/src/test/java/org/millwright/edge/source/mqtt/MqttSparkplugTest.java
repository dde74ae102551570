package org.millwright.edge.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.millwright.edge.source.mqtt.TestingPlant.drive;
import static org.millwright.edge.source.mqtt.TestingPlant.metric;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.tahu.message.SparkplugBPayloadEncoder;
import org.eclipse.tahu.message.model.Metric;
import org.eclipse.tahu.message.model.Metric.MetricBuilder;
import org.eclipse.tahu.message.model.MetricDataType;
import org.eclipse.tahu.message.model.SparkplugBPayload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.config.MqttSourceConfig.Version;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;

/** A Sparkplug edge node and the source, over a real Mosquitto. */
@SuppressWarnings("JavaUtilDate") // Tahu wants it.
class MqttSparkplugTest {

    private static final String TOPIC = "spBv1.0/line-1/%s/drive-1";

    @TempDir
    Path folder;

    private final TestingPlant plant = new TestingPlant();

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));
    }

    private static byte[] payload(long seq, Metric... metrics) throws Exception {
        return new SparkplugBPayloadEncoder()
                .getBytes(new SparkplugBPayload(new Date(), Arrays.asList(metrics), seq), false);
    }

    private static byte[] birth() throws Exception {
        return payload(
                0,
                new MetricBuilder("bdSeq", MetricDataType.Int64, 1L).createMetric(),
                new MetricBuilder("Motor/Speed", MetricDataType.Double, 1.0)
                        .alias(1L)
                        .createMetric());
    }

    @Test
    void aNodeIsAskedForItsBirthHeardAndMissedWhenItDies() throws Exception {
        byte[] will = payload(0, new MetricBuilder("bdSeq", MetricDataType.Int64, 1L).createMetric());
        try (TestingMosquitto broker = TestingMosquitto.started(folder);
                TestingPublisher node = new TestingPublisher(
                        broker.address(),
                        Optional.empty(),
                        Optional.empty(),
                        options -> options.setWill(TOPIC.formatted("NDEATH"), new MqttMessage(will, 1, false, null)));
                MqttSource source = plant.source(TestingPlant.config(
                        broker,
                        Version.MQTT_5,
                        List.of(),
                        List.of(drive(Optional.empty(), metric("Motor/Speed", ValueType.NUMBER)))))) {
            node.listenTo(TOPIC.formatted("NCMD"));
            source.start();
            soon().untilAsserted(() -> assertThat(node.heard()).containsExactly(TOPIC.formatted("NCMD")));
            node.publish(TOPIC.formatted("NBIRTH"), birth(), false);
            node.publish(
                    TOPIC.formatted("NDATA"),
                    payload(1, new MetricBuilder(1L, MetricDataType.Double, 2.5).createMetric()),
                    false);
            node.publish(
                    TOPIC.formatted("NDATA"),
                    payload(2, new MetricBuilder(1L, MetricDataType.Double, 3.5).createMetric()),
                    false);
            soon().untilAsserted(() -> assertThat(plant.readings()).hasSize(3));
            node.die();
            soon().untilAsserted(() -> assertThat(plant.readings())
                    .extracting(Reading::value)
                    .containsExactly(
                            new Value.Numeric(1), new Value.Numeric(2.5), new Value.Numeric(3.5), Value.MISSING));
            assertThat(plant.readings().getLast().statusCode()).isEqualTo(StatusCodes.BAD_NO_COMMUNICATION);
            assertThat(source.faults()).isEmpty();
        }
    }
}
