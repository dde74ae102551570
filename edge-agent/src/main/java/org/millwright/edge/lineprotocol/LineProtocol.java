package org.millwright.edge.lineprotocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.millwright.edge.signal.Advisory;
import org.millwright.edge.signal.Condition;
import org.millwright.edge.signal.Diagnosis;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.FeatureSet;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Notice;
import org.millwright.edge.signal.OwnTables;
import org.millwright.edge.signal.Prognosis;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.ShadowDiagnosis;
import org.millwright.edge.signal.ShadowPrognosis;
import org.millwright.edge.signal.ShadowVerdict;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.SitePath;
import org.millwright.edge.signal.Verdict;
import org.millwright.edge.signal.Vibration;

/**
 * Events as InfluxDB line protocol, one row each; the schema is in {@code docs/schema.md}.
 *
 * <p>The hot path: what never changes of a signal (measurement and escaped tags) is encoded once, so a row costs a few
 * array copies and its figures. Memory grows with the number of identities (measurement and tags), which are numbered
 * from 0 in the order of their first row and are never forgotten, up to {@link #MOST_SERIES}.
 *
 * <p>NOT thread safe.
 */
public final class LineProtocol {

    /** More identities than this are a fault of the source, such as a topic with a number in its name. */
    public static final int MOST_SERIES = 200_000;

    private static final byte[] GOOD = Tags.ascii("quality=\"good\"");
    private static final byte[] UNCERTAIN = Tags.ascii("quality=\"uncertain\"");
    private static final byte[] BAD = Tags.ascii("quality=\"bad\"");
    private static final byte[] STATUS = Tags.ascii(",status=");
    private static final byte[] BACKFILLED = Tags.ascii(",origin=\"backfill\"");
    private static final byte[] CLOCK_SERVER = Tags.ascii(",clock=\"server\"");
    private static final byte[] CLOCK_AGENT = Tags.ascii(",clock=\"agent\"");

    private final Map<Object, Series> series = new HashMap<>();
    /** In front of the above: hashing all names of a signal costs more than encoding a row. */
    private final IdentityHashMap<Signal, Series> byInstance = new IdentityHashMap<>();

    /** By what is written: two signals that read alike in the store share one identity, so neither overwrites. */
    private final Map<String, Series> byPrefix = new HashMap<>();

    private final List<Series> numbered = new ArrayList<>();
    /** Of the identity of the same number; one object for each name. */
    private final List<String> measurements = new ArrayList<>();

    private final NanosField server = new NanosField(",server=");
    private final NanosField received = new NanosField(",received=");
    private Series previous = new Series(-1, "");
    private final ValueField valueField = new ValueField();
    private long late;

    /** How many identities there are. */
    public int size() {
        return numbered.size();
    }

    /** The identity of this number as rows carry it: measurement and escaped tags, without the space behind. */
    public String identity(int number) {
        return numbered.get(number).identity();
    }

    /** What rows of the identity of this number begin with; the same object for the same name. */
    public String measurement(int number) {
        return measurements.get(number);
    }

    /** Brings back what an earlier run numbered, in the order of the numbers, before the first row. */
    public void restore(String identity) {
        add(identity + " ");
    }

    /** The newest row of an identity; {@link Series#NOTHING} as its time where there is none. */
    public Series newest(int number) {
        return numbered.get(number);
    }

    /**
     * The number of the readings of a signal, or of a machine where the name is empty, whether or not there is a row.
     *
     * @param otherwise where there is no room for one more
     */
    public int number(Machine machine, String signal, int otherwise) {
        return number(Tags.of(machine, signal).strip(), otherwise);
    }

    /** The number of an identity that is on disk, room or no room. */
    public int number(String identity) {
        return number(identity, true, -1);
    }

    /**
     * The number of an identity that rows carry.
     *
     * @param otherwise where there is no room for one more
     */
    public int number(String identity, int otherwise) {
        return number(identity, numbered.size() < MOST_SERIES, otherwise);
    }

