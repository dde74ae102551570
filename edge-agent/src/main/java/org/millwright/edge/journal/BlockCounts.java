package org.millwright.edge.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.millwright.edge.lineprotocol.LineProtocol;
import org.millwright.edge.signal.Loss;

/**
 * What one block is about, by identity: rows in it, events that repeated an earlier row, and losses that it tells of.
 *
 * <p>NOT thread safe.
 */
final class BlockCounts {

    /** @param count of events of one identity that are missing for one reason */
    record Lost(int identity, Loss.Reason reason, long count) {}

    private int[] rows = new int[64];
    private int[] repeated = new int[64];
    private int identities;
    private int totalRows;
    private final List<Lost> losses = new ArrayList<>();

    void row(int identity) {
        reach(identity);
        rows[identity]++;
        totalRows++;
    }

    void repetition(int identity) {
        reach(identity);
        repeated[identity]++;
    }

    void lost(int identity, Loss.Reason reason, long count) {
        reach(identity);
        losses.add(new Lost(identity, reason, count));
    }

    /** What would have been rows is lost instead. */
    void loseRows(Loss.Reason reason) {
        for (int i = 0; i < identities; i++) {
            if (rows[i] > 0) {
                lost(i, reason, rows[i]);
                rows[i] = 0;
            }
        }
        totalRows = 0;
    }

    BlockCounts copy() {
        BlockCounts copy = new BlockCounts();
        copy.rows = Arrays.copyOf(rows, identities);
        copy.repeated = Arrays.copyOf(repeated, identities);
        copy.identities = identities;
        copy.totalRows = totalRows;
        copy.losses.addAll(losses);
        return copy;
    }

    void addRows(BlockCounts other) {
        for (int i = 0; i < other.identities; i++) {
            reach(i);
            rows[i] += other.rows[i];
        }
        totalRows += other.totalRows;
    }

    private void reach(int identity) {
        if (identity >= rows.length) {
            int length = Math.max(identity + 1, rows.length * 2);
            rows = Arrays.copyOf(rows, length);
            repeated = Arrays.copyOf(repeated, length);
        }
        identities = Math.max(identities, identity + 1);
    }

    void clear() {
        Arrays.fill(rows, 0, identities, 0);
        Arrays.fill(repeated, 0, identities, 0);
        identities = 0;
        totalRows = 0;
        losses.clear();
    }

    /** One more than the greatest number of an identity in it. */
    int identities() {
        return identities;
    }

    int rows() {
        return totalRows;
    }

    int rows(int identity) {
        return identity < identities ? rows[identity] : 0;
    }

    int repeated(int identity) {
        return identity < identities ? repeated[identity] : 0;
    }

    List<Lost> losses() {
        return losses;
    }

    boolean isEmpty() {
        return identities == 0;
    }

    byte[] toBytes() {
        Varints.Writer out = new Varints.Writer();
        putAll(rows, out);
        putAll(repeated, out);
        out.put(losses.size());
        for (Lost lost : losses) {
            out.put(lost.identity());
            out.put(lost.reason().code());
            out.put(lost.count());
        }
        return out.toBytes();
    }

    /** Pairs of the distance from the identity before and the count, where there is one. */
    private void putAll(int[] counts, Varints.Writer out) {
        int some = 0;
        for (int i = 0; i < identities; i++) {
            some += counts[i] == 0 ? 0 : 1;
        }
        out.put(some);
        int before = 0;
        for (int i = 0; i < identities; i++) {
            if (counts[i] != 0) {
                out.put(i - before);
                out.put(counts[i]);
                before = i;
            }
        }
    }

    /** @throws RuntimeException where they are not what was written */
    static BlockCounts of(byte[] bytes) {
        Varints.Reader in = new Varints.Reader(bytes);
        BlockCounts counts = new BlockCounts();
        for (int left = in.takeInt(), identity = 0; left > 0; left--) {
            identity = counts.reached(identity + in.takeInt());
            counts.rows[identity] = in.takeInt();
            counts.totalRows += counts.rows[identity];
        }
        for (int left = in.takeInt(), identity = 0; left > 0; left--) {
            identity = counts.reached(identity + in.takeInt());
            counts.repeated[identity] = in.takeInt();
        }
        Loss.Reason[] reasons = Loss.Reason.values();
        for (int left = in.takeInt(); left > 0; left--) {
            counts.lost(counts.reached(in.takeInt()), reasons[in.takeInt()], in.take());
        }
        return counts;
    }

    /** Rubbish may name any number, and the memory for it is not there. */
    private int reached(int identity) {
        reach(Objects.checkIndex(identity, LineProtocol.MOST_SERIES));
        return identity;
    }
}
