package org.millwright.simulator.opcua;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;

/** The past of one variable: each change that a subscriber would have been sent. Thread safe. */
final class History {

    /** @param ticks 100 ns since 1601 */
    record Kept(long ticks, Object value) {}

    /**
     * What to look for, both ends included.
     *
     * @param skip so many of the values with the first time that there is were given out before
     */
    record Query(long low, long high, boolean newestFirst, int skip) {}

    /** @param more whether there are more than these */
    record Page(List<Kept> values, boolean more) {}

    private final DataType type;
    private final long keepTicks;
    private final long mostBytes;
    private final AtomicLong bytesOfAll;
    private final Deque<HistoryChunk> chunks = new ArrayDeque<>();
    private long newest = Long.MIN_VALUE;
    private boolean inOrder = true;

    /** @param bytesOfAll what all variables of the server take together */
    History(DataType type, HistorySettings settings, AtomicLong bytesOfAll) {
        this.type = type;
        this.keepTicks = settings.keep().toNanos() / 100;
        this.mostBytes = settings.bytes();
        this.bytesOfAll = bytesOfAll;
    }

    Variant variant(Kept kept) {
        return type.toVariant(kept.value());
    }

    synchronized void add(long ticks, Object value) {
        HistoryChunk last = chunks.peekLast();
        if (last == null || last.isFull()) {
            if (last != null) {
                resize(last, last::seal);
            }
            HistoryChunk fresh = new HistoryChunk(type);
            bytesOfAll.addAndGet(fresh.size());
            chunks.addLast(fresh);
            last = fresh;
        }
        HistoryChunk chunk = last;
        resize(chunk, () -> chunk.add(ticks, value));
        inOrder &= ticks >= newest;
        newest = Math.max(newest, ticks);
        forget();
    }

    private void resize(HistoryChunk chunk, Runnable change) {
        int before = chunk.size();
        change.run();
        bytesOfAll.addAndGet(chunk.size() - (long) before);
    }

    private void forget() {
        while (chunks.size() > 1 && (chunks.getFirst().latest() < newest - keepTicks || bytesOfAll.get() > mostBytes)) {
            bytesOfAll.addAndGet(-chunks.removeFirst().size());
        }
    }

    /** @param most values, at least 1 */
    synchronized Page read(Query query, int most) {
        List<Kept> found = new ArrayList<>();
        Iterator<HistoryChunk> each = query.newestFirst() ? chunks.descendingIterator() : chunks.iterator();
        while (each.hasNext() && !(inOrder && found.size() > query.skip() + most)) {
            HistoryChunk chunk = each.next();
            if (chunk.touches(query.low(), query.high())) {
                addFrom(chunk, query, found);
            }
        }
        if (!inOrder) {
            // Of a source whose clock was set back: served by time, as everything else.
            Comparator<Kept> byTime = Comparator.comparingLong(Kept::ticks);
            found.sort(query.newestFirst() ? byTime.reversed() : byTime);
        }
        int from = (int) found.stream()
                .limit(query.skip())
                .filter(kept -> kept.ticks() == (query.newestFirst() ? query.high() : query.low()))
                .count();
        int to = Math.min(from + most, found.size());
        return new Page(List.copyOf(found.subList(from, to)), to < found.size());
    }

    private static void addFrom(HistoryChunk chunk, Query query, List<Kept> found) {
        int first = found.size();
        chunk.forEach((ticks, value) -> {
            if (ticks >= query.low() && ticks <= query.high()) {
                found.add(new Kept(ticks, value));
            }
        });
        if (query.newestFirst()) {
            Collections.reverse(found.subList(first, found.size()));
        }
    }
}
