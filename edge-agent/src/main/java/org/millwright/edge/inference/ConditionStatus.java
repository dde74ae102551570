package org.millwright.edge.inference;

import java.util.Map;

/**
 * How features and learned behaviour are doing; a snapshot.
 *
 * @param made rows since the start
 * @param dropped readings that count nowhere, by reason: {@code out-of-order} where one older than one before it came to a
 *     feature's window, {@code outdated} where its row of the learned behaviour was judged already with a newer one; either also counts
 *     stamps that lie far ahead
 */
public record ConditionStatus(long made, Map<String, Long> dropped) {

    public ConditionStatus {
        dropped = Map.copyOf(dropped);
    }
}
