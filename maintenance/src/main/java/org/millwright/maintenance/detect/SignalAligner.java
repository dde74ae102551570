package org.millwright.maintenance.detect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.millwright.maintenance.Sample;
import org.millwright.maintenance.SourceClock;

/**
 * Puts the samples of several signals, which come when they please and with a quality, on one clock: a row for each step
 * of source time, holding what each signal read last.
 *
 * <p>A value holds for a given time at most; after it, and from an unusable reading on, the signal is unknown (NaN) until
 * it is heard of again, and never a made-up number. When nothing is heard any more, rows go on until all signals have been
 * unknown for as long as a value holds, so that whoever reads them notices; then none are made, however long it lasts. The
 * source's clock need not be ours ({@link SourceClock}). NOT thread safe. Never blocks. Memory is bounded by
 * {@value #MOST_WAITING} waiting samples and those that come between two calls of {@link #advance}, which must be called also
 * where nobody wants the rows.
 */
public final class SignalAligner {

    /** Samples that may wait for their step to close; past that the oldest are taken early. */
    public static final int MOST_WAITING = 65_536;

    /** @param values in the order of the signals; NaN where unknown; the receiver's to keep */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    public record Row(long sourceNanos, double[] values) {}

    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final long stepNanos;
    private final long holdNanos;
    private final long settleNanos;
    private final double[] values;
    private final long[] heardNanos;
    /** When the value was measured, which is earlier than it counts from where it came late. */
    private final long[] measuredNanos;

    private final NavigableMap<Long, List<Sample>> waiting = new TreeMap<>();
    private int count;
    private SourceClock clock = new SourceClock();
    private boolean started;
    private long closedNanos;
    private long newestNanos;
    private long late;
    private long outdated;
    private long ahead;
    private long setBack;

    /**
     * @param step from row to row
     * @param hold how long a value stays known without being sent again
     * @param settle how long after a step's end its samples may still arrive; what comes later counts for the next row
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
        this.measuredNanos = new long[signals.size()];
        restart();
    }

    /**
     * Takes one sample; what is older than its signal's newest, or far in the future, is counted and dropped.
     *
     * @throws IllegalArgumentException for one of a signal that is not aligned here
     */
    public void accept(Sample sample) {
        int place = places.getOrDefault(sample.input(), -1);
        if (place < 0) {
            throw new IllegalArgumentException(sample.input() + " is not one of the signals " + places.keySet());
        }
        if (!clock.accept(sample.sourceNanos(), sample.receivedNanos())) {
            ahead++;
            return;
        }
        boolean closed = started && sample.sourceNanos() <= closedNanos;
        boolean old = closed && sample.sourceNanos() <= measuredNanos[place];
        if (clock.isSetBack(old, sample.receivedNanos())) {
            setBack++;
            restart();
        } else if (old) {
            outdated++;
            return;
        } else if (closed) {
            late++;
            wait(closedNanos + 1, sample);
            return;
        }
        wait(sample.sourceNanos(), sample);
    }

    private void wait(long nanos, Sample sample) {
        waiting.computeIfAbsent(nanos, time -> new ArrayList<>()).add(sample);
        count++;
    }

    private void restart() {
        started = false;
        newestNanos = Long.MIN_VALUE;
        outdated += count;
        waiting.clear();
        count = 0;
        Arrays.fill(values, Double.NaN);
        Arrays.fill(heardNanos, Long.MIN_VALUE);
        Arrays.fill(measuredNanos, Long.MIN_VALUE);
    }

    /**
     * The rows that are complete, oldest first.
     *
     * @param gatewayNanos by the clock of the samples' receive times (epoch nanoseconds)
     */
    public List<Row> advance(long gatewayNanos) {
        List<Row> rows = new ArrayList<>();
        long settled = clock.now(gatewayNanos) - settleNanos;
        while (!waiting.isEmpty() || isMissed(closedNanos + stepNanos)) {
            long end = nextEnd();
            if (settled < end && count <= MOST_WAITING) {
                break;
            }
            rows.add(close(end));
        }
        return rows;
    }

    private long nextEnd() {
        long next = closedNanos + stepNanos;
        if (waiting.isEmpty()) {
            return next;
        }
        long end = endOfStep(waiting.firstKey());
        return isMissed(next) ? Math.min(end, next) : end;
    }

    /** Whether something was heard so recently that a row is due although nothing came. */
    private boolean isMissed(long end) {
        return started && end - newestNanos <= 2 * holdNanos + stepNanos;
    }

    /** Samples that came after their row, and were taken into the next one. */
    public long late() {
        return late;
    }

    /** Samples that were older than what their signal had said already, or waited when the clock was set back. */
    public long outdated() {
        return outdated;
    }

    /** Samples with a time that the source cannot have reached yet. */
    public long ahead() {
        return ahead;
    }

    /** How often the source's clock was set back, and rows began anew. */
    public long setBack() {
        return setBack;
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
        // A late one is heard of when its row begins, so that it holds from there.
        heardNanos[place] = Math.max(sample.sourceNanos(), started ? closedNanos + 1 : Long.MIN_VALUE);
        measuredNanos[place] = sample.sourceNanos();
        newestNanos = Math.max(newestNanos, heardNanos[place]);
        values[place] = switch (sample) {
            case Sample.Usable usable -> Double.isFinite(usable.value()) ? usable.value() : Double.NaN;
            case Sample.Unusable unusable -> Double.NaN;
        };
    }

    private boolean known(int place, long end) {
        return heardNanos[place] != Long.MIN_VALUE && end - heardNanos[place] <= holdNanos;
    }

    private long endOfStep(long nanos) {
        return -Math.floorDiv(-nanos, stepNanos) * stepNanos;
    }
}
