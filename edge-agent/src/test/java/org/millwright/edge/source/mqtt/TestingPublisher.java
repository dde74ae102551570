package org.millwright.edge.source.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.millwright.edge.config.MqttSourceConfig.Login;
import org.millwright.edge.config.MqttSourceConfig.Tls;

/** A device on the broker: publishes, may leave a will, and notes what it is told. */
public final class TestingPublisher implements AutoCloseable {

    private final MqttClient client;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Map<String, List<String>> texts = new ConcurrentHashMap<>();

    public TestingPublisher(URI broker) {
        this(broker, Optional.empty(), Optional.empty(), options -> {});
    }

    TestingPublisher(
            URI broker,
            Optional<Login> login,
            Optional<Tls> tls,
            java.util.function.Consumer<MqttConnectionOptions> also) {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setSocketFactory(
                tls.map(files -> NoDelaySockets.tls(PemTls.sockets(files))).orElseGet(NoDelaySockets::plain));
        login.ifPresent(known -> {
            options.setUserName(known.user());
            options.setPassword(known.password().reveal().getBytes(UTF_8));
        });
        also.accept(options);
        try {
            client = new MqttClient(broker.toString(), "device-" + System.nanoTime(), new MemoryPersistence());
            client.setCallback(new Ears());
            client.connect(options);
        } catch (MqttException e) {
            throw new IllegalStateException(e);
        }
    }

    public void publish(String topic, String payload) {
        publish(topic, payload.getBytes(UTF_8), false);
    }

    void publish(String topic, String payload, int qos) {
        publish(topic, payload.getBytes(UTF_8), qos, false);
    }

    void publish(String topic, byte[] payload, boolean retained) {
        publish(topic, payload, 1, retained);
    }

    private void publish(String topic, byte[] payload, int qos, boolean retained) {
        while (true) {
            try {
                client.publish(topic, payload, qos, retained);
                return;
            } catch (MqttException e) {
                // Paho takes a message off its window a moment after it has said that it was delivered.
                if (e.getReasonCode() != MqttClientException.REASON_CODE_MAX_INFLIGHT) {
                    throw new IllegalStateException(e);
                }
                Thread.onSpinWait();
            }
        }
    }

    public void listenTo(String filter) {
        try {
            client.subscribe(filter, 1);
        } catch (MqttException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Topics of what came, in order. */
    List<String> heard() {
        return heard;
    }

    /** Payloads of what came on one topic, in order. */
    public List<String> texts(String topic) {
        return List.copyOf(texts.getOrDefault(topic, List.of()));
    }

    /** As by a power cut: no DISCONNECT, so the broker sends the will. */
    void die() {
        try {
            client.disconnectForcibly(0, 100, false);
        } catch (MqttException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            if (client.isConnected()) {
                client.disconnect();
            }
            client.close();
        } catch (MqttException e) {
            // The broker was stopped by the test.
        }
    }

    private final class Ears implements MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            heard.add(topic);
            texts.computeIfAbsent(topic, _ -> new CopyOnWriteArrayList<>())
                    .add(new String(message.getPayload(), UTF_8));
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {}

        @Override
        public void mqttErrorOccurred(MqttException exception) {}

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {}

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {}
    }
}
