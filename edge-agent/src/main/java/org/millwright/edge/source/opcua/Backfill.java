package org.millwright.edge.source.opcua;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.UaServiceFaultException;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.intake.Mark;
import org.millwright.edge.intake.Parcel;
import org.millwright.edge.intake.Receipt;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Notice;

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

    /** @param last of its gap */
    private record Waiting(List<Event> events, boolean last) {}

    /** After so many calls in a row that failed, the rest of a gap is given up. */
    private static final int MOST_FAILURES = 8;

    private static final int FAILURES_OF_ONE = 3;

    private final Link link;
    private final Notifications.Context context;
    private final RecoveryLog log;
    private final Duration patience;
    private final Kept kept;
    private final HistoryRead history;
    private final ArrayDeque<GapFilling> fillings = new ArrayDeque<>();
    private @Nullable Waiting waiting;
    private long readings;
    private int most;
    private int failures;

    /** @param patience how long an item's next live value is waited for */
    Backfill(Link link, Notifications.Context context, RecoveryLog log, Duration patience, Kept kept) {
        this.link = link;
        this.context = context;
        this.log = log;
        this.patience = patience;
        this.kept = kept;
        this.history = new HistoryRead(link, context);
        this.most = link.facts().historiesPerCall();
    }

    /** To be called before the first value after the gap can arrive. */
    void open(Gap gap) {
        fillings.add(new GapFilling(gap));
    }

    boolean isIdle() {
        return fillings.isEmpty() && waiting == null;
    }

    /** Goes one call further, if there is anything to do. */
    void step() throws UaException, InterruptedException {
        GapFilling filling = fillings.peekFirst();
        if (!handOver() || filling == null) {
            return;
        }
        if (!filling.isPrepared()) {
            filling.prepare(link, history);
        } else if (filling.isDone()) {
            fillings.removeFirst();
            finish(filling);
        } else {
            read(filling);
        }
    }

    private void read(GapFilling filling) throws UaException, InterruptedException {
        List<HistoryRead.Span> batch = filling.next(most, patience);
        if (batch.isEmpty()) {
            return;
        }
        List<Event> events = new ArrayList<>();
        try {
            history.read(batch, events, filling);
            failures = 0;
        } catch (UaException e) {
            asLess(filling, batch, e);
        }
        readings += events.size();
        context.received().add(events.size());
        if (!events.isEmpty()) {
            hand(new Waiting(events, false));
        }
    }

    /** A history that is slow, or answers only short questions, must not cost the live values their connection. */
    private void asLess(GapFilling filling, List<HistoryRead.Span> batch, UaException e) throws UaException {
        if (!isOfHistory(e)) {
            throw e;
        }
        context.readings().faults().add("history");
        failures++;
        most = Math.max(1, batch.size() / 2);
        if (batch.size() == 1 && failures % FAILURES_OF_ONE == 0) {
            filling.refused(batch.getFirst());
        } else {
            batch.reversed().forEach(filling::unfinished);
        }
        if (failures >= MOST_FAILURES
                || Statuses.isUnsupported(e.getStatusCode().value())) {
            failures = 0;
            filling.giveUp();
        }
    }

    /** The server itself has answered, or not in time; else the connection is broken. */
    private static boolean isOfHistory(UaException e) {
        long code = e.getStatusCode().value();
        boolean answered = e instanceof UaServiceFaultException || e.getCause() instanceof UaServiceFaultException;
        return (answered && !Statuses.isOfSession(code)) || code == StatusCodes.Bad_Timeout;
    }

    private void finish(GapFilling filling) throws InterruptedException {
        Gap gap = filling.gap();
        long now = Times.nanos(context.clock().instant());
        List<Item.OfSignal> trimmed = filling.trimmed();
        long begins = Math.min(filling.beginning(trimmed), now);
        List<Event> losses = new ArrayList<>(GapLosses.of(gap, gap.reason(), filling.unfilled(), now, now));
        losses.addAll(GapLosses.of(gap, Loss.Reason.NOT_KEPT, trimmed, begins, now));
        tell(filling, now);
        if (!trimmed.isEmpty()) {
            log.tell(
                    Notice.Kind.GAP,
                    (begins - gap.sinceNanos()) / 1e9,
                    "of " + trimmed.size() + " signals the server's history reaches back to " + Times.text(begins)
                            + " only: what changed since " + Times.text(gap.sinceNanos())
                            + " may be missing; let it keep more, if it can");
        }
        readings = 0;
        hand(new Waiting(losses, true));
    }

    private void tell(GapFilling filling, long now) throws InterruptedException {
        Gap gap = filling.gap();
        double seconds = (now - gap.sinceNanos()) / 1e9;
        int filled = gap.items().size() - filling.unfilled().size();
        if (filled > 0) {
            log.tell(
                    Notice.Kind.BACKFILLED,
                    seconds,
                    readings + " readings of " + filled + " signals since " + Times.text(gap.sinceNanos())
                            + " were fetched from the server's history");
        }
        if (!filling.unfilled().isEmpty()) {
            log.tell(
                    Notice.Kind.GAP,
                    seconds,
                    "of " + filling.unfilled().size() + " signals the server kept no history since "
                            + Times.text(gap.sinceNanos()) + ": what changed meanwhile may be missing");
        }
    }

    private void hand(Waiting next) throws InterruptedException {
        waiting = next;
        handOver();
    }

    /** True when nothing waits for room. The last of the last gap takes the mark along that says that none is open. */
    private boolean handOver() throws InterruptedException {
        if (waiting == null) {
            return true;
        }
        boolean closes = waiting.last() && fillings.isEmpty();
        List<Mark> marks = closes ? List.of(kept.gapClosing()) : List.of();
        if (!context.intake().offer(new Parcel(waiting.events(), marks, Receipt.NONE), Duration.ZERO)) {
            return false;
        }
        if (closes) {
            kept.gapClosed();
        }
        waiting = null;
        return true;
    }
}
