package org.millwright.edge.source.opcua;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.millwright.edge.source.Backoff;

/** The items that do not work, each tried again by itself with a back-off of its own. */
final class SetAside {

    private final Backoff backoff;
    private final Faults faults;
    private final Set<Item> items = new LinkedHashSet<>();
    private final RandomGenerator random = RandomGenerator.getDefault();

    SetAside(Backoff backoff, Faults faults) {
        this.backoff = backoff;
        this.faults = faults;
    }

    void add(Item item, String sentence) {
        faults.add("node");
        item.failed(sentence);
        item.retryAfter(backoff.delay(item.failures(), random), System.nanoTime());
        items.add(item);
    }

    boolean contains(Item item) {
        return items.contains(item);
    }

    /** Takes out those that have waited long enough. */
    List<Item> takeDue(long nowNanos) {
        List<Item> due = items.stream().filter(item -> item.isDue(nowNanos)).toList();
        due.forEach(items::remove);
        return due;
    }

    /** One sentence each. */
    List<String> sentences() {
        return items.stream().map(Item::sentence).toList();
    }
}
