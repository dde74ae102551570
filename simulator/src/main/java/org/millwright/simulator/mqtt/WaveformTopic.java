package org.millwright.simulator.mqtt;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

/**
 * A sensor that sends each recording as one message of samples and nothing else, 32-bit floats with the lowest byte first, with
 * QoS 1 and never retained. The message has no time, so that its arrival is the end of the recording: what cannot be sent at once
 * is dropped and counted.
 */
public final class WaveformTopic implements AutoCloseable {

    private final String topic;
    private final LongAdder published = new LongAdder();
    private final Link<byte[]> link;

    /** @param name for the client id and the log */
    public WaveformTopic(URI broker, String name, String topic) {
        this.topic = requireNonNull(topic, "topic is null");
        this.link = new Link<>(broker, "millwright-simulator-" + name, 1, new Speech());
        link.start();
    }

    /** Returns at once; call on the thread that steps the line. */
    public void publish(float[] samples) {
        if (!link.isUp()) {
            link.countDropped(1);
            return;
        }
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(samples);
        link.offer(bytes.array());
    }

    public boolean connected() {
        return link.isUp();
    }

    /** Recordings that the broker has acknowledged. */
    public long published() {
        return published.sum();
    }

    /** Recordings that were given up. */
    public long dropped() {
        return link.dropped();
    }

    @Override
    public void close() {
        link.close();
    }

    private final class Speech implements Link.Speech<byte[]> {

        @Override
        public Connection.@Nullable Will will() {
            return null;
        }

        @Override
        public void begin(Connection connection) {
            link.countDropped(link.drain().size());
        }

        @Override
        public void say(Connection connection, byte[] recording) throws MqttException {
            connection.publish(topic, recording, 1);
            published.increment();
        }

        @Override
        public void end(Connection connection) {
            // A sensor says no goodbye.
        }
    }
}
