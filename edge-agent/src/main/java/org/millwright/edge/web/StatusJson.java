package org.millwright.edge.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.signal.Prognosis;
import org.millwright.edge.signal.SitePath;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.Verdict;
import org.millwright.edge.source.SourceStatus;
import org.millwright.vision.Inspection;

/** The object that {@code /api/status} gives: the records' names, times in ISO 8601, what is not a number as null. */
final class StatusJson {

    /** Enough for a line of 60 points; the exact value is beside it. */
    private static final MathContext TREND_DIGITS = new MathContext(4);

    private StatusJson() {}

    static JsonObject of(AgentStatus status) {
        Health health = Health.of(status);
        return new JsonObject()
                .put("site", site(status.site()))
                .put("at", status.at().toString())
                .put("health", health(health))
                .put("process", process(status))
                .put("sources", array(status.sources(), source -> source(source, status.at())))
                .put("queues", array(status.queues(), StatusJson::queue))
                .put("sink", sink(status.sink()))
                .put("journal", journal(status.journal()))
                .put("ledger", ledger(status.ledger()))
                .put("inspections", array(status.inspections(), StatusJson::inspection))
                .put("prognoses", array(status.prognoses(), StatusJson::prognosis))
                .put(
                        "conditions",
                        status.conditions().map(ConditionReport::json).orElse(null))
                .put("advisories", array(status.advisories(), AdvisoryReport::json))
                .put("vibrations", array(status.vibrations(), VibrationReport::json))
                .put("diagnoses", array(status.diagnoses(), DiagnosisReport::json))
                .put("disk", status.disk().map(DiskReport::json).orElse(null))
                .put(
                        "signals",
                        new JsonObject()
                                .put("seen", status.signals().seen())
                                .put("shown", array(status.signals().shown(), signal -> signal(signal, status.at()))));
    }

    static JsonObject health(Health health) {
        return new JsonObject()
                .put("ok", health.ok())
                .put("reasons", array(health.reasons(), reason -> reason))
                .put("notes", array(health.notes(), note -> note));
    }

    static <T> JsonArray array(Collection<T> items, Function<T, Object> json) {
        JsonArray array = new JsonArray();
        items.forEach(item -> array.add(json.apply(item)));
        return array;
    }

    private static JsonObject site(SitePath site) {
        return new JsonObject()
                .put("enterprise", site.enterprise())
                .put("site", site.site())
                .put("area", site.area())
                .put("line", site.line());
    }

    private static JsonObject process(AgentStatus status) {
        AgentStatus.ProcessState process = status.process();
        return new JsonObject()
                .put("version", process.version())
                .put(
                        "uptimeSeconds",
                        Duration.between(process.startedAt(), status.at()).toSeconds())
                .put("rssBytes", process.rssBytes())
                .put("cpuCores", number(process.cpuCores()))
                .put(
                        "timeToFirstValueMillis",
                        process.timeToFirstValue().map(Duration::toMillis).orElse(null));
    }

    private static JsonObject source(AgentStatus.SourceState source, Instant now) {
        JsonObject json = new JsonObject()
                .put("name", source.name())
                .put("kind", word(source.kind()))
                .put(
                        "lastDataSeconds",
                        source.lastData().map(last -> seconds(last, now)).orElse(null))
                .put("faults", counts(source.faults()))
                .put(
                        "clockOffsetMillis",
                        source.clockOffset()
                                .map(offset -> offset.toNanos() / 1e6)
                                .orElse(null));
        switch (source.status()) {
            case SourceStatus.Connecting connecting ->
                json.put("state", "connecting")
                        .put("since", connecting.since().toString())
                        .put("because", connecting.because())
                        .put("attempt", connecting.attempt())
                        .put("nextAttempt", connecting.nextAttempt().toString());
            case SourceStatus.Up up ->
                json.put("state", "up")
                        .put("since", up.since().toString())
                        .put("degraded", array(up.degraded(), sentence -> sentence));
            case SourceStatus.Stopped _ -> json.put("state", "stopped");
        }
        return json;
    }

    private static JsonObject queue(AgentStatus.QueueState queue) {
        return new JsonObject()
                .put("name", queue.name())
                .put("capacity", queue.capacity())
                .put("published", queue.counts().published())
                .put("delivered", queue.counts().delivered())
                .put("waiting", queue.counts().waiting())
                .put(
                        "dropped",
                        new JsonObject()
                                .put("overflow", queue.counts().overflowed())
                                .put("after-close", queue.counts().afterClose()));
    }

    private static JsonObject journal(AgentStatus.JournalState journal) {
        return new JsonObject()
                .put("waitingBytes", journal.waitingBytes())
                .put("quotaBytes", journal.quotaBytes())
                .put("queued", journal.queued())
                .put("lineBytes", journal.lineBytes())
                .put("compressedBytes", journal.compressedBytes())
                .put("cpuSeconds", journal.cpu().toNanos() / 1e9)
                .put("late", journal.late())
                .put("withoutValue", journal.withoutValue())
                .put("trouble", journal.trouble().orElse(null));
    }

    private static JsonObject ledger(AgentStatus.LedgerState ledger) {
        return new JsonObject()
                .put("total", account(ledger.total()))
                .put("losses", array(ledger.losses(), StatusJson::account));
    }

    /** The object that {@code /api/ledger} gives. */
    static JsonObject ledger(List<AgentStatus.AccountState> accounts) {
        return new JsonObject().put("accounts", array(accounts, StatusJson::account));
    }

