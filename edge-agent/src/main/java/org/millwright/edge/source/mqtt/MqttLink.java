package org.millwright.edge.source.mqtt;

import java.util.List;

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

    /** @throws BrokerException that says what to do */
    void connect();

    /** Subscribes at QoS 1; the answer has one MQTT reason code per filter, 0x80 and above for a refusal. */
    int[] subscribe(List<String> filters);

    /** Hands over at QoS 1; does not wait for the broker's answer. */
    void publish(String topic, byte[] payload);

    @Override
    void close();
}
