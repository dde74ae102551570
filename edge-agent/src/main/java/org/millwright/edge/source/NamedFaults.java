package org.millwright.edge.source;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts faults by reason, and names each place once, in one sentence, for as long as it keeps failing.
 *
 * <p>Safe and cheap from any thread: a topic that sends rubbish a thousand times a second costs two map look-ups each
 * time and one line in the log.
 */
public final class NamedFaults {

    /** How long a fault that does not come again stays on the page. */
    private static final Duration SHOWN = Duration.ofMinutes(10);

    private static final int PLACES = 100;
    private static final Logger LOG = LoggerFactory.getLogger(NamedFaults.class);

    private static final class Place {
        final String sentence;
        volatile Instant last;

        Place(String sentence, Instant last) {
            this.sentence = sentence;
            this.last = last;
        }
    }

    private final String source;
    private final InstantSource clock;
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final Map<String, Place> places = new ConcurrentHashMap<>();

    public NamedFaults(String source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    public void count(String reason) {
        count(reason, 1);
    }

    /** Nothing where {@code times} is 0. */
    public void count(String reason, long times) {
        if (times > 0) {
            counts.computeIfAbsent(reason, key -> new LongAdder()).add(times);
        }
    }

    /** Counts, and names {@code place} by the sentence, which is made only the first time. */
    public void report(String reason, String place, Supplier<String> sentence) {
        count(reason);
        String key = reason + ' ' + place;
        Place known = places.get(key);
        if (known != null) {
            known.last = clock.instant();
        } else if (places.size() < PLACES) {
            Place named = new Place(oneLine(sentence.get()), clock.instant());
            if (places.putIfAbsent(key, named) == null) {
                LOG.warn("{}: {}", source, named.sentence);
            }
        }
    }

    /** Topics and payloads come from outside: none may break a line of the log. */
    private static String oneLine(String sentence) {
        return sentence.replaceAll("\\p{Cntrl}", "?");
    }

    /** What has failed since the start, by reason. */
    public Map<String, Long> counts() {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((reason, count) -> sums.put(reason, count.sum()));
        return sums;
    }

    /** The sentences of what failed in the last ten minutes; forgets the older ones, to be named anew. */
    public List<String> recent() {
        Instant oldest = clock.instant().minus(SHOWN);
        places.values().removeIf(place -> place.last.isBefore(oldest));
        List<String> sentences = new ArrayList<>();
        places.values().forEach(place -> sentences.add(place.sentence));
        sentences.sort(null);
        return sentences;
    }
}
