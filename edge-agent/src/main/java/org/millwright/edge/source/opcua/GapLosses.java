package org.millwright.edge.source.opcua;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Machine;

/** What a gap that could not be filled is worth in the ledger. */
final class GapLosses {

    private GapLosses() {}

    /** One for each machine of which nothing was filled, one for each signal of the others. */
    static List<Event> of(
            Backfill.Gap gap, Loss.Reason reason, List<Item.OfSignal> unfilled, long untilNanos, long nowNanos) {
        Map<Machine, Integer> all = new LinkedHashMap<>();
        gap.items().forEach(item -> all.merge(item.signal().machine(), 1, Integer::sum));
        Map<Machine, List<Item.OfSignal>> missing = new LinkedHashMap<>();
        unfilled.forEach(item -> missing.computeIfAbsent(item.signal().machine(), key -> new ArrayList<>())
                .add(item));
        List<Event> losses = new ArrayList<>();
        missing.forEach((machine, items) -> {
            if (items.size() == all.getOrDefault(machine, 0)) {
                losses.add(new Loss(machine, "", reason, gap.messages(), gap.sinceNanos(), untilNanos, nowNanos));
            } else {
                items.forEach(item -> losses.add(
                        Loss.of(item.signal(), reason, gap.messages(), gap.sinceNanos(), untilNanos, nowNanos)));
            }
        });
        return losses;
    }
}