    private int number(String identity, boolean hasRoom, int otherwise) {
        String prefix = identity + " ";
        Series known = byPrefix.get(prefix);
        if (known != null) {
            return known.number();
        }
        return hasRoom ? add(prefix).number() : otherwise;
    }

    /** Readings without a value: NaN, infinite, of another type than the signal's, or a status alone. */
    public long withoutValue() {
        return valueField.absent();
    }

    /** Readings so far back in time that they may repeat a row that is no longer remembered. */
    public long late() {
        return late;
    }

    /**
     * Appends one row.
     *
     * @return the number of its identity; or the complement ({@code ~}) of that when the event repeats what was written
     *     before, and nothing was appended
     * @throws IllegalStateException in one sentence when there are more identities than {@link #MOST_SERIES}
     */
    public int append(Event event, LineBuffer lines) {
        return switch (event) {
            case Reading reading -> appendReading(reading, lines);
            case Verdict verdict -> appendVerdict(verdict, lines);
            case ShadowVerdict shadow -> appendShadow(shadow, lines);
            case Prognosis prognosis -> appendPrognosis(prognosis, lines);
            case ShadowPrognosis shadow -> appendShadow(shadow, lines);
            case FeatureSet features -> appendFeatures(features, lines);
            case Condition condition -> appendCondition(condition, lines);
            case Vibration vibration ->
                appendRow(
                        vibration,
                        vibration.channel(),
                        () -> Tags.of(vibration.channel()),
                        vibration.timestampNanos(),
                        lines);
            case Diagnosis diagnosis -> appendDiagnosis(diagnosis, lines);
            case ShadowDiagnosis shadow -> appendShadow(shadow, lines);
            case Advisory advisory -> appendAdvisory(advisory, lines);
            case Loss loss -> appendLoss(loss, lines);
            case Notice notice -> appendNotice(notice, lines);
        };
    }

