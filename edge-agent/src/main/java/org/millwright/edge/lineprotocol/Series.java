package org.millwright.edge.lineprotocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.signal.Signal;

/**
 * One identity in the store (measurement and tags), and the last few rows written under it, so that no row is written
 * over another and a repetition is known as one.
 *
 * <p>A store keeps one row per identity and timestamp. OPC UA counts in 100 ns, many sources in milliseconds: different
 * contents with the same time are moved on by 1 ns each, which stays inside the source's own resolution.
 *
 * <p>NOT thread safe.
 */
public final class Series {

    /** Returned by {@link #place} for what was stored before. */
    static final long DUPLICATE = Long.MIN_VALUE;

    /** Rows remembered: a re-subscription repeats one value, a resent queue a few. */
    static final int REMEMBERED = 8;

    private static final int SOURCE = 0;
    private static final int WRITTEN = 1;
    private static final int CONTENT = 2;
    /** Four, so that a slot never straddles more cache lines than it must; the fourth is the status. */
    private static final int SLOT = 4;

    private static final int STATUS = 3;

    /** Stands for the time of a row that there is not. */
    public static final long NOTHING = Long.MIN_VALUE;

    private final int number;
    private final byte[] prefix;
    /** Plain figures in one array: the hot path touches one line of it, and no value is kept alive. */
    private final long[] rows = new long[REMEMBERED * SLOT];

    /** What was written after this, and for which signal. */
    private @Nullable Signal nextSignal;

    private @Nullable Series next;

    private int newest;
    private long highest = Long.MIN_VALUE;
    private long forgotten = Long.MIN_VALUE;

    /** The prefix is measurement, tags and the space that ends them. */
    Series(int number, String prefix) {
        this.number = number;
        this.prefix = prefix.getBytes(UTF_8);
        Arrays.fill(rows, Long.MIN_VALUE);
    }

    int number() {
        return number;
    }

    String identity() {
        return new String(prefix, 0, prefix.length - 1, UTF_8);
    }

    /** The time that the newest row was written under. */
    public long newestWritten() {
        return rows[newest * SLOT + WRITTEN];
    }

    /** The time of the newest row as its source gave it. */
    public long newestSource() {
        return rows[newest * SLOT + SOURCE];
    }

    /** See {@link Content}. */
    public long newestContent() {
        return rows[newest * SLOT + CONTENT];
    }

    public int newestStatus() {
        return (int) rows[newest * SLOT + STATUS];
    }

    /** Brings back the newest row that an earlier run wrote, so that its repetition is known as one. */
    public void restore(long source, long written, long content, int status) {
        highest = Math.max(highest, written);
        remember(source, written, content, status);
    }

    byte[] prefix() {
        return prefix;
    }

    /** What {@link #expectNext} told, if it was for this very signal. */
    @SuppressWarnings("ReferenceEquality") // an equal signal that is another object only takes the longer way
    @Nullable
    Series nextIfOf(Signal signal) {
        return nextSignal == signal ? next : null;
    }

    void expectNext(Signal signal, Series series) {
        nextSignal = signal;
        next = series;
    }

    /**
     * Finds the timestamp to write a row under.
     *
     * @param nanos its own time
     * @param content what would be stored, in 64 bits: see {@link Content}
     * @param status compared as well
     * @param mayRepeat whether the same content at the same time is a repetition; false where the time is only when we
     *     received it
     * @return the timestamp to write, or {@link #DUPLICATE}
     */
    long place(long nanos, long content, int status, boolean mayRepeat) {
        if (nanos > highest) {
            highest = nanos;
            remember(nanos, nanos, content, status);
            return nanos;
        }
        return placeAmongEarlier(nanos, content, status, mayRepeat);
    }

    private long placeAmongEarlier(long nanos, long content, int status, boolean mayRepeat) {
        if (mayRepeat && isRepetition(nanos, content, status)) {
            return DUPLICATE;
        }
        long free = nanos;
        while (isTaken(free)) {
            free++;
        }
        highest = Math.max(highest, free);
        remember(nanos, free, content, status);
        return free;
    }

    /** Compares with the latest row of that time: there and back within one tick are two changes, not a repetition. */
    private boolean isRepetition(long nanos, long content, int status) {
        for (int i = 0; i < REMEMBERED; i++) {
            int slot = ((newest - i) & (REMEMBERED - 1)) * SLOT;
            if (rows[slot + SOURCE] == nanos && rows[slot + WRITTEN] != Long.MIN_VALUE) {
                return rows[slot + STATUS] == status && rows[slot + CONTENT] == content;
            }
        }
        return false;
    }

    private boolean isTaken(long nanos) {
        for (int slot = 0; slot < rows.length; slot += SLOT) {
            if (rows[slot + WRITTEN] == nanos) {
                return true;
            }
        }
        return false;
    }

    /** Rows at or before this time may have been written before without being remembered. */
    long forgotten() {
        return forgotten;
    }

    private void remember(long nanos, long written, long content, int status) {
        newest = (newest + 1) & (REMEMBERED - 1);
        int slot = newest * SLOT;
        forgotten = Math.max(forgotten, rows[slot + WRITTEN]);
        rows[slot + SOURCE] = nanos;
        rows[slot + WRITTEN] = written;
        rows[slot + CONTENT] = content;
        rows[slot + STATUS] = status;
    }
}
