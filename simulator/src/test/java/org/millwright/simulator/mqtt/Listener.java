package org.millwright.simulator.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;

/** A plain client as any data team would write it. */
final class Listener implements AutoCloseable {

    @SuppressWarnings("ArrayRecordComponent") // Looked at once.
    record Heard(String topic, byte[] payload, int qos, boolean retained) {}

    final MqttClient client;
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();

    Listener(URI broker, String filter) throws MqttException {
        this(broker, filter, new MqttConnectionOptions());
    }

    Listener(URI broker, String filter, MqttConnectionOptions options) throws MqttException {
        client = new MqttClient(broker.toString(), "listener-" + System.nanoTime(), new MemoryPersistence());
        client.connect(options);
        client.subscribe(new MqttSubscription[] {new MqttSubscription(filter, 1)}, new IMqttMessageListener[] {
            (topic, message) ->
                    heard.add(new Heard(topic, message.getPayload(), message.getQos(), message.isRetained()))
        });
    }

    Heard next() throws InterruptedException {
        Heard next = heard.poll(15, TimeUnit.SECONDS);
        assertThat(next).as("a message within 15 s").isNotNull();
        return next;
    }

    void send(String topic, byte[] payload) throws MqttException {
        client.publish(topic, new MqttMessage(payload));
    }

    @Override
    public void close() throws MqttException {
        client.disconnect();
        client.close();
    }
}
