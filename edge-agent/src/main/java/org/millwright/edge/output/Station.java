package org.millwright.edge.output;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.signal.Verdict;
import org.millwright.edge.signal.Verdict.Result;

/**
 * The agent's half of the handshake as a state machine: what is known of the PLC and of the verdict goes in, what to write
 * comes out. No thread, no clock, no wire; not thread safe.
 *
 * <p>INVARIANT: an {@link Order.Offer} that is good is made only for a GOOD verdict, in time, for the part and sequence
 * that the PLC showed last while busy, and at most once for each.
 */
final class Station {

    /** What the PLC shows; null where it is not known on this connection, or its status is bad. */
    private @Nullable Boolean busy;

    private @Nullable String part;
    private @Nullable Long sequence;
    private @Nullable Long acknowledged;

    private final long deadlineNanos;
    private final Map<String, Long> counts = new TreeMap<>();
    private @Nullable Verdict pending;
    private Order.@Nullable Offer offered;
    private @Nullable Long acknowledgedBefore;
    private Order.@Nullable Offer lastOffer;
    /** Ready may still stand from before: the rising edge needs a false first. */
    private boolean mustClear = true;

    private String last = "";

    /** @param deadline from the last byte of the frame to the write; a later verdict is never offered as good */
    Station(Duration deadline) {
        this.deadlineNanos = deadline.toNanos();
    }

    void busy(@Nullable Boolean value) {
        busy = value;
    }

    void part(@Nullable String value) {
        part = value;
    }

    void sequence(@Nullable Long value) {
        sequence = value;
    }

    void acknowledged(@Nullable Long value) {
        acknowledged = value;
    }

    /** The connection is gone: nothing that the PLC showed is known to hold, nor whether it saw what was written. */
    void lost() {
        busy = null;
        part = null;
        sequence = null;
        acknowledged = null;
        offered = null;
        mustClear = true;
    }

    void decided(Verdict verdict) {
        if (pending != null) {
            settle("superseded", pending);
        }
        if (lastOffer != null
                && lastOffer.sequence() == verdict.sequence()
                && lastOffer.part().equals(verdict.part())) {
            settle("already-decided", verdict);
            return;
        }
        pending = verdict;
    }

    /** What to write now, if anything; ask again after each {@link #done}. */
    Optional<Order> next(long nowNanos) {
        Verdict verdict = pending;
        if (!isKnown()) {
            if (verdict != null && isLate(verdict, nowNanos)) {
                settle("no-connection", verdict);
            }
            return Optional.empty();
        }
        if (mustClear || isFinished()) {
            return Optional.of(new Order.Withdraw());
        }
        if (verdict == null || offered != null) {
            return Optional.empty();
        }
        boolean late = isLate(verdict, nowNanos);
        if (isInStation(verdict)) {
            return Optional.of(offer(verdict, late));
        }
        if (late) {
            settle(Boolean.TRUE.equals(busy) ? "other-part" : "not-busy", verdict);
        }
        return Optional.empty();
    }

    private boolean isFinished() {
        Order.Offer open = offered;
        if (open == null) {
            return false;
        }
        boolean taken =
                acknowledged != null && acknowledged == open.sequence() && !acknowledged.equals(acknowledgedBefore);
        return taken || !Boolean.TRUE.equals(busy) || sequence == null || sequence != open.sequence();
    }

    private boolean isInStation(Verdict verdict) {
        return Boolean.TRUE.equals(busy)
                && verdict.part().equals(part)
                && sequence != null
                && sequence == verdict.sequence();
    }

    private boolean isLate(Verdict verdict, long nowNanos) {
        return Math.max(nowNanos, verdict.decidedNanos()) - verdict.receivedNanos() > deadlineNanos;
    }

    private Order offer(Verdict verdict, boolean late) {
        boolean good = verdict.result() == Result.GOOD && !late;
        String outcome =
                good ? "released-good" : late ? "late" : verdict.result() == Result.DEFECT ? "defect" : "uncertain";
        settle(outcome, verdict);
        Order.Offer offer = new Order.Offer(verdict.part(), verdict.sequence(), good);
        offered = offer;
        lastOffer = offer;
        acknowledgedBefore = acknowledged;
        return offer;
    }

    private void settle(String outcome, Verdict verdict) {
        count(outcome);
        last = "part " + verdict.part() + " (" + verdict.sequence() + "): " + outcome;
        pending = null;
    }

    /** The order was written, or not; after a failed one nobody knows what stands there, so it is cleared first. */
    void done(Order order, Optional<String> failure) {
        if (failure.isPresent()) {
            count("write-failed");
            last = failure.get();
            mustClear = true;
            return;
        }
        if (order instanceof Order.Withdraw) {
            mustClear = false;
            offered = null;
        }
    }

    void count(String reason) {
        counts.merge(reason, 1L, Long::sum);
    }

    private boolean isKnown() {
        return busy != null && part != null && sequence != null && acknowledged != null;
    }

    /** True while something can change by the mere passing of time. */
    boolean isWaiting() {
        return pending != null || mustClear;
    }

    ReleaseStatus status(long heartbeat, boolean alive) {
        return new ReleaseStatus(
                isKnown(),
                Boolean.TRUE.equals(busy),
                part == null ? "" : part,
                sequence == null ? 0 : sequence,
                heartbeat,
                alive,
                last,
                counts);
    }
}
