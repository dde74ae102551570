package org.millwright.edge.sink;

import java.time.Instant;
import java.util.List;
import org.millwright.edge.latency.Latency;

/**
 * How the sink is doing, for the page and for {@code /metrics}; a snapshot.
 *
 * @param sourceToStored from the source's timestamp to the store's answer, readings that have one only, over the last half minute
 * @param receivedToStored from the wire to the store's answer, readings only, over the last half minute
 * @param refusals the latest rows that the store would not take, newest last
 */
public record SinkStatus(
        String target,
        Link link,
        Counts counts,
        Latency sourceToStored,
        Latency receivedToStored,
        List<Refusal> refusals) {

    public SinkStatus {
        refusals = List.copyOf(refusals);
    }

    /** Whether the store answers. */
    public sealed interface Link {

        /** Nothing was sent yet. */
        record Idle() implements Link {}

        record Up(Instant since) implements Link {}

        /** The batch is kept and sent again. */
        record Retrying(String because, int attempt, Instant nextAttempt) implements Link {}

        record Stopped() implements Link {}
    }

    /**
     * Where every event that the sink took from its queue went; one consistent look.
     *
     * <p>INVARIANT: received = stored + refused + duplicates + waiting + dropped.
     *
     * @param duplicates repetitions of what was stored before, not stored again
     * @param waiting taken and not yet answered by the store
     * @param dropped given up at shutdown because the store was away; a write without an answer is among them
     * @param late readings from before the rows remembered for their signal; should they repeat one, the store has it once
     *     and it counts as stored twice; part of the others
     * @param withoutValue readings stored without a value (NaN, infinite, wrong type, status only); part of the others
     */
    public record Counts(
            long received,
            long stored,
            long refused,
            long duplicates,
            long waiting,
            long dropped,
            long late,
            long withoutValue) {}
}
