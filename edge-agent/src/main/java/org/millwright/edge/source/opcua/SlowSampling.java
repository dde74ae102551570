package org.millwright.edge.source.opcua;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which signals a server samples less often than it was asked to: what changes twice in between is seen once. */
final class SlowSampling {

    private SlowSampling() {}

    /** One sentence for each interval that the server chose. */
    static List<String> sentences(List<? extends Item> items) {
        SortedMap<Duration, List<Item>> slow = new TreeMap<>();
        for (Item item : items) {
            if (item.monitored() != null
                    && item.sampledEvery().toMillis()
                            > item.sampling().interval().toMillis()) {
                slow.computeIfAbsent(item.sampledEvery(), every -> new ArrayList<>())
                        .add(item);
            }
        }
        List<String> sentences = new ArrayList<>();
        slow.forEach((every, those) -> sentences.add(sentence(every.toMillis(), those)));
        return sentences;
    }

    private static String sentence(long everyMillis, List<Item> items) {
        Item first = items.getFirst();
        long askedMillis = first.sampling().interval().toMillis();
        String asked = askedMillis == 0 ? "reporting every change" : "every " + askedMillis + "ms";
        String others = items.size() == 1 ? "" : " and " + (items.size() - 1) + " more";
        String everyChange = askedMillis == 0 ? "" : ", or sampling: 0ms where it can report every change";
        return first.name() + others + ": the server samples every " + everyMillis + "ms, not " + asked
                + " as asked, and a change between two samples is not seen: write sampling: " + everyMillis
                + "ms where that is enough" + everyChange;
    }
}
