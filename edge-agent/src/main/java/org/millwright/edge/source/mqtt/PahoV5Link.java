package org.millwright.edge.source.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import javax.net.SocketFactory;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.millwright.edge.config.MqttSourceConfig.Login;

/** MQTT 5 by Eclipse Paho. Its own reconnect is off: it neither checks the answer to a subscription nor says why it failed. */
final class PahoV5Link implements MqttLink {

    /** Protects the heap: the broker then keeps larger messages to itself (MQTT 5, 3.1.2.11.4). */
    private static final long PACKET_LIMIT = 16L << 20;

    private static final int DISCONNECT_WITH_WILL_OFF = 0;

    private final URI broker;
    private final MqttAsyncClient client;
    private final MqttConnectionOptions options;

    PahoV5Link(URI broker, String clientId, Optional<Login> login, SocketFactory sockets, Listener listener) {
        this.broker = broker;
        this.options = options(login, sockets);
        try {
            this.client = new MqttAsyncClient(BrokerAddress.forPaho(broker), clientId, new MemoryPersistence());
        } catch (MqttException e) {
            throw BrokerException.connecting(broker, e.getReasonCode(), e);
        }
        client.setCallback(new Callback(listener));
    }

    private static MqttConnectionOptions options(Optional<Login> login, SocketFactory sockets) {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setAutomaticReconnect(false);
        options.setCleanStart(true);
        options.setSessionExpiryInterval(0L);
        options.setKeepAliveInterval(Timing.KEEP_ALIVE_SECONDS);
        options.setConnectionTimeout(Timing.CONNECT_SECONDS);
        options.setMaximumPacketSize(PACKET_LIMIT);
        options.setSocketFactory(sockets);
        login.ifPresent(known -> {
            options.setUserName(known.user());
            options.setPassword(known.password().reveal().getBytes(UTF_8));
        });
        return options;
    }

    @Override
    public void connect() {
        try {
            client.connect(options).waitForCompletion(Timing.ANSWER_MILLIS);
        } catch (MqttException e) {
            throw BrokerException.connecting(broker, e.getReasonCode() < 0x100 ? e.getReasonCode() : -1, e);
        }
    }

    @Override
    public int[] subscribe(List<String> filters) {
        MqttSubscription[] subscriptions =
                filters.stream().map(filter -> new MqttSubscription(filter, 1)).toArray(MqttSubscription[]::new);
        try {
            IMqttToken token = client.subscribe(subscriptions, null, null, new MqttProperties());
            token.waitForCompletion(Timing.ANSWER_MILLIS);
            return token.getReasonCodes();
        } catch (MqttException e) {
            throw new BrokerException(broker + ": the subscription was not answered (" + e.getMessage() + ")", e);
        }
    }

    @Override
    public void publish(String topic, byte[] payload) {
        try {
            client.publish(topic, payload, 1, false);
        } catch (MqttException e) {
            throw new BrokerException(broker + ": " + topic + " was not taken (" + e.getMessage() + ")", e);
        }
    }

    @Override
    public void close() {
        try {
            if (client.isConnected()) {
                client.disconnect(0, null, null, DISCONNECT_WITH_WILL_OFF, new MqttProperties())
                        .waitForCompletion(Timing.CLOSE_MILLIS);
            }
        } catch (MqttException e) {
            closeByForce();
        }
        try {
            client.close(true);
        } catch (MqttException e) {
            // Its threads end with its socket; a client that will not close is no reason not to make a new one.
        }
    }

    private void closeByForce() {
        try {
            client.disconnectForcibly(0, Timing.CLOSE_MILLIS, false);
        } catch (MqttException e) {
            // It was not connected any more, which is what was wanted.
        }
    }

    /** An exception thrown here would end the client, and so would a disconnect. */
    private record Callback(Listener listener) implements MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            listener.arrived(topic, message.getPayload(), message.isRetained());
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            int code = response.getReturnCode();
            listener.lost(
                    code == 0x8E
                            ? "another client connected with the same client id: give each its own"
                            : code >= 0x80
                                    ? "the broker ended the connection (0x" + Integer.toHexString(code) + ")"
                                    : BrokerException.ending(response.getException()));
        }

        @Override
        public void mqttErrorOccurred(MqttException exception) {
            listener.lost("the broker broke the protocol (" + exception.getMessage() + ")");
        }

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {}

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {}
    }
}
