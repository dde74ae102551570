package org.millwright.edge.sink;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.millwright.edge.config.StoreConfig;
import org.millwright.edge.journal.Block;
import org.millwright.edge.journal.DeadLetter;
import org.millwright.edge.journal.JournalException;
import org.millwright.edge.journal.Outbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shipper: takes blocks of rows from the journal, oldest first, and sends them to the store in batches, on one thread
 * of its own.
 *
 * <p>While the store is away the shipment under way is kept and sent again, for ever; what arrives meanwhile waits in the
 * journal. {@link #status} may be called from any thread.
 */
public final class InfluxSink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(InfluxSink.class);
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final Outbox outbox;
    private final SinkSettings settings;
    private final StoreWriter writer;
    private final Closing closing = new Closing();
    private final Delivery delivery;
    private final Shipment shipment;
    private final Thread thread;

    private InfluxSink(
            StoreWriter writer,
            Outbox outbox,
            Consumer<String> beforeRows,
            SinkSettings settings,
            InstantSource clock) {
        this.writer = writer;
        this.outbox = outbox;
        this.settings = settings;
        delivery = new Delivery(writer, beforeRows, settings.backoff(), closing, clock);
        shipment = new Shipment(settings.rows(), settings.bytes());
        thread = Thread.ofPlatform().name("sink").unstarted(this::run);
    }

    /**
     * For an InfluxDB 2.x or 3, and for the embedded store, which speaks the same.
     *
     * @param beforeRows told each measurement before rows are sent, every time, on the sink's thread; throws to be asked
     *     again later
     */
    public static InfluxSink to(
            StoreConfig.InfluxV2 store,
            Outbox outbox,
            Consumer<String> beforeRows,
            SinkSettings settings,
            InstantSource clock) {
        return new InfluxSink(StoreWriter.to(store), outbox, beforeRows, settings, clock);
    }

    /** For an InfluxDB 1.x. */
    public static InfluxSink to(StoreConfig.InfluxV1 store, Outbox outbox, SinkSettings settings, InstantSource clock) {
        return new InfluxSink(StoreWriter.to(store), outbox, measurement -> {}, settings, clock);
    }

    /** Returns at once; whether the store is there shows in the status. */
    public void start() {
        thread.start();
    }

    public SinkStatus status() {
        return new SinkStatus(
                writer.target(),
                delivery.link(),
                delivery.sourceToStored().read(),
                delivery.receivedToStored().read());
    }

    private void run() {
        try {
            while (!closing.isExpired() && !(closing.isRequested() && !outbox.hasNext()) && ship()) {
                // Goes on until the end was asked for.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            delivery.stopped();
            writer.close();
        }
    }

    /** False when the store is away and the end was asked for. */
    private boolean ship() throws InterruptedException {
        long last = gather();
        if (last == 0) {
            return true;
        }
        if (shipment.rows() == 0) {
            outbox.stored(last, List.of());
            return true;
        }
        return switch (delivery.deliver(shipment)) {
            case Delivery.Outcome.Done(List<DeadLetter> refused) -> {
                outbox.stored(last, refused);
                yield true;
            }
            case Delivery.Outcome.GivenUp() -> false;
        };
    }

    /** Fills the shipment with what there is; returns the number of its last block, or 0. */
    private long gather() throws InterruptedException {
        shipment.clear();
        long last = 0;
        try {
            Optional<Block> next = outbox.take(closing.isRequested() ? Duration.ZERO : PATIENCE);
            while (next.isPresent()) {
                last = next.get().sequence();
                shipment.add(next.get());
                next = shipment.isFull() ? Optional.empty() : outbox.take(Duration.ZERO);
            }
        } catch (JournalException e) {
            LOG.warn("{}; trying again", e.getMessage());
            closing.pause(Duration.ofSeconds(1));
        }
        return last;
    }

    /**
     * Sends what the journal holds for {@link SinkSettings#drain} at most, unless the store is away; the rest stays there
     * for the next run.
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
