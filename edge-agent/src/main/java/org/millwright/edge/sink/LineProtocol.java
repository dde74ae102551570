package org.millwright.edge.sink;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Notice;
import org.millwright.edge.signal.Prognosis;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.SitePath;
import org.millwright.edge.signal.Verdict;

/**
 * Events as InfluxDB line protocol, one row each; the schema is in {@code docs/schema.md}.
 *
 * <p>The hot path: what never changes of a signal (measurement and escaped tags) is encoded once, so a row costs a few
 * array copies and its figures. Memory grows with the number of signals, up to {@link #MOST_SERIES}.
 *
 * <p>NOT thread safe.
 */
final class LineProtocol {

    /** Beyond this many identities all are forgotten once, and with them which rows would be repetitions. */
    static final int MOST_SERIES = 200_000;

    private static final byte[] GOOD = Tags.ascii("quality=\"good\"");
    private static final byte[] UNCERTAIN = Tags.ascii("quality=\"uncertain\"");
    private static final byte[] BAD = Tags.ascii("quality=\"bad\"");
    private static final byte[] STATUS = Tags.ascii(",status=");
    private static final byte[] SERVER = Tags.ascii(",server=");
    private static final byte[] RECEIVED = Tags.ascii(",received=");
    private static final byte[] BACKFILLED = Tags.ascii(",origin=\"backfill\"");
    private static final byte[] CLOCK_SERVER = Tags.ascii(",clock=\"server\"");
    private static final byte[] CLOCK_AGENT = Tags.ascii(",clock=\"agent\"");

    private final Map<Object, Series> series = new HashMap<>();
    /** In front of the above: hashing all names of a signal costs more than encoding a row. */
    private final IdentityHashMap<Signal, Series> byInstance = new IdentityHashMap<>();

    /** By what is written: two signals that read alike in the store share one identity, so neither overwrites. */
    private final Map<String, Series> byPrefix = new HashMap<>();

    private Series previous = new Series("");

    private final Set<String> measurements = new LinkedHashSet<>();
    private final ValueField valueField = new ValueField();
    private long late;

    /** Every measurement that was written to so far, in order of appearance; grows only. */
    Set<String> measurements() {
        return measurements;
    }

    /** Readings without a value: NaN, infinite, of another type than the signal's, or a status alone. */
    long withoutValue() {
        return valueField.absent();
    }

    /** Readings so far back in time that they may repeat a row that is no longer remembered. */
    long late() {
        return late;
    }

    /**
     * Appends one row.
     *
     * @return false when the event repeats what was written before, and nothing was appended
     */
    boolean append(Event event, Batch batch) {
        return switch (event) {
            case Reading reading -> appendReading(reading, batch);
            case Verdict verdict -> appendVerdict(verdict, batch);
            case Prognosis prognosis -> appendPrognosis(prognosis, batch);
            case Loss loss -> appendLoss(loss, batch);
            case Notice notice -> appendNotice(notice, batch);
        };
    }

    private boolean appendReading(Reading reading, Batch batch) {
        Signal signal = reading.signal();
        boolean sourceKnown = reading.sourceNanos() != Reading.UNKNOWN_TIME;
        boolean serverKnown = reading.serverNanos() != Reading.UNKNOWN_TIME;
        Series own = expected(signal);
        long timestamp = own.place(
                reading.timestampNanos(),
                Content.of(reading.value()),
                reading.statusCode(),
                sourceKnown || serverKnown);
        if (timestamp == Series.DUPLICATE) {
            return false;
        }
        if (timestamp <= own.forgotten()) {
            late++;
        }
        LineBuffer lines = batch.lines();
        lines.put(own.prefix());
        lines.put(
                switch (reading.quality()) {
                    case GOOD -> GOOD;
                    case UNCERTAIN -> UNCERTAIN;
                    case BAD -> BAD;
                });
        valueField.append(signal.type(), reading.value(), lines);
        if (reading.statusCode() != 0) {
            lines.putWhole(STATUS, Integer.toUnsignedLong(reading.statusCode()));
        }
        if (serverKnown) {
            lines.putNanos(SERVER, reading.serverNanos());
        }
        lines.putNanos(RECEIVED, reading.receivedNanos());
        if (reading.origin() == Reading.Origin.BACKFILLED) {
            lines.put(BACKFILLED);
        }
        if (!sourceKnown) {
            lines.put(serverKnown ? CLOCK_SERVER : CLOCK_AGENT);
        }
        lines.endLine(timestamp);
        batch.endRow(sourceKnown ? reading.sourceNanos() : Batch.NO_TIME, reading.receivedNanos());
        return true;
    }

