package org.millwright.edge.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.millwright.edge.journal.Block;
import org.millwright.edge.lineprotocol.Row;

/**
 * Blocks of rows on their way to the store, sent as one request.
 *
 * <p>NOT thread safe.
 */
final class Shipment {

    private final int maxRows;
    private final int maxBytes;
    private byte[] lines = new byte[64 * 1024];
    private int length;
    private int rows;
    private final Set<String> measurements = new HashSet<>();

    Shipment(int maxRows, int maxBytes) {
        this.maxRows = maxRows;
        this.maxBytes = maxBytes;
    }

    void add(Block block) {
        byte[] more = block.lines();
        if (lines.length - length < more.length) {
            lines = Arrays.copyOf(lines, Math.max(lines.length / 2 * 3, length + more.length));
        }
        System.arraycopy(more, 0, lines, length, more.length);
        length += more.length;
        rows += block.rows();
        measurements.addAll(block.measurements());
    }

    void clear() {
        length = 0;
        rows = 0;
        measurements.clear();
    }

    boolean isFull() {
        return rows >= maxRows || length >= maxBytes;
    }

    int rows() {
        return rows;
    }

    /** What its rows begin with. */
    Set<String> measurements() {
        return measurements;
    }

    byte[] lines() {
        return lines;
    }

    int length() {
        return length;
    }

    /** The end of a row near the middle of what is between two ends of rows; one of the two where it is one row only. */
    int middle(int from, int to) {
        int end = Row.end(lines, from + (to - from) / 2, to);
        if (end < to) {
            return end;
        }
        int first = Row.end(lines, from, to);
        int last = first;
        for (int next = first; next < to; next = Row.end(lines, next, to)) {
            last = next;
        }
        return last;
    }

    /** One row without its line feed. */
    String text(int from, int to) {
        return new String(lines, from, to - from, UTF_8).stripTrailing();
    }
}
