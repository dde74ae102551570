package org.millwright.maintenance.detect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.millwright.maintenance.Sample;

/**
 * Puts the samples of several signals, which come when they please and with a quality, on one clock: a row for each step
 * of source time, holding what each signal read last.
 *
 * <p>A value holds for a given time at most; after it, and from an unusable reading on, the signal is unknown (NaN) until
 * it is heard of again, and never a made-up number. Where all signals are unknown for lack of samples no rows are made,
 * however long it lasts. NOT thread safe. Never blocks. Memory is bounded by {@value #MOST_WAITING} waiting samples.
 */
public final class SignalAligner {

    /** Samples that may wait for their step to close; past that the oldest are taken early. */
    public static final int MOST_WAITING = 65_536;

    /** @param values in the order of the signals; NaN where unknown; the receiver's to keep */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    public record Row(long sourceNanos, double[] values) {}

    private final Map<String, Integer> places = new HashMap<>();
    private final long stepNanos;
    private final long holdNanos;
    private final long settleNanos;
    private final double[] values;
    private final long[] heardNanos;
    private final NavigableMap<Long, List<Sample>> waiting = new TreeMap<>();
    private int count;
    private boolean started;
    private long closedNanos;
    private long late;
    private long unknownInput;

    /**
     * @param step from row to row
     * @param hold how long a value stays known without being sent again
     * @param settle how long after a step's end, by the receive clock, its samples may still arrive
     */
    public SignalAligner(List<String> signals, Duration step, Duration hold, Duration settle) {
        for (String signal : signals) {
            places.put(signal, places.size());
        }
        this.stepNanos = step.toNanos();
        this.holdNanos = hold.toNanos();
        this.settleNanos = settle.toNanos();
        this.values = new double[signals.size()];
        this.heardNanos = new long[signals.size()];
        Arrays.fill(values, Double.NaN);
        Arrays.fill(heardNanos, Long.MIN_VALUE);
    }

    /** Takes one sample; what belongs to a row that was given already is counted and dropped. */
    public void accept(Sample sample) {
        if (!places.containsKey(sample.input())) {
            unknownInput++;
            return;
        }
        if (started && sample.sourceNanos() <= closedNanos) {
            late++;
            return;
        }
        waiting.computeIfAbsent(sample.sourceNanos(), time -> new ArrayList<>()).add(sample);
        count++;
    }

    /**
     * The rows that are complete, oldest first.
     *
     * @param nowNanos on the clock of the samples' source times (epoch nanoseconds)
     */
    public List<Row> advance(long nowNanos) {
        List<Row> rows = new ArrayList<>();
        while (!waiting.isEmpty()) {
            long end = endOfStep(waiting.firstKey());
            if (started && holding(closedNanos + stepNanos)) {
                end = Math.min(end, closedNanos + stepNanos);
            }
            if (nowNanos < end + settleNanos && count <= MOST_WAITING) {
                break;
            }
            rows.add(close(end));
        }
        return rows;
    }

    /** Samples that came after their row. */
    public long late() {
        return late;
    }

    /** Samples of signals that are not among those aligned. */
    public long unknownInput() {
        return unknownInput;
    }

    private Row close(long end) {
        while (!waiting.isEmpty() && waiting.firstKey() <= end) {
            for (Sample sample : waiting.pollFirstEntry().getValue()) {
                take(sample);
                count--;
            }
        }
        double[] row = new double[values.length];
        for (int j = 0; j < row.length; j++) {
            row[j] = known(j, end) ? values[j] : Double.NaN;
        }
        started = true;
        closedNanos = end;
        return new Row(end, row);
    }

    private void take(Sample sample) {
        int place = places.getOrDefault(sample.input(), -1);
        heardNanos[place] = sample.sourceNanos();
        values[place] = switch (sample) {
            case Sample.Usable usable -> Double.isFinite(usable.value()) ? usable.value() : Double.NaN;
            case Sample.Unusable unusable -> Double.NaN;
        };
    }

    private boolean holding(long end) {
        for (int j = 0; j < values.length; j++) {
            if (known(j, end)) {
                return true;
            }
        }
        return false;
    }

    private boolean known(int place, long end) {
        return heardNanos[place] != Long.MIN_VALUE && end - heardNanos[place] <= holdNanos;
    }

    private long endOfStep(long nanos) {
        return -Math.floorDiv(-nanos, stepNanos) * stepNanos;
    }
}
