package org.millwright.edge.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.millwright.edge.signal.Loss;

/**
 * The books: where every event of every identity went.
 *
 * <p>INVARIANT, for each identity: received = stored + waiting + repeated + lost, whatever the reasons. What is known to be missing
 * counts as received and lost at once.
 *
 * <p>Safe from any thread: whole blocks are booked, a few times a second.
 */
final class Ledger {

    private static final int REASONS = Loss.Reason.values().length;

    private long[] received = new long[64];
    private long[] stored = new long[64];
    private long[] repeated = new long[64];
    private long[] lost = new long[64 * REASONS];
    private int identities;

    /** The rows of the block are on disk. */
    synchronized void received(BlockCounts block) {
        reach(block.identities());
        for (int i = 0; i < block.identities(); i++) {
            received[i] += block.rows(i) + block.repeated(i);
            repeated[i] += block.repeated(i);
        }
        for (BlockCounts.Lost loss : block.losses()) {
            received[loss.identity()] += loss.count();
            lost[loss.identity() * REASONS + loss.reason().code()] += loss.count();
        }
    }

    /** Tells the tally how many of each identity of the block there are now. */
    synchronized void tell(BlockCounts block, Tally tally) {
        for (int i = 0; i < block.identities(); i++) {
            if (block.rows(i) > 0) {
                tally.set(i, received[i]);
            }
        }
    }

    /** The store has the rows of the block. */
    synchronized void stored(BlockCounts block) {
        reach(block.identities());
        for (int i = 0; i < block.identities(); i++) {
            stored[i] += block.rows(i);
        }
    }

    /** The rows of the block are given up. */
    synchronized void lost(BlockCounts block, Loss.Reason reason) {
        reach(block.identities());
        for (int i = 0; i < block.identities(); i++) {
            lost[i * REASONS + reason.code()] += block.rows(i);
        }
    }

    /** One row that was counted as stored with its block was not taken by the store. */
    synchronized void refused(int identity) {
        reach(identity + 1);
        stored[identity]--;
        lost[identity * REASONS + Loss.Reason.REFUSED.code()]++;
    }

    /** What was received, and is neither there nor accounted for otherwise. */
    synchronized void lost(int identity, Loss.Reason reason, long count) {
        reach(identity + 1);
        lost[identity * REASONS + reason.code()] += count;
    }

    /** What never came as far as a block. */
    synchronized void receivedAndLost(int identity, Loss.Reason reason, long count) {
        reach(identity + 1);
        received[identity] += count;
        lost[identity * REASONS + reason.code()] += count;
    }

    /** Rows that are there and that the books did not know of. */
    synchronized void found(int identity, long count) {
        reach(identity + 1);
        received[identity] += count;
    }

    private void reach(int size) {
        if (size > received.length) {
            int length = Math.max(size, received.length * 2);
            received = Arrays.copyOf(received, length);
            stored = Arrays.copyOf(stored, length);
            repeated = Arrays.copyOf(repeated, length);
            lost = Arrays.copyOf(lost, length * REASONS);
        }
        identities = Math.max(identities, size);
    }

    synchronized Account account(int identity) {
        if (identity >= identities) {
            return new Account(0, 0, 0, Map.of());
        }
        Map<Loss.Reason, Long> reasons = new EnumMap<>(Loss.Reason.class);
        for (Loss.Reason reason : Loss.Reason.values()) {
            long count = lost[identity * REASONS + reason.code()];
            if (count != 0) {
                reasons.put(reason, count);
            }
        }
        return new Account(received[identity], stored[identity], repeated[identity], reasons);
    }

    /** The first identities of which something is missing. */
    synchronized List<Integer> withLosses(int most) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < identities && found.size() < most; i++) {
            boolean any = false;
            for (int r = 0; r < REASONS; r++) {
                any |= lost[i * REASONS + r] != 0;
            }
            if (any) {
                found.add(i);
            }
        }
        return found;
    }

    synchronized Account total() {
        long[] sums = new long[3];
        Map<Loss.Reason, Long> reasons = new EnumMap<>(Loss.Reason.class);
        for (int i = 0; i < identities; i++) {
            sums[0] += received[i];
            sums[1] += stored[i];
            sums[2] += repeated[i];
            for (Loss.Reason reason : Loss.Reason.values()) {
                long count = lost[i * REASONS + reason.code()];
                if (count != 0) {
                    reasons.merge(reason, count, Long::sum);
                }
            }
        }
        return new Account(sums[0], sums[1], sums[2], reasons);
    }

    synchronized int identities() {
        return identities;
    }

    synchronized void write(Varints.Writer out) {
        out.put(identities);
        out.put(REASONS);
        for (int i = 0; i < identities; i++) {
            out.put(received[i]);
            out.put(stored[i]);
            out.put(repeated[i]);
            int some = 0;
            for (int r = 0; r < REASONS; r++) {
                some |= lost[i * REASONS + r] == 0 ? 0 : 1 << r;
            }
            out.put(some);
            for (int r = 0; r < REASONS; r++) {
                if ((some & 1 << r) != 0) {
                    out.put(lost[i * REASONS + r]);
                }
            }
        }
    }

    synchronized void read(Varints.Reader in) {
        int count = in.takeInt();
        int reasons = in.takeInt();
        reach(count);
        for (int i = 0; i < count; i++) {
            received[i] = in.take();
            stored[i] = in.take();
            repeated[i] = in.take();
            int some = in.takeInt();
            for (int r = 0; r < reasons; r++) {
                if ((some & 1 << r) != 0) {
                    lost[i * REASONS + r] = in.take();
                }
            }
        }
    }
}
