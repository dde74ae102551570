package org.millwright.edge.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One identity in the store (measurement and tags), and the last few rows written under it, so that no row is written
 * over another and a repetition is known as one.
 *
 * <p>A store keeps one row per identity and timestamp. OPC UA counts in 100 ns, many sources in milliseconds: different
 * contents with the same time are moved on by 1 ns each, which stays inside the source's own resolution.
 *
 * <p>NOT thread safe.
 */
final class Series {

    /** Returned by {@link #place} for what was stored before. */
    static final long DUPLICATE = Long.MIN_VALUE;

    /** Rows remembered: a re-subscription repeats one value, a resent queue a few. */
    static final int REMEMBERED = 8;

    private final byte[] prefix;
    private final long[] sourceNanos = new long[REMEMBERED];
    private final long[] writtenNanos = new long[REMEMBERED];
    private final @Nullable Object[] contents = new @Nullable Object[REMEMBERED];
    private final int[] statuses = new int[REMEMBERED];
    private int newest;
    private long highest = Long.MIN_VALUE;

    /** The prefix is measurement, tags and the space that ends them. */
    Series(String prefix) {
        this.prefix = prefix.getBytes(UTF_8);
        Arrays.fill(writtenNanos, Long.MIN_VALUE);
    }

    byte[] prefix() {
        return prefix;
    }

    /**
     * Finds the timestamp to write a row under.
     *
     * @param nanos its own time
     * @param content what would be stored, compared by {@code equals}
     * @param status compared as well
     * @param mayRepeat whether the same content at the same time is a repetition; false where the time is only when we
     *     received it
     * @return the timestamp to write, or {@link #DUPLICATE}
     */
    long place(long nanos, Object content, int status, boolean mayRepeat) {
        if (nanos > highest) {
            highest = nanos;
            remember(nanos, nanos, content, status);
            return nanos;
        }
        return placeAmongEarlier(nanos, content, status, mayRepeat);
    }

    private long placeAmongEarlier(long nanos, Object content, int status, boolean mayRepeat) {
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
    private boolean isRepetition(long nanos, Object content, int status) {
        for (int i = 0; i < REMEMBERED; i++) {
            int at = (newest - i) & (REMEMBERED - 1);
            if (contents[at] != null && sourceNanos[at] == nanos) {
                return statuses[at] == status && content.equals(contents[at]);
            }
        }
        return false;
    }

    private boolean isTaken(long nanos) {
        for (long written : writtenNanos) {
            if (written == nanos) {
                return true;
            }
        }
        return false;
    }

    private void remember(long nanos, long written, Object content, int status) {
        newest = (newest + 1) & (REMEMBERED - 1);
        sourceNanos[newest] = nanos;
        writtenNanos[newest] = written;
        contents[newest] = content;
        statuses[newest] = status;
    }
}
