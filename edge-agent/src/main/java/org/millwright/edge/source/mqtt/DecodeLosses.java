package org.millwright.edge.source.mqtt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Machine;

/**
 * Counts what could not be read, and makes one {@link Loss} of it for each signal and second, so that rubbish at a thousand
 * a second costs the store one row.
 *
 * <p>The first of a second goes out with the message that it was in, the others within the next: a kill in between
 * loses their number, not the fact. Safe from any thread.
 */
final class DecodeLosses {

    private static final long BETWEEN_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int PLACES = 20_000;

    private record Place(Machine machine, String signal) {}

    private static final class Sum {
        long count;
        long sinceNanos;
        long toldNanos = Long.MIN_VALUE;
    }

    private final Map<Place, Sum> sums = new LinkedHashMap<>();
    private long waiting;

    /** @param signal empty where any of the machine's may be meant */
    synchronized void count(Machine machine, String signal, long count, long receivedNanos) {
        Place place = new Place(machine, signal);
        Sum sum = sums.get(place);
        if (sum == null) {
            sum = new Sum();
            sums.put(place, sum);
        }
        if (sum.count == 0) {
            sum.sinceNanos = receivedNanos;
        }
        sum.count += count;
        waiting += count;
    }

    /** What has to be stored now. */
    synchronized List<Loss> due(long nowNanos) {
        return waiting == 0 ? List.of() : collect(nowNanos, false);
    }

    /** All, for the last time. */
    synchronized List<Loss> rest(long nowNanos) {
        return collect(nowNanos, true);
    }

    private List<Loss> collect(long nowNanos, boolean all) {
        List<Loss> losses = new ArrayList<>();
        for (Iterator<Map.Entry<Place, Sum>> places = sums.entrySet().iterator(); places.hasNext(); ) {
            Map.Entry<Place, Sum> entry = places.next();
            Sum sum = entry.getValue();
            boolean quiet = sum.toldNanos == Long.MIN_VALUE || Math.abs(nowNanos - sum.toldNanos) >= BETWEEN_NANOS;
            if (sum.count > 0 && (all || quiet)) {
                losses.add(loss(entry.getKey(), sum.count, sum.sinceNanos, nowNanos));
                waiting -= sum.count;
                sum.count = 0;
                sum.toldNanos = nowNanos;
            } else if (sum.count == 0 && quiet && sums.size() > PLACES) {
                places.remove();
            }
        }
        return losses;
    }

    private static Loss loss(Place place, long count, long sinceNanos, long nowNanos) {
        return new Loss(place.machine(), place.signal(), Loss.Reason.DECODE, count, sinceNanos, nowNanos, nowNanos);
    }

    /** These could not be handed on: they count again. */
    synchronized void putBack(List<Loss> losses) {
        for (Loss loss : losses) {
            count(loss.machine(), loss.signal(), loss.count(), loss.sinceNanos());
        }
    }
}