    /** A source repeats its order beat by beat: mostly the row after this one is the one that came after it before. */
    private Series expected(Signal signal) {
        Series own = previous.nextIfOf(signal);
        if (own == null) {
            own = byInstance.get(signal);
            if (own == null) {
                own = find(signal);
            }
            previous.expectNext(signal, own);
        }
        previous = own;
        return own;
    }

    private Series find(Signal signal) {
        Series own = series.get(signal);
        if (own == null) {
            own = remember(signal, Tags.measurement(signal.machine().kind()), Tags.of(signal));
        }
        if (byInstance.size() > 2 * series.size()) {
            byInstance.clear();
        }
        byInstance.put(signal, own);
        return own;
    }

    private boolean appendVerdict(Verdict verdict, Batch batch) {
        return appendResult(verdict, new ResultKey(Tags.VERDICT, verdict.station()), verdict.capturedNanos(), batch);
    }

    private boolean appendPrognosis(Prognosis prognosis, Batch batch) {
        ResultKey key = new ResultKey(Tags.PROGNOSIS, prognosis.machine());
        return appendResult(prognosis, key, prognosis.timestampNanos(), batch);
    }

    private boolean appendLoss(Loss loss, Batch batch) {
        LossKey key = new LossKey(loss.machine(), loss.signal(), loss.reason());
        return appendRow(loss, key, Tags.LOSS, () -> Tags.of(loss), loss.noticedNanos(), batch);
    }

    private boolean appendNotice(Notice notice, Batch batch) {
        NoticeKey key = new NoticeKey(notice.path(), notice.source(), notice.kind());
        return appendRow(notice, key, Tags.NOTICE, () -> Tags.of(notice), notice.timestampNanos(), batch);
    }

    private boolean appendResult(Event result, ResultKey key, long nanos, Batch batch) {
        return appendRow(result, key, key.measurement(), () -> Tags.of(key.measurement(), key.machine()), nanos, batch);
    }

    private boolean appendRow(
            Event result, Object key, String measurement, Supplier<String> tags, long nanos, Batch batch) {
        Series own = series.get(key);
        if (own == null) {
            own = remember(key, measurement, tags.get());
        }
        long timestamp = own.place(nanos, Content.of(result.toString()), 0, true);
        if (timestamp == Series.DUPLICATE) {
            return false;
        }
        batch.lines().put(own.prefix());
        ResultFields.append(result, batch.lines());
        batch.lines().endLine(timestamp);
        batch.endRow(Batch.NO_TIME, Batch.NO_TIME);
        return true;
    }

    private Series remember(Object key, String measurement, String prefix) {
        if (series.size() >= MOST_SERIES) {
            series.clear();
            byInstance.clear();
            byPrefix.clear();
            previous = new Series("");
        }
        measurements.add(measurement);
        Series own = byPrefix.computeIfAbsent(prefix, Series::new);
        series.put(key, own);
        return own;
    }

    private record ResultKey(String measurement, Machine machine) {}

    private record LossKey(Machine machine, String signal, Loss.Reason reason) {}

    private record NoticeKey(SitePath path, String source, Notice.Kind kind) {}
}