    private static JsonObject account(AgentStatus.AccountState account) {
        return new JsonObject()
                .put("table", account.table())
                .put("machine", account.machine())
                .put("signal", account.signal())
                .put("received", account.received())
                .put("stored", account.stored())
                .put("waiting", account.waiting())
                .put("repeated", account.repeated())
                .put("lost", counts(account.lost()));
    }

    private static JsonObject sink(AgentStatus.SinkState sink) {
        return new JsonObject()
                .put("received", sink.received())
                .put("stored", sink.stored())
                .put("refused", sink.refused())
                .put("duplicates", sink.duplicates())
                .put("waiting", sink.waiting())
                .put("sourceToStoredMillis", latency(sink.sourceToStored()))
                .put("receivedToStoredMillis", latency(sink.receivedToStored()))
                .put("trouble", sink.trouble().orElse(null))
                .put(
                        "lastRefusals",
                        array(
                                sink.lastRefusals(),
                                refusal -> new JsonObject()
                                        .put("at", refusal.at().toString())
                                        .put("row", refusal.row())
                                        .put("reason", refusal.reason())));
    }

    private static JsonObject inspection(AgentStatus.InspectionState inspection) {
        return new JsonObject()
                .put("station", inspection.station())
                .put("good", inspection.good())
                .put("defect", inspection.defect())
                .put("uncertain", inspection.uncertain())
                .put("late", inspection.late())
                .put("arrivalToVerdictMillis", latency(inspection.arrivalToVerdict()))
                .put("sourceToVerdictMillis", latency(inspection.sourceToVerdict()))
                .put("release", inspection.release())
                .put("trouble", inspection.trouble().orElse(null))
                .put("vision", VisionReport.json(inspection.vision()))
                .put("last", inspection.last().map(StatusJson::verdict).orElse(null));
    }

    static JsonObject verdict(Verdict verdict) {
        return new JsonObject()
                .put("part", verdict.part())
                .put("sequence", verdict.sequence())
                .put("result", word(verdict.result()))
                .put("score", number(verdict.score()))
                .put("place", verdict.place().map(StatusJson::place).orElse(null))
                .put("reason", verdict.reason())
                .put("model", verdict.model())
                .put("class", verdict.details().defectClass())
                .put("regions", verdict.details().regions())
                .put("millimetres", number(verdict.details().millimetres()))
                .put("variant", verdict.details().variant())
                .put("limit", number(verdict.details().limit()))
                .put("decidedAt", Nanos.instant(verdict.decidedNanos()).toString());
    }

    static JsonObject place(Inspection.Place place) {
        return place(new Verdict.Place(place.x(), place.y(), place.width(), place.height()));
    }

    private static JsonObject place(Verdict.Place place) {
        return new JsonObject()
                .put("x", place.x())
                .put("y", place.y())
                .put("width", place.width())
                .put("height", place.height());
    }

    private static JsonObject latency(AgentStatus.Latency latency) {
        return new JsonObject()
                .put("count", latency.count())
                .put("p50", number(latency.p50Millis()))
                .put("p99", number(latency.p99Millis()))
                .put("p999", number(latency.p999Millis()));
    }

    private static JsonObject prognosis(AgentStatus.PrognosisState state) {
        JsonObject json = new JsonObject()
                .put("machine", state.machine())
                .put("trouble", state.trouble().orElse(null))
                .put("note", state.note())
                .put("models", state.seat().map(ModelReport::seat).orElse(null));
        Optional<Prognosis> last = state.last();
        return last.map(prognosis -> json.put("remainingLife", number(prognosis.remainingLife()))
                        .put("lifeUnit", prognosis.lifeUnit())
                        .put(
                                "lifeLow",
                                prognosis
                                        .interval()
                                        .map(Prognosis.Interval::low)
                                        .orElse(null))
                        .put(
                                "lifeHigh",
                                prognosis
                                        .interval()
                                        .map(Prognosis.Interval::high)
                                        .filter(Double::isFinite)
                                        .orElse(null))
                        .put(
                                "coverage",
                                prognosis
                                        .interval()
                                        .map(Prognosis.Interval::coverage)
                                        .orElse(null))
                        .put("health", word(prognosis.health()))
                        .put("reason", prognosis.reason())
                        .put("model", prognosis.model())
                        .put(
                                "decidedAt",
                                Nanos.instant(prognosis.decidedNanos()).toString()))
                .orElse(json);
    }

    private static JsonObject signal(AgentStatus.SignalState state, Instant now) {
        JsonArray trend = new JsonArray();
        for (double point : state.trend()) {
            trend.add(
                    Double.isFinite(point)
                            ? new BigDecimal(point).round(TREND_DIGITS).doubleValue()
                            : null);
        }
        return new JsonObject()
                .put("machine", state.signal().machine().name())
                .put("kind", state.signal().machine().kind())
                .put("name", state.signal().name())
                .put("unit", state.signal().unit())
                .put("type", word(state.signal().type()))
                .put("value", value(state.value()))
                .put("quality", word(state.quality()))
                .put("ageSeconds", seconds(state.received(), now))
                .put("trend", trend);
    }

    private static @Nullable Object value(Value value) {
        return switch (value) {
            case Value.Numeric(double number) -> number(number);
            case Value.Whole(long whole) -> whole;
            case Value.Flag(boolean flag) -> flag;
            case Value.Text(String text) -> text;
            case Value.Missing _ -> null;
        };
    }

    static JsonObject counts(Map<String, Long> counts) {
        JsonObject json = new JsonObject();
        new TreeMap<>(counts).forEach(json::put);
        return json;
    }

    private static double seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis()) / 1000.0;
    }

    static @Nullable Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
