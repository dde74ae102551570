package org.millwright.edge.sink;

import java.nio.charset.StandardCharsets;

/**
 * Encoded rows on their way to the store, with where each ends and the times its latency is counted from.
 *
 * <p>NOT thread safe.
 */
final class Batch {

    /** Stands for a row whose latency is not counted. */
    static final long NO_TIME = Long.MIN_VALUE;

    private final int maxBytes;
    private final LineBuffer lines;
    private final int[] ends;
    private final long[] sourceNanos;
    private final long[] receivedNanos;
    private int rows;

    Batch(int maxRows, int maxBytes) {
        this.maxBytes = maxBytes;
        lines = new LineBuffer(Math.min(maxBytes, 64 * 1024));
        ends = new int[maxRows];
        sourceNanos = new long[maxRows];
        receivedNanos = new long[maxRows];
    }

    /** Where the next row is written to, followed by {@link #endRow}. */
    LineBuffer lines() {
        return lines;
    }

    void endRow(long source, long received) {
        ends[rows] = lines.length();
        sourceNanos[rows] = source;
        receivedNanos[rows] = received;
        rows++;
    }

    /** Takes back what was written since the last row ended. */
    void forgetUnfinishedRow() {
        lines.truncate(rows == 0 ? 0 : ends[rows - 1]);
    }

    int rows() {
        return rows;
    }

    /** A row longer than the limit is still taken, alone. */
    boolean isFull() {
        return rows == ends.length || lines.length() >= maxBytes;
    }

    void clear() {
        lines.truncate(0);
        rows = 0;
    }

    long sourceNanos(int row) {
        return sourceNanos[row];
    }

    long receivedNanos(int row) {
        return receivedNanos[row];
    }

    /** Where a row begins in {@link #lines}. */
    int start(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }

    /** Rows {@code from} to before {@code to}, as sent. */
    String text(int from, int to) {
        return new String(lines.array(), start(from), start(to) - start(from), StandardCharsets.UTF_8);
    }
}
