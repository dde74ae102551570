package org.millwright.edge.inference;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millwright.edge.signal.Condition;

/**
 * How features and learned behaviour are doing; a snapshot.
 *
 * @param made rows since the start
 * @param dropped readings that count nowhere, by reason: {@code out-of-order} where one older than one before it, or with a
 *     stamp that lies far ahead, came to a feature's window; {@code outdated} and {@code ahead} where that came to the learned
 *     behaviour, whose row was judged already with a newer one
 * @param unjudged rows of learned machines of which nothing was said, by reason: {@code settling} after a change of the regime,
 *     {@code unseen-regime} at an operating point that was never learned, {@code left-out} where too many waited for learning
 *     to end, or it was asked for anew meanwhile
 * @param noticed times that something was odd, by what: {@code late} readings that counted for the row after theirs, a
 *     {@code gap} in which no signal was heard for longer than readings are held, a source's {@code clock-set-back}
 * @param learned machines whose normal behaviour is learned, by name
 */
public record ConditionStatus(
        long made,
        Map<String, Long> dropped,
        Map<String, Long> unjudged,
        Map<String, Long> noticed,
        List<LearnedMachine> learned) {

    /**
     * @param last what was said of it last; empty before its first row
     * @param learning how far learning is, in words; empty while nothing is learned
     */
    public record LearnedMachine(String machine, Optional<Condition> last, String learning) {}

    public ConditionStatus {
        dropped = Map.copyOf(dropped);
        unjudged = Map.copyOf(unjudged);
        noticed = Map.copyOf(noticed);
        learned = List.copyOf(learned);
    }
}
