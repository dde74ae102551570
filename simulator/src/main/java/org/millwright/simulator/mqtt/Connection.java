package org.millwright.simulator.mqtt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javax.net.SocketFactory;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/** One connection to a broker, from CONNECT to its end; never reused. Blocks for at most ten seconds a call. */
final class Connection implements AutoCloseable {

    private static final long TIMEOUT_MILLIS = 10_000;
    private static final long WINDOW_PAUSE_NANOS = 200_000;

    /** What a broker takes that names no receive maximum (MQTT 5, 3.2.2.3.3). */
    private static final int MOST_IN_FLIGHT = 65_535;

    /** What the broker sends out in our name if we vanish. */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once.
    record Will(String topic, byte[] payload) {}

    private final MqttAsyncClient client;
    private final int receiveMaximum;
    private final Map<String, Consumer<byte[]>> listeners = new ConcurrentHashMap<>();

    Connection(URI broker, String clientId, @Nullable Will will) throws MqttException {
        this.client = new MqttAsyncClient(broker.toString(), clientId, new MemoryPersistence());
        client.setCallback(new Arrivals());
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(true);
        options.setSessionExpiryInterval(0L);
        options.setAutomaticReconnect(false);
        options.setKeepAliveInterval(15);
        options.setConnectionTimeout(5);
        if (broker.getScheme().equals("tcp")) {
            options.setSocketFactory(new NoDelay());
        }
        if (will != null) {
            options.setWill(will.topic(), new MqttMessage(will.payload(), 1, false, new MqttProperties()));
        }
        try {
            IMqttToken connecting = client.connect(options);
            connecting.waitForCompletion(TIMEOUT_MILLIS);
            this.receiveMaximum = receiveMaximum(connecting);
        } catch (MqttException e) {
            close();
            throw e;
        }
    }

    private static int receiveMaximum(IMqttToken connected) {
        MqttProperties properties = connected.getResponseProperties();
        Integer told = properties == null ? null : properties.getReceiveMaximum();
        return told == null ? MOST_IN_FLIGHT : told;
    }

    /** Messages with QoS 1 that the broker takes before it has acknowledged the first of them. */
    int receiveMaximum() {
        return receiveMaximum;
    }

    boolean isUp() {
        return client.isConnected();
    }

    /** @param listener called on Paho's thread; must not block */
    void subscribe(String topic, Consumer<byte[]> listener) throws MqttException {
        listeners.put(topic, listener);
        client.subscribe(topic, 1).waitForCompletion(TIMEOUT_MILLIS);
    }

    /** Returns when the broker has it (QoS 1) or it is written (QoS 0). */
    void publish(String topic, byte[] payload, int qos) throws MqttException {
        begin(topic, payload, qos, null).waitForCompletion(TIMEOUT_MILLIS);
    }

    /**
     * Returns at once; for no more than {@link #receiveMaximum()} messages at a time.
     *
     * @param delivered called on Paho's thread when the broker has it (QoS 1) or it is written (QoS 0)
     */
    void send(String topic, byte[] payload, int qos, Runnable delivered) throws MqttException {
        begin(topic, payload, qos, new MqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
                delivered.run();
            }

            @Override
            public void onFailure(IMqttToken token, Throwable fault) {
                // Not delivered: its sender still holds it.
            }
        });
    }

    private IMqttToken begin(String topic, byte[] payload, int qos, @Nullable MqttActionListener listener)
            throws MqttException {
        long start = System.nanoTime();
        while (true) {
            try {
                return client.publish(topic, payload, qos, false, null, listener);
            } catch (MqttException e) {
                // Paho tells of an acknowledgement before it gives the place in its window back.
                boolean windowFull = e.getReasonCode() == MqttClientException.REASON_CODE_MAX_INFLIGHT;
                if (!windowFull || System.nanoTime() - start > TIMEOUT_MILLIS * 1_000_000) {
                    throw e;
                }
                LockSupport.parkNanos(WINDOW_PAUSE_NANOS);
            }
        }
    }

    void disconnect() throws MqttException {
        client.disconnect(TIMEOUT_MILLIS).waitForCompletion(TIMEOUT_MILLIS);
    }

    @Override
    public void close() throws MqttException {
        try {
            if (client.isConnected()) {
                client.disconnectForcibly(0, 1_000, false);
            }
        } finally {
            client.close(true);
        }
    }

    private final class Arrivals implements MqttCallback {

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            Consumer<byte[]> listener = listeners.get(topic);
            if (listener != null) {
                listener.accept(message.getPayload());
            }
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            // isUp() says so.
        }

        @Override
        public void mqttErrorOccurred(MqttException exception) {
            // The call that failed throws it as well.
        }

        @Override
        public void deliveryComplete(IMqttToken token) {
            // publish() waits for it.
        }

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {
            // The constructor waits for it.
        }

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {
            // Not used.
        }
    }

    /** Paho leaves Nagle's algorithm on, which holds a small QoS 1 message back until the last one is acknowledged. */
    private static final class NoDelay extends SocketFactory {

        @Override
        public Socket createSocket() throws IOException {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException("Paho connects the socket itself");
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException("Paho connects the socket itself");
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException("Paho connects the socket itself");
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
            throw new UnsupportedOperationException("Paho connects the socket itself");
        }
    }
}
