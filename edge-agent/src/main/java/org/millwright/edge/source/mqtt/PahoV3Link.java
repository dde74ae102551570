package org.millwright.edge.source.mqtt;

import java.util.Arrays;
import java.util.List;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.source.mqtt.Message.Age;

/** MQTT 3.1.1 by Eclipse Paho; otherwise as {@link PahoV5Link}. How long a session is kept is the broker's to say. */
final class PahoV3Link implements MqttLink {

    private final Settings settings;
    private final MqttAsyncClient client;

    PahoV3Link(Settings settings, Listener listener) {
        this.settings = settings;
        try {
            this.client = new MqttAsyncClient(
                    BrokerAddress.forPaho(settings.broker()), settings.account().clientId(), new MemoryPersistence());
        } catch (MqttException e) {
            throw BrokerException.connecting(settings.broker(), -1, e);
        }
        client.setManualAcks(true);
        client.setCallback(new Callback(listener));
    }

    private MqttConnectOptions options() {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setAutomaticReconnect(false);
        options.setCleanSession(!settings.account().isKept());
        options.setKeepAliveInterval(Timing.KEEP_ALIVE_SECONDS);
        options.setConnectionTimeout(Timing.CONNECT_SECONDS);
        options.setSocketFactory(settings.sockets());
        settings.login().ifPresent(known -> {
            options.setUserName(known.user());
            options.setPassword(known.password().reveal().toCharArray());
        });
        return options;
    }

    @Override
    public boolean connect() {
        try {
            IMqttToken token = client.connect(options());
            token.waitForCompletion(Timing.ANSWER_MILLIS);
            return token.getSessionPresent();
        } catch (MqttException e) {
            throw BrokerException.connecting(settings.broker(), asVersion5(e.getReasonCode()), e);
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
            throw BrokerException.unanswered(settings.broker(), e);
        }
    }

    @Override
    public void unsubscribe(List<String> filters) {
        try {
            client.unsubscribe(filters.toArray(String[]::new)).waitForCompletion(Timing.ANSWER_MILLIS);
        } catch (MqttException e) {
            throw BrokerException.unanswered(settings.broker(), e);
        }
    }

    @Override
    public void acknowledge(int id) {
        try {
            client.messageArrivedComplete(id, 1);
        } catch (MqttException e) {
            throw BrokerException.notTaken(settings.broker(), "an acknowledgement", e);
        }
    }

    @Override
    public void publish(String topic, byte[] payload) {
        try {
            client.publish(topic, payload, 1, false);
        } catch (MqttException e) {
            throw BrokerException.notTaken(settings.broker(), topic, e);
        }
    }

    @Override
    public void close() {
        Ending.of(
                client::isConnected,
                () -> client.disconnect(0).waitForCompletion(Timing.CLOSE_MILLIS),
                () -> client.disconnectForcibly(0, Timing.CLOSE_MILLIS, false),
                () -> client.close(true));
    }

    private record Callback(Listener listener) implements MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            listener.arrived(new Message(
                    topic,
                    message.getPayload(),
                    message.getQos(),
                    message.getId(),
                    message.isRetained(),
                    message.isDuplicate(),
                    Age.UNKNOWN));
        }

        @Override
        public void connectionLost(@Nullable Throwable error) {
            boolean deaf = error instanceof MqttException timeout
                    && timeout.getReasonCode() == MqttException.REASON_CODE_CLIENT_TIMEOUT;
            listener.lost(BrokerException.ending(error), deaf);
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {}
    }
}
