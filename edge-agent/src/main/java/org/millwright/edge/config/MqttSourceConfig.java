package org.millwright.edge.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Signal;

/**
 * An MQTT broker to subscribe to.
 *
 * @param broker {@code tcp://host:port} or {@code ssl://host:port}
 * @param sparkplugRebirth whether an edge node may be asked for a new BIRTH after a gap or a reconnect. The request
 *     ({@code Node Control/Rebirth}) moves nothing in the plant: the node only says again what it is. So it is true
 *     unless the file says otherwise, and no allow-listed output
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
        boolean sparkplugRebirth)
        implements SourceConfig {

    /** Asks for a Sparkplug rebirth where one is needed. */
    public MqttSourceConfig(
            String name,
            URI broker,
            Version version,
            String clientId,
            Optional<Login> login,
            Optional<Tls> tls,
            List<MqttSignal> signals,
            List<SparkplugDevice> sparkplug) {
        this(name, broker, version, clientId, login, tls, signals, sparkplug, true);
    }

    public MqttSourceConfig {
        signals = List.copyOf(signals);
        sparkplug = List.copyOf(sparkplug);
    }

    public enum Version {
        MQTT_5,
        MQTT_3_1_1
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
