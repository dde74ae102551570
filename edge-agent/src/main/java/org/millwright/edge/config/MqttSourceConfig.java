package org.millwright.edge.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.millwright.edge.signal.Channel;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.waveform.SampleFormat;

/**
 * An MQTT broker to subscribe to.
 *
 * @param broker {@code tcp://host:port} or {@code ssl://host:port}
 * @param sparkplugRebirth whether an edge node may be asked for a new BIRTH after a gap or a reconnect. The request
 *     ({@code Node Control/Rebirth}) moves nothing in the plant: the node only says again what it is. So it is true
 *     unless the file says otherwise, and no allow-listed output
 * @param sparkplugReorder how long a message missing in a node's sequence is waited for before it counts as lost
 * @param waveforms topics whose messages are waveforms
 * @param session for topics; Sparkplug has a clean start
 */
public record MqttSourceConfig(
        String name,
        URI broker,
        Version version,
        String clientId,
        Optional<Login> login,
        Optional<Tls> tls,
        List<MqttSignal> signals,
        List<SparkplugDevice> sparkplug,
        boolean sparkplugRebirth,
        Duration sparkplugReorder,
        Session session,
        List<MqttWaveform> waveforms)
        implements SourceConfig {

    /** How long a Sparkplug message may be overtaken by those after it. */
    public static final Duration REORDER = Duration.ofSeconds(2);

    /** Asks for a Sparkplug rebirth where one is needed, and keeps its session. */
    public MqttSourceConfig(
            String name,
            URI broker,
            Version version,
            String clientId,
            Optional<Login> login,
            Optional<Tls> tls,
            List<MqttSignal> signals,
            List<SparkplugDevice> sparkplug) {
        this(
                name,
                broker,
                version,
                clientId,
                login,
                tls,
                signals,
                sparkplug,
                true,
                REORDER,
                Session.DEFAULT,
                List.of());
    }

    public MqttSourceConfig {
        signals = List.copyOf(signals);
        sparkplug = List.copyOf(sparkplug);
        waveforms = List.copyOf(waveforms);
    }

    public enum Version {
        MQTT_5,
        MQTT_3_1_1
    }

    /**
     * What the broker keeps for us while we are away.
     *
     * @param expiry for how long; zero for nothing. MQTT 3.1.1 cannot say it: there it is zero or the broker's own limit
     * @param receiveMaximum how many messages may wait for their acknowledgement (MQTT 5), and how many are remembered, to
     *     be known when they come again. With the disk synced every 50 ms it bounds the rate to twenty times as many a second
     */
    public record Session(Duration expiry, int receiveMaximum) {

        /** A week, as for a plant that stands still over the holidays; 20,000 messages a second and as much again. */
        public static final Session DEFAULT = new Session(Duration.ofDays(7), 2_000);
    }

    public record Login(String user, Secret password) {}

    /** PEM files; the client pair is there for brokers that ask for one. */
    public record Tls(Path certificateAuthority, Optional<Path> clientCertificate, Optional<Path> clientKey) {}

    /**
     * One signal in the payloads of one topic.
     *
     * @param topic a topic whose levels may be {@code {machine}}: that level then names the machine, and the machine of
     *     {@code signal} gives path and kind only
     */
    public record MqttSignal(Signal signal, String topic, Payload payload) {}

    /** @param topic one topic, without placeholders */
    public record MqttWaveform(Channel channel, String topic, SampleFormat format) {}

    /** How a value is found in a payload. */
    public sealed interface Payload {
        /** The whole payload is the value, as text. */
        record Plain() implements Payload {}

        /** JSON pointers (RFC 6901) to the value and, where there is one, to its time. */
        record Json(String value, Optional<String> time) implements Payload {}
    }

    /** A Sparkplug B edge node or device; its metrics become signals of {@code machine}, bounded by what BIRTH names. */
    public record SparkplugDevice(
            Machine machine, String group, String edgeNode, Optional<String> device, List<SparkplugMetric> metrics) {
        public SparkplugDevice {
            metrics = List.copyOf(metrics);
        }
    }

    public record SparkplugMetric(String metric, Signal signal) {}
}
