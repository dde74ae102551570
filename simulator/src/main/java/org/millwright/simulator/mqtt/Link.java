package org.millwright.simulator.mqtt;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Keeps one client connected for ever and sends what is offered, in order, on a thread of its own. What does not fit while
 * the broker is away is dropped, oldest first, and counted.
 */
final class Link<T> implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Link.class);
    private static final int CAPACITY = 1_000;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final long LOOK_UP_MILLIS = 100;

    /** What is said on the wire. Called on the link's thread only. */
    interface Speech<T> {

        /** Before each try to connect. */
        Connection.@Nullable Will will();

        void begin(Connection connection) throws MqttException;

        /** Said again on the next connection if this one breaks here. */
        void say(Connection connection, T item) throws MqttException;

        /** Before an orderly end. */
        void end(Connection connection) throws MqttException;
    }

    private final URI broker;
    private final String clientId;
    private final Speech<T> speech;
    private final BlockingQueue<T> waiting;
    private final LongAdder dropped = new LongAdder();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private @Nullable T inHand;
    private boolean complained;
    private volatile boolean up;

    Link(URI broker, String clientId, Speech<T> speech) {
        this(broker, clientId, CAPACITY, speech);
    }

    /** @param capacity how many items may wait */
    Link(URI broker, String clientId, int capacity, Speech<T> speech) {
        this.waiting = new ArrayBlockingQueue<>(capacity);
        this.broker = broker;
        this.clientId = clientId;
        this.speech = speech;
        this.thread = Thread.ofVirtual().name("mqtt " + clientId).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Never blocks; any thread. */
    void offer(T item) {
        while (!waiting.offer(item)) {
            if (waiting.poll() != null) {
                dropped.increment();
            }
        }
    }

    boolean isUp() {
        return up;
    }

    long dropped() {
        return dropped.sum();
    }

    /** Takes out what was not sent yet, oldest first; on the link's thread, from within {@code begin}. */
    List<T> drain() {
        List<T> unsent = new ArrayList<>();
        if (inHand != null) {
            unsent.add(inHand);
            inHand = null;
        }
        waiting.drainTo(unsent);
        return unsent;
    }

    void countDropped(long items) {
        dropped.add(items);
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            if (!thread.join(Duration.ofSeconds(15))) {
                log.warn("{}: did not end within 15 s", clientId);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long pause = FIRST_PAUSE_MILLIS;
        try {
            while (closed.getCount() > 0) {
                boolean worked = session();
                pause = worked ? FIRST_PAUSE_MILLIS : Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
                // Jitter, so that clients do not come back all at once.
                closed.await((long) (pause * (0.5 + ThreadLocalRandom.current().nextDouble())), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether a connection came about */
    private boolean session() throws InterruptedException {
        boolean worked = false;
        try (Connection connection = new Connection(broker, clientId, speech.will())) {
            worked = true;
            complained = false;
            speech.begin(connection);
            up = true;
            log.info("{}: connected to {}", clientId, broker);
            speak(connection);
        } catch (MqttException e) {
            // Once an outage: it is tried several times a second at first.
            log.atLevel(complained ? Level.DEBUG : Level.WARN)
                    .log("{}: {} is not reached: {}; trying again", clientId, broker, reason(e));
            complained = true;
        } catch (RuntimeException e) {
            log.error("{}: a message could not be made and is dropped", clientId, e);
            dropped.add(drain().size());
        } finally {
            up = false;
        }
        return worked;
    }

    private void speak(Connection connection) throws MqttException, InterruptedException {
        while (connection.isUp()) {
            T item = inHand != null ? inHand : waiting.poll(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
            if (item != null) {
                inHand = item;
                speech.say(connection, item);
                inHand = null;
            } else if (closed.getCount() == 0) {
                speech.end(connection);
                connection.disconnect();
                return;
            }
        }
        log.warn("{}: {} closed the connection; trying again", clientId, broker);
    }

    private static String reason(MqttException e) {
        return e.getCause() == null ? e.toString() : e.getCause().toString();
    }
}
