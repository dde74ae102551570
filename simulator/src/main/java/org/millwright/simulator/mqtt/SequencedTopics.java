package org.millwright.simulator.mqtt;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BooleanSupplier;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.millwright.simulator.load.Beats;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes consecutive numbers to many topics and loses none: what the broker has not acknowledged is sent again, in
 * order, on the next connection, and never more of it at a time than the broker takes. Numbers wait for a broker that is
 * away; they are made from the beat, so that they take no memory. NOT thread safe but for the counts.
 */
public final class SequencedTopics {

    private static final Logger log = LoggerFactory.getLogger(SequencedTopics.class);
    private static final int MOST_IN_FLIGHT = 1_000;
    private static final long LOOK_UP_MILLIS = 50;
    private static final long RECONNECT_MILLIS = 250;

    /** How a number is written. */
    public enum Format {
        /** {@code {"seq":7,"ts":"2026-01-01T00:00:00.100Z"}}. */
        JSON,
        /** The number alone: a message without a time. */
        PLAIN
    }

    private final URI broker;
    private final String clientId;
    private final int topics;
    private final Format format;
    private final int qos;
    private final Beats plan;
    /** Indices of messages, beat by beat and within a beat topic by topic. */
    private final SortedSet<Long> unacknowledged = new ConcurrentSkipListSet<>();

    private final AtomicLongArray acknowledged;
    private final AtomicLong resent = new AtomicLong();
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();
    private long beats;
    private boolean complained;

    /** @param topics {@code load/0} and so on */
    public SequencedTopics(URI broker, String clientId, int topics, Format format, int qos, Beats plan) {
        this.broker = broker;
        this.clientId = clientId;
        this.topics = topics;
        this.format = format;
        this.qos = qos;
        this.plan = plan;
        this.acknowledged = new AtomicLongArray(topics);
    }

    /**
     * Runs on the calling thread until everything is acknowledged, or {@code patience} after the last number.
     *
     * @param most numbers a topic; {@code goOn} is asked before each one
     */
    public void run(long most, BooleanSupplier goOn, Duration patience) throws InterruptedException {
        BooleanSupplier more = () -> beats < most && goOn.getAsBoolean();
        long giveUpNanos = Long.MAX_VALUE;
        while (more.getAsBoolean() || (!unacknowledged.isEmpty() && System.nanoTime() < giveUpNanos)) {
            session(more, patience);
            if (giveUpNanos == Long.MAX_VALUE && !more.getAsBoolean()) {
                giveUpNanos = System.nanoTime() + patience.toNanos();
            }
            if (!unacknowledged.isEmpty() || more.getAsBoolean()) {
                TimeUnit.MILLISECONDS.sleep(RECONNECT_MILLIS);
            }
        }
    }

    private void session(BooleanSupplier more, Duration patience) throws InterruptedException {
        try (Connection connection = new Connection(broker, clientId, null)) {
            complained = false;
            Semaphore window = new Semaphore(Math.min(MOST_IN_FLIGHT, connection.receiveMaximum()));
            for (long index : unacknowledged) {
                resent.incrementAndGet();
                send(connection, window, index);
            }
            while (connection.isUp() && more.getAsBoolean()) {
                beat(connection, window);
            }
            long end = System.nanoTime() + patience.toNanos();
            while (connection.isUp() && !more.getAsBoolean() && !unacknowledged.isEmpty() && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(LOOK_UP_MILLIS);
            }
        } catch (MqttException e) {
            if (!complained) {
                log.warn("{}: {} is not reached: {}; trying again", clientId, broker, e.toString());
            }
            complained = true;
        }
    }

    private void beat(Connection connection, Semaphore window) throws MqttException, InterruptedException {
        long ahead = startNanos + plan.due(beats).toNanos() - System.nanoTime();
        if (ahead > 0) {
            TimeUnit.NANOSECONDS.sleep(Math.min(ahead, TimeUnit.MILLISECONDS.toNanos(LOOK_UP_MILLIS)));
            return;
        }
        long first = beats * topics;
        for (long index = first; index < first + topics; index++) {
            unacknowledged.add(index);
        }
        beats++;
        for (long index = first; index < first + topics; index++) {
            send(connection, window, index);
        }
        plan.made().accept(plan.first() + beats - 1);
    }

    /** Waits for a place in the window; nothing is sent on a connection that has gone. */
    private void send(Connection connection, Semaphore window, long index) throws MqttException, InterruptedException {
        while (!window.tryAcquire(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS)) {
            if (!connection.isUp()) {
                return;
            }
        }
        int topic = (int) (index % topics);
        connection.send("load/" + topic, payload(index / topics), qos, () -> {
            if (unacknowledged.remove(index)) {
                acknowledged.incrementAndGet(topic);
            }
            window.release();
        });
    }

    private byte[] payload(long beat) {
        long number = plan.first() + beat;
        String text = switch (format) {
            case PLAIN -> Long.toString(number);
            case JSON -> "{\"seq\":" + number + ",\"ts\":\"" + plan.shown(beat, start) + "\"}";
        };
        return text.getBytes(US_ASCII);
    }

    /** Numbers that each topic was given, whether or not they were acknowledged. */
    public long beats() {
        return beats;
    }

    /** Messages of this topic that the broker has acknowledged. */
    public long acknowledged(int topic) {
        return acknowledged.get(topic);
    }

    public long unacknowledged() {
        return unacknowledged.size();
    }

    /** Messages that were sent again, and so may have reached the broker twice. */
    public long resent() {
        return resent.get();
    }
}
