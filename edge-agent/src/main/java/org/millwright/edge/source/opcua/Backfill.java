package org.millwright.edge.source.opcua;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;
import org.millwright.edge.intake.Mark;
import org.millwright.edge.intake.Parcel;
import org.millwright.edge.intake.Receipt;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Notice;
import org.millwright.edge.signal.Reading;

/**
 * Fills gaps from the server's history, one call at a time beside the live values; what the server did not keep is reported
 * as a loss.
 *
 * <p>Confined to the source's own thread.
 */
final class Backfill {

    /**
     * Something may be missing of these items, after {@code sinceNanos} (source time) and until each one's next live value.
     *
     * @param messages how many messages are known to be missing; 0 where nobody knows
     * @param again true when live values of these items came since: what is known is no guide to what is missing
     */
    record Gap(long sinceNanos, Loss.Reason reason, long messages, List<Item.OfSignal> items, boolean again) {}

    private static final class Work {
        final Gap gap;
        final long openedNanos = System.nanoTime();
        final Map<Item, Long> lastNanos = new HashMap<>();
        final ArrayDeque<HistoryRead.Span> spans = new ArrayDeque<>();
        final List<Item.OfSignal> unfilled = new ArrayList<>();
        boolean prepared;
        long readings;

        Work(Gap gap) {
            this.gap = gap;
        }
    }

    private final Link link;
    private final Notifications.Context context;
    private final RecoveryLog log;
    private final Duration patience;
    private final Supplier<Mark> closing;
    private final HistoryRead history;
    private final ArrayDeque<Work> works = new ArrayDeque<>();
    private @Nullable Parcel waiting;

    /**
     * @param patience how long an item's next live value is waited for
     * @param closing makes the mark that says that no gap is open any more
     */
    Backfill(Link link, Notifications.Context context, RecoveryLog log, Duration patience, Supplier<Mark> closing) {
        this.link = link;
        this.context = context;
        this.log = log;
        this.patience = patience;
        this.closing = closing;
        this.history = new HistoryRead(link, context);
    }

    /** To be called before the first value after the gap can arrive. */
    void open(Gap gap) {
        Work work = new Work(gap);
        for (Item.OfSignal item : gap.items()) {
            work.lastNanos.put(item, gap.again() ? Reading.UNKNOWN_TIME : item.lastNanos());
            item.resume();
        }
        works.add(work);
    }

    boolean isIdle() {
        return works.isEmpty() && waiting == null;
    }

    /** Goes one call further, if there is anything to do. */
    void step() throws UaException, InterruptedException {
        if (waiting != null) {
            if (!context.intake().offer(waiting, Duration.ZERO)) {
                return;
            }
            waiting = null;
        }
        Work work = works.peekFirst();
        if (work == null) {
            return;
        }
        if (!work.prepared) {
            prepare(work);
        } else if (work.spans.isEmpty()) {
            works.removeFirst();
            finish(work);
        } else {
            read(work);
        }
    }

    private void prepare(Work work) throws UaException {
        Map<NodeAddress, Resolution> nodes = link.resolver()
                .resolve(work.gap.items().stream().map(Item::address).toList());
        List<Item.OfSignal> found = new ArrayList<>();
        List<NodeId> ids = new ArrayList<>();
        for (Item.OfSignal item : work.gap.items()) {
            if (nodes.get(item.address()) instanceof Resolution.Found(NodeId node)) {
                found.add(item);
                ids.add(node);
            } else {
                work.unfilled.add(item);
            }
        }
        List<Boolean> kept = history.isKept(ids);
        for (int i = 0; i < found.size(); i++) {
            if (kept.get(i)) {
                Item.OfSignal item = found.get(i);
                work.spans.add(new HistoryRead.Span(
                        item,
                        ids.get(i),
                        work.gap.sinceNanos(),
                        work.lastNanos.getOrDefault(item, Reading.UNKNOWN_TIME)));
            } else {
                work.unfilled.add(found.get(i));
            }
        }
        work.prepared = true;
    }

    private void read(Work work) throws UaException, InterruptedException {
        boolean waitedEnough = System.nanoTime() - work.openedNanos > patience.toNanos();
        List<HistoryRead.Span> batch = new ArrayList<>();
        int look = work.spans.size();
        while (look-- > 0 && batch.size() < link.facts().historiesPerCall()) {
            HistoryRead.Span span = work.spans.removeFirst();
            if (waitedEnough || span.isBounded()) {
                batch.add(span);
            } else {
                work.spans.addLast(span);
            }
        }
        if (batch.isEmpty()) {
            return;
        }
        List<Event> events = new ArrayList<>();
        history.read(batch, events, unfinished -> work.spans.addFirst(unfinished), work.unfilled::add);
        work.readings += events.size();
        context.received().add(events.size());
        hand(new Parcel(events, List.of(), Receipt.NONE));
    }

    private void hand(Parcel parcel) throws InterruptedException {
        if (!context.intake().offer(parcel, Duration.ZERO)) {
            waiting = parcel;
        }
    }

    private void finish(Work work) throws InterruptedException {
        long now = Times.nanos(context.clock().instant());
        double seconds = (now - work.gap.sinceNanos()) / 1e9;
        List<Event> losses = GapLosses.of(work.gap, work.unfilled, now);
        int filled = work.gap.items().size() - work.unfilled.size();
        if (filled > 0) {
            log.tell(
                    Notice.Kind.BACKFILLED,
                    seconds,
                    work.readings + " readings of " + filled + " signals since " + Times.text(work.gap.sinceNanos())
                            + " were fetched from the server's history");
        }
        if (!work.unfilled.isEmpty()) {
            log.tell(
                    Notice.Kind.GAP,
                    seconds,
                    "of " + work.unfilled.size() + " signals the server kept no history since "
                            + Times.text(work.gap.sinceNanos()) + ": what changed meanwhile may be missing");
        }
        hand(new Parcel(losses, works.isEmpty() ? List.of(closing.get()) : List.of(), Receipt.NONE));
    }
}
