package org.millwright.edge.source.mqtt;

import java.util.List;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.millwright.edge.config.MqttSourceConfig;

/**
 * One connection to a broker, from connect to close; it is never connected twice. Calls block, up to ten seconds, and
 * come from one thread.
 */
interface MqttLink extends AutoCloseable {

    /** Called on the vendor's threads; must return soon and never throw. */
    interface Listener {
        void arrived(String topic, byte[] payload, boolean retained);

        void lost(String because);
    }

    /** A client of the wanted version, not yet connected. */
    static MqttLink open(MqttSourceConfig config, Listener listener) {
        SocketFactory sockets = sockets(config);
        return switch (config.version()) {
            case MQTT_5 -> new PahoV5Link(config.broker(), config.clientId(), config.login(), sockets, listener);
            case MQTT_3_1_1 -> new PahoV3Link(config.broker(), config.clientId(), config.login(), sockets, listener);
        };
    }

    private static SocketFactory sockets(MqttSourceConfig config) {
        if (BrokerAddress.isTls(config.broker())) {
            return NoDelaySockets.tls(config.tls().map(PemTls::sockets).orElseGet(() ->
                    (SSLSocketFactory) SSLSocketFactory.getDefault()));
        }
        if (config.tls().isPresent()) {
            throw new BrokerException(
                    config.broker() + " is without TLS, yet tls is set: write ssl://, or take tls out", null);
        }
        return NoDelaySockets.plain();
    }

    /** @throws BrokerException that says what to do */
    void connect();

    /** Subscribes at QoS 1; the answer has one MQTT reason code per filter, 0x80 and above for a refusal. */
    int[] subscribe(List<String> filters);

    /** Hands over at QoS 1; does not wait for the broker's answer. */
    void publish(String topic, byte[] payload);

    @Override
    void close();
}
