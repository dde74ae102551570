package org.millwright.edge.source.mqtt;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.eclipse.tahu.message.SparkplugBPayloadEncoder;
import org.eclipse.tahu.message.model.Metric;
import org.eclipse.tahu.message.model.Metric.MetricBuilder;
import org.eclipse.tahu.message.model.MetricDataType;
import org.eclipse.tahu.message.model.SparkplugBPayload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.millwright.edge.config.MqttSourceConfig;
import org.millwright.edge.config.MqttSourceConfig.SparkplugDevice;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.source.ClockWatch;
import org.millwright.edge.source.NamedFaults;

/** A Sparkplug edge node as Eclipse Tahu's encoder has it speak, and what the host application makes of it. */
@SuppressWarnings("JavaUtilDate") // Tahu wants it.
final class TestingDrive {

    static final long TIME = 1_767_225_600_000L;

    Instant now = Instant.ofEpochMilli(TIME);
    final InstantSource clock = () -> now;
    final NamedFaults faults = new NamedFaults("drives", clock);
    final List<String> commands = new ArrayList<>();

    final DecodeLosses losses = new DecodeLosses();
    final List<Event> events = new ArrayList<>();

    SparkplugHost host(boolean rebirth, SparkplugDevice... devices) {
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
                MqttSourceConfig.Session.DEFAULT,
                List.of());
        return new SparkplugHost(
                config,
                faults,
                losses,
                new Clocks("drives", faults, () -> new ClockWatch(clock)),
                clock,
                (topic, payload) -> commands.add(topic + rebirthOf(payload)));
    }

    long nanos() {
        return now.toEpochMilli() * 1_000_000;
    }

    void pass(SparkplugHost host, Duration time) {
        now = now.plus(time);
        events.addAll(host.tick(nanos()));
    }

    List<Loss> lost() {
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

    List<Reading> say(SparkplugHost host, String type, String device, long seq, Metric... metrics) {
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

    static Metric named(String name, long alias, MetricDataType type, Object value) {
        return built(new MetricBuilder(name, type, value).alias(alias).timestamp(new Date(TIME + 5)));
    }

    static Metric aliased(long alias, MetricDataType type, Object value) {
        return built(new MetricBuilder(alias, type, value).timestamp(new Date(TIME + 9)));
    }

    static Metric built(MetricBuilder builder) {
        try {
            return builder.createMetric();
        } catch (org.eclipse.tahu.SparkplugInvalidTypeException e) {
            throw new IllegalStateException(e);
        }
    }

    static Metric birthSequence(long value) {
        return built(new MetricBuilder("bdSeq", MetricDataType.Int64, value));
    }

    static Metric speed(double value) {
        return named("Motor/Speed", 1, MetricDataType.Double, value);
    }

    static SparkplugDevice speedOnly() {
        return TestingPlant.drive(Optional.empty(), TestingPlant.metric("Motor/Speed", ValueType.NUMBER));
    }
}
