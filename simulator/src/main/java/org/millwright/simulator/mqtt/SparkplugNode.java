package org.millwright.simulator.mqtt;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.millwright.simulator.line.Quantity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Sparkplug B 3.0 edge node without devices: NBIRTH with {@code bdSeq} and sequence 0, NDATA by alias with what changed
 * and a sequence that goes round at 255, NDEATH as its will, a new NBIRTH on {@code Node Control/Rebirth}. Follows no
 * primary host. NBIRTH and NDATA go out with QoS 0, as the specification demands (tck-id-payloads-nbirth-qos).
 */
public final class SparkplugNode implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SparkplugNode.class);
    private static final int ROUND = 256;

    /** What the link's thread is asked to do. */
    private sealed interface Order {
        record Sample(Instant at, List<Object> values) implements Order {}

        record Rebirth() implements Order {}
    }

    private final String name;
    private final String group;
    private final List<Quantity> metrics;
    private final LongAdder published = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final Link<Order> link;

    /** Reads the metrics once, for the first birth, so construct it on the thread that steps the line. */
    public SparkplugNode(URI broker, String group, String name, List<Quantity> metrics) {
        this.group = level("group", group);
        this.name = level("edge node", name);
        this.metrics = List.copyOf(metrics);
        this.link = new Link<>(broker, "millwright-simulator-" + group + "-" + name, new Speech(sample(Instant.now())));
        link.start();
    }

    /** Reads the metrics and returns; call on the thread that steps the line. */
    public void publish(Instant at) {
        link.offer(sample(at));
    }

    public boolean connected() {
        return link.isUp();
    }

    /** Metric values sent, those of births too. */
    public long valuesPublished() {
        return published.sum();
    }

    /** Samples that came while the broker was away: a birth carries the newest, the rest is not sent later. */
    public long dropped() {
        return link.dropped();
    }

    /** Commands that were not Sparkplug. */
    public long commandsRefused() {
        return refused.sum();
    }

    @Override
    public void close() {
        link.close();
    }

    private Order.Sample sample(Instant at) {
        return new Order.Sample(at, Readout.of(metrics));
    }

    /** On Paho's thread. */
    private void commanded(byte[] payload) {
        try {
            if (SparkplugMessages.asksForRebirth(payload)) {
                link.offer(new Order.Rebirth());
            }
        } catch (IllegalArgumentException e) {
            refused.increment();
            log.warn("{}: a command was refused: {}", name, e.getMessage());
        }
    }

    private static String level(String what, String value) {
        if (requireNonNull(value, what + " is null").isEmpty() || value.matches(".*[+/#].*")) {
            throw new IllegalArgumentException(what + " '" + value + "' must be one topic level without + / #");
        }
        return value;
    }

    private final class Speech implements Link.Speech<Order> {

        private final SparkplugMessages messages = new SparkplugMessages(metrics);
        private Order.Sample newest;
        private int birthDeathSequence = -1;
        private int sequence;

        Speech(Order.Sample first) {
            this.newest = first;
        }

        @Override
        public Connection.Will will() {
            birthDeathSequence = (birthDeathSequence + 1) % ROUND;
            return new Connection.Will(topic("NDEATH"), messages.death(birthDeathSequence));
        }

        @Override
        public void begin(Connection connection) throws MqttException {
            long samples = 0;
            for (Order order : link.drain()) {
                if (order instanceof Order.Sample sample) {
                    newest = sample;
                    samples++;
                }
            }
            link.countDropped(Math.max(0, samples - 1));
            // First, so that no command is missed after the birth.
            connection.subscribe(topic("NCMD"), SparkplugNode.this::commanded);
            birth(connection);
        }

        @Override
        public void say(Connection connection, Order order) throws MqttException {
            switch (order) {
                case Order.Rebirth _ -> birth(connection);
                case Order.Sample sample -> data(connection, sample);
            }
        }

        @Override
        public void end(Connection connection) throws MqttException {
            // An orderly disconnect makes the broker throw the will away.
            connection.publish(topic("NDEATH"), messages.death(birthDeathSequence), 1);
        }

        private void birth(Connection connection) throws MqttException {
            connection.publish(topic("NBIRTH"), messages.birth(newest.at(), birthDeathSequence, newest.values()), 0);
            sequence = 0;
            published.add(metrics.size());
        }

        private void data(Connection connection, Order.Sample sample) throws MqttException {
            List<Integer> changed = IntStream.range(0, metrics.size())
                    .filter(i -> !sample.values().get(i).equals(newest.values().get(i)))
                    .boxed()
                    .toList();
            newest = sample;
            if (!changed.isEmpty()) {
                sequence = (sequence + 1) % ROUND;
                connection.publish(topic("NDATA"), messages.data(sample.at(), sequence, changed, sample.values()), 0);
                published.add(changed.size());
            }
        }

        private String topic(String type) {
            return "spBv1.0/" + group + "/" + type + "/" + name;
        }
    }
}
