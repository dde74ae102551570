package org.millwright.edge.source.mqtt;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.millwright.edge.config.MqttSourceConfig;
import org.millwright.edge.config.MqttSourceConfig.Login;

/**
 * One connection to a broker, from connect to close; it is never connected twice. Calls block, up to ten seconds, and
 * come from one thread.
 */
interface MqttLink extends AutoCloseable {

    /** Called on the vendor's threads; must never throw. */
    interface Listener {
        /** May block for a while; see {@link Inbox}. */
        void arrived(Message message);

        /** @param deaf nothing had come for a while, not even an answer to a ping */
        void lost(String because, boolean deaf);
    }

    /**
     * How to connect.
     *
     * @param window how many messages may be unacknowledged at once (MQTT 5 only: 3.1.1 leaves it to the broker)
     * @param subscription marks what is published from this connection's subscription on (MQTT 5, 3.8.2.1.2); the next
     *     connection has another number
     */
    record Settings(
            URI broker, Account account, Optional<Login> login, SocketFactory sockets, int window, int subscription) {}

    /** A client of the wanted version, not yet connected. */
    static MqttLink open(MqttSourceConfig config, Account account, int subscription, Listener listener) {
        Settings settings = new Settings(
                config.broker(),
                account,
                config.login(),
                sockets(config),
                config.session().receiveMaximum(),
                subscription);
        return switch (config.version()) {
            case MQTT_5 -> new PahoV5Link(settings, listener);
            case MQTT_3_1_1 -> new PahoV3Link(settings, listener);
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

    /**
     * Messages may come before it returns, where the broker has kept some.
     *
     * @return whether the broker has kept the session
     * @throws BrokerException that says what to do
     */
    boolean connect();

    /** Subscribes at QoS 1; the answer has one MQTT reason code per filter, 0x80 and above for a refusal. */
    int[] subscribe(List<String> filters);

    /** Takes back what an earlier run had subscribed to. */
    void unsubscribe(List<String> filters);

    /** Tells the broker that it may forget the message, which came at QoS 1; in the order in which they came. */
    void acknowledge(int id);

    /** Hands over at QoS 1; does not wait for the broker's answer. */
    void publish(String topic, byte[] payload);

    @Override
    void close();
}
