package org.millwright.edge.sink;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.millwright.edge.journal.DeadLetter;
import org.millwright.edge.latency.RecentLatency;
import org.millwright.edge.lineprotocol.Row;
import org.millwright.edge.lineprotocol.Series;
import org.millwright.edge.source.Backoff;

/**
 * Brings one shipment into the store, however long it takes: a store that is away is tried again for ever, a request that
 * is refused is halved until the rows at fault stand alone. Sending a row twice is harmless, as the store knows it by
 * measurement, tags and timestamp.
 *
 * <p>One thread delivers; {@link #link} may be read by any.
 */
final class Delivery {

    private static final Duration LATENCIES_OF = Duration.ofSeconds(30);
    /** Rows of a request whose latencies are taken, evenly spread: of all of them it would cost as much as sending. */
    private static final int SAMPLED = 500;

    private final StoreWriter writer;
    private final Consumer<String> beforeRows;
    private final Backoff backoff;
    private final Closing closing;
    private final InstantSource clock;
    private final Random jitter = new Random();
    private final List<DeadLetter> refused = new ArrayList<>();
    private final RecentLatency sourceToStored = new RecentLatency(LATENCIES_OF);
    private final RecentLatency receivedToStored = new RecentLatency(LATENCIES_OF);
    private volatile SinkStatus.Link link = new SinkStatus.Link.Idle();

    Delivery(StoreWriter writer, Consumer<String> beforeRows, Backoff backoff, Closing closing, InstantSource clock) {
        this.writer = writer;
        this.beforeRows = beforeRows;
        this.backoff = backoff;
        this.closing = closing;
        this.clock = clock;
    }

    SinkStatus.Link link() {
        return link;
    }

    void stopped() {
        link = new SinkStatus.Link.Stopped();
    }

    RecentLatency sourceToStored() {
        return sourceToStored;
    }

    RecentLatency receivedToStored() {
        return receivedToStored;
    }

    /** What became of a shipment. */
    sealed interface Outcome {

        /** The store has all rows but these. */
        record Done(List<DeadLetter> refused) implements Outcome {}

        /** The store is away and the end was asked for; some of it may be in the store. */
        record GivenUp() implements Outcome {}
    }

    Outcome deliver(Shipment shipment) throws InterruptedException {
        refused.clear();
        return deliver(shipment, 0, shipment.length()) ? new Outcome.Done(List.copyOf(refused)) : new Outcome.GivenUp();
    }

    /** False when it was given up. */
    private boolean deliver(Shipment shipment, int from, int to) throws InterruptedException {
        return switch (untilAnswered(shipment, from, to)) {
            case Answer.Stored() -> {
                recordLatencies(shipment.lines(), from, to);
                yield true;
            }
            case Answer.Refused(String reason) -> split(shipment, from, to, reason);
            case Answer.Away(String reason) -> false;
        };
    }

    private boolean split(Shipment shipment, int from, int to, String reason) throws InterruptedException {
        int middle = shipment.middle(from, to);
        if (middle == from || middle == to) {
            refused.add(new DeadLetter(clock.instant(), shipment.text(from, to), reason));
            return true;
        }
        return deliver(shipment, from, middle) && deliver(shipment, middle, to);
    }

    /** Answers {@link Answer.Away} only when the end was asked for. */
    private Answer untilAnswered(Shipment shipment, int from, int to) throws InterruptedException {
        int attempt = 0;
        while (true) {
            Answer answer = attempt(shipment, from, to);
            if (!(answer instanceof Answer.Away(String because))) {
                if (!(link instanceof SinkStatus.Link.Up)) {
                    link = new SinkStatus.Link.Up(clock.instant());
                }
                return answer;
            }
            Duration pause = backoff.delay(++attempt, jitter);
            link = new SinkStatus.Link.Retrying(
                    because, attempt, clock.instant().plus(pause));
            if (closing.isRequested()) {
                // The journal keeps it for the next run.
                return answer;
            }
            closing.pause(pause);
        }
    }

    private Answer attempt(Shipment shipment, int from, int to) {
        for (String measurement : shipment.measurements()) {
            try {
                beforeRows.accept(measurement);
            } catch (RuntimeException e) {
                return new Answer.Away("table " + measurement + " cannot take rows: " + e.getMessage());
            }
        }
        return writer.write(shipment.lines(), from, to - from);
    }

    private void recordLatencies(byte[] lines, int from, int to) {
        Instant now = clock.instant();
        long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        int stride = Math.ceilDiv(to - from, SAMPLED);
        for (int start = from; start < to; ) {
            int end = Row.end(lines, start, to);
            long received = Row.received(lines, start, end);
            if (received != Series.NOTHING) {
                receivedToStored.record(nanos - received);
                if (Row.isSourceTimed(lines, start, end)) {
                    sourceToStored.record(nanos - Row.time(lines, start, end));
                }
            }
            int next = Math.min(start + stride, to);
            start = next <= end ? end : Row.end(lines, next - 1, to);
        }
    }
}