    private int appendReading(Reading reading, LineBuffer lines) {
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
            return ~own.number();
        }
        if (timestamp <= own.forgotten()) {
            late++;
        }
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
            server.append(reading.serverNanos(), lines);
        }
        received.append(reading.receivedNanos(), lines);
        if (reading.origin() == Reading.Origin.BACKFILLED) {
            lines.put(BACKFILLED);
        }
        if (!sourceKnown) {
            lines.put(serverKnown ? CLOCK_SERVER : CLOCK_AGENT);
        }
        lines.endLine(timestamp);
        return own.number();
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
            own = remember(signal, Tags.of(signal));
        }
        if (byInstance.size() > 2 * series.size()) {
            byInstance.clear();
        }
        byInstance.put(signal, own);
        return own;
    }

    private int appendVerdict(Verdict verdict, LineBuffer lines) {
        return appendResult(
                verdict, new ResultKey(OwnTables.VERDICT, verdict.station()), verdict.capturedNanos(), lines);
    }

    private int appendShadow(ShadowVerdict verdict, LineBuffer lines) {
        ResultKey key = new ResultKey(OwnTables.SHADOW, verdict.live().station());
        return appendResult(verdict, key, verdict.live().capturedNanos(), lines);
    }

    private int appendPrognosis(Prognosis prognosis, LineBuffer lines) {
        ResultKey key = new ResultKey(OwnTables.PROGNOSIS, prognosis.machine());
        return appendResult(prognosis, key, prognosis.timestampNanos(), lines);
    }

    private int appendShadow(ShadowPrognosis prognosis, LineBuffer lines) {
        ResultKey key = new ResultKey(OwnTables.SHADOW, prognosis.live().machine());
        return appendResult(prognosis, key, prognosis.live().timestampNanos(), lines);
    }

    private int appendCondition(Condition condition, LineBuffer lines) {
        ResultKey key = new ResultKey(OwnTables.CONDITION, condition.machine());
        return appendResult(condition, key, condition.timestampNanos(), lines);
    }

    private int appendDiagnosis(Diagnosis diagnosis, LineBuffer lines) {
        ResultKey key = new ResultKey(OwnTables.DIAGNOSIS, diagnosis.machine());
        return appendResult(diagnosis, key, diagnosis.timestampNanos(), lines);
    }

    private int appendShadow(ShadowDiagnosis diagnosis, LineBuffer lines) {
        ResultKey key = new ResultKey(OwnTables.SHADOW, diagnosis.live().machine());
        return appendResult(diagnosis, key, diagnosis.live().timestampNanos(), lines);
    }

    private int appendAdvisory(Advisory advisory, LineBuffer lines) {
        ResultKey key = new ResultKey(OwnTables.ADVISORY, advisory.machine());
        return appendResult(advisory, key, advisory.timestampNanos(), lines);
    }

    private int appendFeatures(FeatureSet features, LineBuffer lines) {
        FeatureKey key = new FeatureKey(features.signal());
        return appendRow(features, key, () -> Tags.of(features), features.timestampNanos(), lines);
    }

    private int appendLoss(Loss loss, LineBuffer lines) {
        LossKey key = new LossKey(loss.machine(), loss.signal(), loss.reason());
        return appendRow(loss, key, () -> Tags.of(loss), loss.noticedNanos(), lines);
    }

    /**
     * Appends the row of a loss that concerns an identity rather than a signal.
     *
     * @param lost the number of the identity
     * @return the number of the row's own
     */
    public int appendLoss(
            int lost,
            Loss.Reason reason,
            long count,
            long sinceNanos,
            long untilNanos,
            long noticedNanos,
            LineBuffer lines) {
        // Beyond the limit too: there are only so many reasons for each identity.
        String prefix = Tags.loss(identity(lost), reason);
        Series known = byPrefix.get(prefix);
        Series own = known == null ? add(prefix) : known;
        lines.put(own.prefix());
        ResultFields.loss(count, sinceNanos, untilNanos, lines);
        lines.endLine(own.place(noticedNanos, count, 0, false));
        return own.number();
    }

    private int appendNotice(Notice notice, LineBuffer lines) {
        NoticeKey key = new NoticeKey(notice.path(), notice.source(), notice.kind());
        return appendRow(notice, key, () -> Tags.of(notice), notice.timestampNanos(), lines);
    }

    private int appendResult(Event result, ResultKey key, long nanos, LineBuffer lines) {
        return appendRow(result, key, () -> Tags.of(key.measurement(), key.machine()), nanos, lines);
    }

    private int appendRow(Event result, Object key, Supplier<String> tags, long nanos, LineBuffer lines) {
        Series own = series.get(key);
        if (own == null) {
            own = remember(key, tags.get());
        }
        long timestamp = own.place(nanos, Content.of(result.toString()), 0, true);
        if (timestamp == Series.DUPLICATE) {
            return ~own.number();
        }
        lines.put(own.prefix());
        ResultFields.append(result, lines);
        lines.endLine(timestamp);
        return own.number();
    }

    private Series remember(Object key, String prefix) {
        Series own = identified(prefix);
        series.put(key, own);
        return own;
    }

    private Series identified(String prefix) {
        Series known = byPrefix.get(prefix);
        if (known != null) {
            return known;
        }
        if (numbered.size() >= MOST_SERIES) {
            throw new IllegalStateException("there are " + MOST_SERIES + " signals already, and no room for "
                    + prefix.strip() + ": is there a changing number in a topic or a name?");
        }
        return add(prefix);
    }

    private Series add(String prefix) {
        Series own = new Series(numbered.size(), prefix);
        numbered.add(own);
        byPrefix.put(prefix, own);
        measurements.add(Tags.head(prefix).intern());
        return own;
    }

    private record ResultKey(String measurement, Machine machine) {}

    private record FeatureKey(Signal signal) {}

    private record LossKey(Machine machine, String signal, Loss.Reason reason) {}

    private record NoticeKey(SitePath path, String source, Notice.Kind kind) {}
}
