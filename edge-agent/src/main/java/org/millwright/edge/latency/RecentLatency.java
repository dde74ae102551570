package org.millwright.edge.latency;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Latencies of the last while, to a hundredth: how it is now, whatever the start was like. Any thread.
 */
public final class RecentLatency {

    private static final long LONGEST_MICROS = TimeUnit.HOURS.toMicros(1);
    private static final int FIGURES = 2;
    private static final int SLOTS = 6;

    private final long slotNanos;
    private final long origin = System.nanoTime();
    private final Histogram[] slots = new Histogram[SLOTS];
    private long newest;

    /** @param span of the values that are told; a sixth of it may have been forgotten already */
    public RecentLatency(Duration span) {
        this.slotNanos = span.toNanos() / SLOTS;
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new Histogram(LONGEST_MICROS, FIGURES);
        }
    }

    public synchronized void record(long nanos) {
        slots[(int) (turn() % SLOTS)].recordValue(Math.clamp(nanos / 1000, 0, LONGEST_MICROS));
    }

    public synchronized Latency read() {
        turn();
        Histogram all = new Histogram(LONGEST_MICROS, FIGURES);
        for (Histogram slot : slots) {
            all.add(slot);
        }
        return LatencyRecord.latency(all);
    }

    /** Empties the slots whose time is over. */
    private long turn() {
        long now = (System.nanoTime() - origin) / slotNanos;
        for (long next = Math.max(newest + 1, now - SLOTS + 1); next <= now; next++) {
            slots[(int) (next % SLOTS)].reset();
        }
        newest = Math.max(newest, now);
        return newest;
    }
}
