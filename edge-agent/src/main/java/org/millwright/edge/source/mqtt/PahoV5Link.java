package org.millwright.edge.source.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.source.mqtt.Message.Age;

/**
 * MQTT 5 by Eclipse Paho. Its own reconnect is off: it neither checks the answer to a subscription nor says why it failed.
 *
 * <p>Acknowledgements are ours to give, at QoS 1. At QoS 2 this client would answer by itself, so nothing is subscribed
 * above 1, and what is published at 2 comes at 1.
 */
final class PahoV5Link implements MqttLink {

    /** Protects the heap: the broker then keeps larger messages to itself (MQTT 5, 3.1.2.11.4). */
    private static final long PACKET_LIMIT = 16L << 20;

    /** Retained messages come for new subscriptions only, and not with every connection (MQTT 5, 3.8.3.1). */
    private static final int RETAINED_IF_NEW = 1;

    private final Settings settings;
    private final MqttAsyncClient client;
    private final DuplicateFlags flags = new DuplicateFlags();
    private volatile boolean marksSubscriptions = true;

    PahoV5Link(Settings settings, Listener listener) {
        this.settings = settings;
        try {
            this.client = new ListeningClient(
                    BrokerAddress.forPaho(settings.broker()), settings.account().clientId(), flags);
        } catch (MqttException e) {
            throw BrokerException.connecting(settings.broker(), e.getReasonCode(), e);
        }
        client.setManualAcks(true);
        client.setCallback(new Callback(listener, flags, settings.subscription()));
    }

    private MqttConnectionOptions options() {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setAutomaticReconnect(false);
        options.setCleanStart(!settings.account().isKept());
        options.setSessionExpiryInterval(settings.account().keep().toSeconds());
        options.setReceiveMaximum(settings.window());
        options.setKeepAliveInterval(Timing.KEEP_ALIVE_SECONDS);
        options.setConnectionTimeout(Timing.CONNECT_SECONDS);
        options.setMaximumPacketSize(PACKET_LIMIT);
        options.setSocketFactory(settings.sockets());
        settings.login().ifPresent(known -> {
            options.setUserName(known.user());
            options.setPassword(known.password().reveal().getBytes(UTF_8));
        });
        return options;
    }

    @Override
    public boolean connect() {
        try {
            IMqttToken token = client.connect(options());
            token.waitForCompletion(Timing.ANSWER_MILLIS);
            MqttProperties answer = token.getResponseProperties();
            marksSubscriptions = answer == null || answer.isSubscriptionIdentifiersAvailable();
            return token.getSessionPresent();
        } catch (MqttException e) {
            throw BrokerException.connecting(settings.broker(), e.getReasonCode() < 0x100 ? e.getReasonCode() : -1, e);
        }
    }

    @Override
    public int[] subscribe(List<String> filters) {
        MqttSubscription[] subscriptions =
                filters.stream().map(PahoV5Link::subscription).toArray(MqttSubscription[]::new);
        MqttProperties properties = new MqttProperties();
        if (marksSubscriptions) {
            properties.setSubscriptionIdentifier(settings.subscription());
        }
        try {
            IMqttToken token = client.subscribe(subscriptions, null, null, properties);
            token.waitForCompletion(Timing.ANSWER_MILLIS);
            return token.getReasonCodes();
        } catch (MqttException e) {
            throw BrokerException.unanswered(settings.broker(), e);
        }
    }

    private static MqttSubscription subscription(String filter) {
        MqttSubscription subscription = new MqttSubscription(filter, 1);
        subscription.setRetainHandling(RETAINED_IF_NEW);
        return subscription;
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

    /** An exception thrown here would end the client, and so would a disconnect. */
    private record Callback(Listener listener, DuplicateFlags flags, int subscription) implements MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            listener.arrived(new Message(
                    topic,
                    message.getPayload(),
                    message.getQos(),
                    message.getId(),
                    message.isRetained(),
                    flags.remove(message.getId()),
                    age(message.getProperties().getSubscriptionIdentifiers())));
        }

        private Age age(List<Integer> subscriptions) {
            return subscriptions.isEmpty() ? Age.UNKNOWN : subscriptions.contains(subscription) ? Age.FRESH : Age.KEPT;
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            MqttException error = response.getException();
            listener.lost(
                    because(response.getReturnCode(), error),
                    error != null && error.getReasonCode() == MqttClientException.REASON_CODE_CLIENT_TIMEOUT);
        }

        private static String because(int code, @Nullable MqttException error) {
            if (code == 0x8E) {
                return "another client connected with the same client id: give each its own";
            }
            return code >= 0x80
                    ? "the broker ended the connection (0x" + Integer.toHexString(code) + ")"
                    : BrokerException.ending(error);
        }

        @Override
        public void mqttErrorOccurred(MqttException exception) {
            listener.lost("the broker broke the protocol (" + exception.getMessage() + ")", false);
        }

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {}

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {}
    }
}
