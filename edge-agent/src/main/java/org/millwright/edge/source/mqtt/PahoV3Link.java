package org.millwright.edge.source.mqtt;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.SocketFactory;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.config.MqttSourceConfig.Login;

/** MQTT 3.1.1 by Eclipse Paho; otherwise as {@link PahoV5Link}. */
final class PahoV3Link implements MqttLink {

    private final URI broker;
    private final MqttAsyncClient client;
    private final MqttConnectOptions options;

    PahoV3Link(URI broker, String clientId, Optional<Login> login, SocketFactory sockets, Listener listener) {
        this.broker = broker;
        this.options = options(login, sockets);
        try {
            this.client = new MqttAsyncClient(BrokerAddress.forPaho(broker), clientId, new MemoryPersistence());
        } catch (MqttException e) {
            throw BrokerException.connecting(broker, -1, e);
        }
        client.setCallback(new Callback(listener));
    }

    private static MqttConnectOptions options(Optional<Login> login, SocketFactory sockets) {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setAutomaticReconnect(false);
        options.setCleanSession(true);
        options.setKeepAliveInterval(Timing.KEEP_ALIVE_SECONDS);
        options.setConnectionTimeout(Timing.CONNECT_SECONDS);
        options.setSocketFactory(sockets);
        login.ifPresent(known -> {
            options.setUserName(known.user());
            options.setPassword(known.password().reveal().toCharArray());
        });
        return options;
    }

    @Override
    public void connect() {
        try {
            client.connect(options).waitForCompletion(Timing.ANSWER_MILLIS);
        } catch (MqttException e) {
            throw BrokerException.connecting(broker, asVersion5(e.getReasonCode()), e);
        }
    }

    /** The return codes of CONNACK (MQTT 3.1.1, 3.2.2.3) as what MQTT 5 says for the same. */
    private static int asVersion5(int code) {
        return switch (code) {
            case 1 -> 0x84;
            case 2 -> 0x85;
            case 3 -> 0x88;
            case 4 -> 0x86;
            case 5 -> 0x87;
            default -> -1;
        };
    }

    @Override
    public int[] subscribe(List<String> filters) {
        int[] qos = new int[filters.size()];
        Arrays.fill(qos, 1);
        try {
            IMqttToken token = client.subscribe(filters.toArray(String[]::new), qos);
            token.waitForCompletion(Timing.ANSWER_MILLIS);
            return token.getGrantedQos();
        } catch (MqttException e) {
            if (e.getReasonCode() == MqttException.REASON_CODE_SUBSCRIBE_FAILED) {
                int[] refused = new int[filters.size()];
                Arrays.fill(refused, 0x80);
                return refused;
            }
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
                client.disconnect(0).waitForCompletion(Timing.CLOSE_MILLIS);
            }
        } catch (MqttException e) {
            closeByForce();
        }
        try {
            client.close(true);
        } catch (MqttException e) {
            // As in PahoV5Link.
        }
    }

    private void closeByForce() {
        try {
            client.disconnectForcibly(0, Timing.CLOSE_MILLIS, false);
        } catch (MqttException e) {
            // It was not connected any more, which is what was wanted.
        }
    }

    private record Callback(Listener listener) implements MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            listener.arrived(topic, message.getPayload(), message.isRetained());
        }

        @Override
        public void connectionLost(@Nullable Throwable error) {
            listener.lost(BrokerException.ending(error));
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {}
    }
}
