package org.millwright.edge.source.opcua;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;
import org.millwright.edge.signal.Reading;

/**
 * One gap on its way to being filled: what is still to be read of it, and what turned out not to be had.
 *
 * <p>Confined to the source's own thread.
 */
final class GapFilling {

    /** Stands for a history in which there was nothing at all. */
    private static final long NEVER = Long.MAX_VALUE;

    private final Backfill.Gap gap;
    private final long openedNanos = System.nanoTime();
    private final Map<Item, Long> lastNanos = new HashMap<>();
    private final Map<Item, Long> begins = new HashMap<>();
    private final ArrayDeque<HistoryRead.Span> spans = new ArrayDeque<>();
    private final List<Item.OfSignal> unfilled = new ArrayList<>();
    private boolean prepared;

    /** To be made before the first value after the gap can arrive. */
    GapFilling(Backfill.Gap gap) {
        this.gap = gap;
        for (Item.OfSignal item : gap.items()) {
            lastNanos.put(item, gap.again() ? Reading.UNKNOWN_TIME : item.lastNanos());
            item.resume();
        }
    }

    Backfill.Gap gap() {
        return gap;
    }

    boolean isPrepared() {
        return prepared;
    }

    boolean isDone() {
        return spans.isEmpty();
    }

    /** Finds out of which items the server keeps a history. */
    void prepare(Link link, HistoryRead history) throws UaException {
        Map<NodeAddress, Resolution> nodes =
                link.resolver().resolve(gap.items().stream().map(Item::address).toList());
        List<Item.OfSignal> found = new ArrayList<>();
        List<NodeId> ids = new ArrayList<>();
        for (Item.OfSignal item : gap.items()) {
            if (nodes.get(item.address()) instanceof Resolution.Found(NodeId node)) {
                found.add(item);
                ids.add(node);
            } else {
                unfilled.add(item);
            }
        }
        List<Boolean> kept = history.isKept(ids);
        for (int i = 0; i < found.size(); i++) {
            Item.OfSignal item = found.get(i);
            if (kept.get(i)) {
                spans.add(new HistoryRead.Span(item, ids.get(i), gap.sinceNanos(), last(item)));
            } else {
                unfilled.add(item);
            }
        }
        prepared = true;
    }

    /** What to ask for next, so many at most; none while each waits for its item's next live value. */
    List<HistoryRead.Span> next(int most, Duration patience) {
        boolean waitedEnough = System.nanoTime() - openedNanos > patience.toNanos();
        List<HistoryRead.Span> batch = new ArrayList<>();
        for (int look = spans.size(); look > 0 && batch.size() < most; look--) {
            HistoryRead.Span span = spans.removeFirst();
            if (waitedEnough || span.isBounded()) {
                batch.add(span);
            } else {
                spans.addLast(span);
            }
        }
        return batch;
    }

    void unfinished(HistoryRead.Span span) {
        spans.addFirst(span);
    }

    /** To be asked for again, with fewer others. */
    void crowded(HistoryRead.Span span) {
        spans.addLast(span);
    }

    void refused(HistoryRead.Span span) {
        unfilled.add(span.item());
    }

    /** Nothing more is asked for. */
    void giveUp() {
        spans.forEach(this::refused);
        spans.clear();
    }

    /** The history of an item has a value of this time. */
    void began(Item item, long nanos) {
        begins.merge(item, nanos, Math::min);
    }

    /** Those that were not filled at all. */
    List<Item.OfSignal> unfilled() {
        return unfilled;
    }

    /**
     * Those whose history begins only in the midst of the gap. What came live right before the gap must be in a history
     * that reaches so far back; where nothing is known of an item, another of its subscription had a value then.
     */
    List<Item.OfSignal> trimmed() {
        Set<Item.OfSignal> others = new HashSet<>(unfilled);
        long earliest = earliest();
        return gap.items().stream()
                .filter(item -> !others.contains(item) && isTrimmed(item, earliest))
                .toList();
    }

    private boolean isTrimmed(Item.OfSignal item, long earliest) {
        boolean known = last(item) >= gap.sinceNanos() - HistoryRead.SLACK_NANOS;
        long before = known ? last(item) : gap.sinceNanos();
        long begin = known ? begins.getOrDefault(item, NEVER) : earliest;
        long slack = HistoryRead.SLACK_NANOS + item.sampling().interval().toNanos();
        long resumed = item.resumedNanos() == Reading.UNKNOWN_TIME ? NEVER : item.resumedNanos();
        return begin - slack > before && resumed - slack > before;
    }

    private long earliest() {
        return begins.values().stream().mapToLong(Long::longValue).min().orElse(NEVER);
    }

    /** From when on the history of all of {@code trimmed} is there; {@link Long#MAX_VALUE} where there is none. */
    long beginning(List<Item.OfSignal> trimmed) {
        long earliest = earliest();
        return trimmed.stream()
                .mapToLong(item -> begins.getOrDefault(item, earliest))
                .max()
                .orElse(NEVER);
    }

    private long last(Item item) {
        return lastNanos.getOrDefault(item, Reading.UNKNOWN_TIME);
    }
}
