package org.millwright.edge.bench;

import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.bus.Overflow;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Prognosis;

/**
 * Looks at each prognosis on the thread that publishes it, once the journal took it, and keeps how old its reading was then.
 * What belongs to readings of before {@link #begin} counts for nothing. Any thread.
 */
final class PrognosisTap {

    private static final long LONGEST_NANOS = 60_000_000_000L;

    private final Recorder latency = new Recorder(LONGEST_NANOS, 3);
    private final LongAdder made = new LongAdder();
    private final LongAdder withLife = new LongAdder();
    private volatile long fromNanos = Long.MAX_VALUE;

    PrognosisTap(Bus<Event> bus) {
        // Nothing is ever put into this queue.
        bus.subscribe("bench", 1, Overflow.DROP_OLDEST, event -> {
            look(event);
            return false;
        });
    }

    void begin(Instant from) {
        fromNanos = MachineFeed.nanos(from);
    }

    private void look(Event event) {
        if (event instanceof Prognosis prognosis && prognosis.timestampNanos() >= fromNanos) {
            long nanos = MachineFeed.nanos(Instant.now()) - prognosis.timestampNanos();
            latency.recordValue(Math.clamp(nanos, 0, LONGEST_NANOS));
            made.increment();
            withLife.add(Double.isNaN(prognosis.remainingLife()) ? 0 : 1);
        }
    }

    /** Since the last call. */
    Histogram latency() {
        return latency.getIntervalHistogram();
    }

    long made() {
        return made.sum();
    }

    /** … that say how much life is left. */
    long withLife() {
        return withLife.sum();
    }
}
