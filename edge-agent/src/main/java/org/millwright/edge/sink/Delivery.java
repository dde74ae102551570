package org.millwright.edge.sink;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.millwright.edge.latency.RecentLatency;
import org.millwright.edge.source.Backoff;

/**
 * Brings one batch into the store, however long it takes: a store that is away is tried again for ever, a batch that is
 * refused is halved until the rows at fault stand alone. Sending a row twice is harmless, as the store knows it by
 * measurement, tags and timestamp.
 *
 * <p>One thread delivers; {@link #link} may be read by any.
 */
final class Delivery {

    /** While closing, the store is not waited for as patiently. */
    private static final Duration LONGEST_PAUSE_AT_END = Duration.ofMillis(200);

    private static final Duration LATENCIES_OF = Duration.ofSeconds(30);

    private final StoreWriter writer;
    private final Consumer<String> beforeFirstRow;
    private final Backoff backoff;
    private final Closing closing;
    private final Ledger ledger;
    private final InstantSource clock;
    private final Random jitter = new Random();
    private final Set<String> prepared = new HashSet<>();
    private final RecentLatency sourceToStored = new RecentLatency(LATENCIES_OF);
    private final RecentLatency receivedToStored = new RecentLatency(LATENCIES_OF);
    private volatile SinkStatus.Link link = new SinkStatus.Link.Idle();

    Delivery(
            StoreWriter writer,
            Consumer<String> beforeFirstRow,
            Backoff backoff,
            Closing closing,
            Ledger ledger,
            InstantSource clock) {
        this.writer = writer;
        this.beforeFirstRow = beforeFirstRow;
        this.backoff = backoff;
        this.closing = closing;
        this.ledger = ledger;
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

    /** Returns when every row of the batch is stored, refused, or given up because the time to close is over. */
    void deliver(Batch batch, Set<String> measurements) throws InterruptedException {
        deliver(batch, 0, batch.rows(), measurements);
    }

    private void deliver(Batch batch, int from, int to, Set<String> measurements) throws InterruptedException {
        switch (untilAnswered(batch, from, to, measurements)) {
            case Answer.Stored() -> {
                ledger.stored(to - from);
                recordLatencies(batch, from, to);
            }
            case Answer.Refused(String reason)
            when to - from == 1 ->
                ledger.refused(new Refusal(clock.instant(), batch.text(from, to).strip(), reason));
            case Answer.Refused(String reason) -> {
                int middle = (from + to) >>> 1;
                deliver(batch, from, middle, measurements);
                deliver(batch, middle, to, measurements);
            }
            case Answer.Away(String reason) -> ledger.dropped(to - from);
        }
    }

    /** Answers {@link Answer.Away} only when the time to close is over. */
    private Answer untilAnswered(Batch batch, int from, int to, Set<String> measurements) throws InterruptedException {
        int attempt = 0;
        while (true) {
            Answer answer = attempt(batch, from, to, measurements);
            if (!(answer instanceof Answer.Away(String because))) {
                if (!(link instanceof SinkStatus.Link.Up)) {
                    link = new SinkStatus.Link.Up(clock.instant());
                }
                return answer;
            }
            Duration pause = backoff.delay(++attempt, jitter);
            if (closing.isRequested() && pause.compareTo(LONGEST_PAUSE_AT_END) > 0) {
                pause = LONGEST_PAUSE_AT_END;
            }
            link = new SinkStatus.Link.Retrying(
                    because, attempt, clock.instant().plus(pause));
            if (closing.isExpired()) {
                return answer;
            }
            closing.pause(pause);
        }
    }

    private Answer attempt(Batch batch, int from, int to, Set<String> measurements) {
        for (String measurement : measurements) {
            if (!prepared.contains(measurement)) {
                try {
                    beforeFirstRow.accept(measurement);
                } catch (RuntimeException e) {
                    return new Answer.Away("table " + measurement + " cannot be prepared: " + e.getMessage());
                }
                prepared.add(measurement);
            }
        }
        return writer.write(batch.lines().array(), batch.start(from), batch.start(to) - batch.start(from));
    }

    private void recordLatencies(Batch batch, int from, int to) {
        Instant now = clock.instant();
        long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        sourceToStored.record(to - from, i -> since(batch.sourceNanos(from + i), nanos));
        receivedToStored.record(to - from, i -> since(batch.receivedNanos(from + i), nanos));
    }

    private static long since(long time, long now) {
        return time == Batch.NO_TIME ? RecentLatency.NONE : now - time;
    }
}
