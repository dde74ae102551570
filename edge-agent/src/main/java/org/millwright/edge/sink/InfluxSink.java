package org.millwright.edge.sink;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.millwright.edge.bus.Subscription;
import org.millwright.edge.config.StoreConfig;
import org.millwright.edge.signal.Event;

/**
 * Takes events from its queue, encodes them as line protocol and sends them in batches, on one thread of its own.
 *
 * <p>While the store is away the batch under way is kept and sent again, for ever; what arrives meanwhile waits in the
 * queue, which counts what it cannot hold. {@link #status} may be called from any thread.
 */
public final class InfluxSink implements AutoCloseable {

    /** How long the thread may look at an empty queue before it looks at the clock. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final Subscription<Event> events;
    private final SinkSettings settings;
    private final InstantSource clock;
    private final StoreWriter writer;
    private final LineProtocol protocol = new LineProtocol();
    private final Ledger ledger = new Ledger();
    private final Closing closing = new Closing();
    private final Delivery delivery;
    private final Batch batch;
    private final List<Event> taken = new ArrayList<>();
    private final Thread thread;
    private long batchSinceNanoTime;

    private InfluxSink(
            StoreWriter writer,
            Subscription<Event> events,
            Consumer<String> beforeFirstRow,
            SinkSettings settings,
            InstantSource clock) {
        this.writer = writer;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
        delivery = new Delivery(writer, beforeFirstRow, settings.backoff(), closing, ledger, clock);
        batch = new Batch(settings.rows(), settings.bytes());
        thread = Thread.ofPlatform().name("sink").unstarted(this::run);
    }

    /**
     * For an InfluxDB 2.x or 3, and for the embedded store, which speaks the same.
     *
     * @param beforeFirstRow told each measurement before the first row of it is sent, on the sink's thread; throws to be
     *     asked again later
     */
    public static InfluxSink to(
            StoreConfig.InfluxV2 store,
            Subscription<Event> events,
            Consumer<String> beforeFirstRow,
            SinkSettings settings,
            InstantSource clock) {
        return new InfluxSink(StoreWriter.to(store), events, beforeFirstRow, settings, clock);
    }

    /** For an InfluxDB 1.x. */
    public static InfluxSink to(
            StoreConfig.InfluxV1 store, Subscription<Event> events, SinkSettings settings, InstantSource clock) {
        return new InfluxSink(StoreWriter.to(store), events, measurement -> {}, settings, clock);
    }

    /** Returns at once; whether the store is there shows in the status. */
    public void start() {
        thread.start();
    }

    public SinkStatus status() {
        return new SinkStatus(
                writer.target(),
                delivery.link(),
                ledger.counts(),
                delivery.sourceToStored().read(),
                delivery.receivedToStored().read(),
                ledger.refusals());
    }

    private void run() {
        try {
            while (step()) {
                ledger.publish(protocol.late(), protocol.withoutValue());
            }
        } catch (InterruptedException e) {
            closing.request(Duration.ZERO);
            Thread.currentThread().interrupt();
        } finally {
            giveUpTheRest();
        }
    }

    /** False when there is nothing left to do after the end was asked for. */
    private boolean step() throws InterruptedException {
        boolean ending = closing.isRequested();
        int count = events.drainTo(taken, settings.rows(), ending ? Duration.ZERO : patience());
        ledger.taken(count);
        for (Event event : taken) {
            append(event);
        }
        taken.clear();
        if (batch.rows() > 0 && (isDue() || (ending && count == 0))) {
            flush();
        }
        return !(ending && count == 0) && !closing.isExpired();
    }

    private Duration patience() {
        if (batch.rows() == 0) {
            return PATIENCE;
        }
        long left = settings.age().toNanos() - (System.nanoTime() - batchSinceNanoTime);
        return Duration.ofNanos(Math.max(0, left));
    }

    private boolean isDue() {
        return System.nanoTime() - batchSinceNanoTime >= settings.age().toNanos();
    }

    private void append(Event event) throws InterruptedException {
        if (batch.rows() == 0) {
            batchSinceNanoTime = System.nanoTime();
        }
        try {
            if (!protocol.append(event, batch)) {
                ledger.duplicate();
            }
        } catch (RuntimeException e) {
            // One event that cannot be written down must not stop the others.
            batch.forgetUnfinishedRow();
            ledger.refused(new Refusal(clock.instant(), String.valueOf(event), "cannot be encoded: " + e));
        }
        if (batch.isFull()) {
            flush();
        }
    }

    private void flush() throws InterruptedException {
        ledger.publish(protocol.late(), protocol.withoutValue());
        delivery.deliver(batch, protocol.measurements());
        batch.clear();
        ledger.publish(protocol.late(), protocol.withoutValue());
    }

    private void giveUpTheRest() {
        try {
            List<Event> left = new ArrayList<>();
            while (events.drainTo(left, settings.rows(), Duration.ZERO) > 0) {
                ledger.taken(left.size());
                left.clear();
            }
        } catch (InterruptedException e) {
            // Then the queue's own count of what waits in it tells.
            Thread.currentThread().interrupt();
        }
        ledger.dropWaiting();
        ledger.publish(protocol.late(), protocol.withoutValue());
        delivery.stopped();
        writer.close();
    }

    /**
     * Sends what is queued, for {@link SinkSettings#drain} at most, and counts as dropped what is left then. Close the
     * bus before, or there is no end to what is queued.
     */
    @Override
    public void close() {
        closing.request(settings.drain());
        if (thread.getState() == Thread.State.NEW) {
            writer.close();
            return;
        }
        try {
            if (!thread.join(settings.drain().plusMillis(200))) {
                writer.cancel();
                thread.join(Duration.ofSeconds(2));
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
