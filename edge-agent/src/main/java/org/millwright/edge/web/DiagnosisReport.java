package org.millwright.edge.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.inference.DiagnosisStatus;
import org.millwright.edge.signal.Diagnosis;
import org.millwright.edge.signal.Diagnosis.Answer;

/** What a model makes of a machine, as JSON and as metrics. */
final class DiagnosisReport {

    private DiagnosisReport() {}

    static JsonObject json(DiagnosisStatus status) {
        return new JsonObject()
                .put("machine", status.machine().name())
                .put("answers", counts(status.answers()))
                .put("uncertain", counts(status.uncertain()))
                .put("dropped", counts(status.dropped()))
                .put("rows", status.rows())
                .put("trouble", status.modelFault().isEmpty() ? null : status.modelFault())
                .put("note", status.note())
                .put("models", ModelReport.seat(status.seat()))
                .put("last", status.last().map(DiagnosisReport::diagnosis).orElse(null))
                .put(
                        "lastAnswer",
                        status.lastAnswer().map(DiagnosisReport::diagnosis).orElse(null));
    }

    private static JsonObject diagnosis(Diagnosis diagnosis) {
        JsonArray standing = new JsonArray();
        diagnosis
                .standing()
                .forEach(one -> standing.add(new JsonObject()
                        .put("what", one.what())
                        .put("agreeing", one.agreeing())
                        .put("of", one.of())
                        .put("certainty", number(one.certainty()))
                        .put("because", one.because())));
        JsonObject json = new JsonObject()
                .put("at", Nanos.instant(diagnosis.timestampNanos()).toString())
                .put("answer", diagnosis.answer().word())
                .put("health", word(diagnosis.health()))
                .put("standing", standing)
                .put("model", diagnosis.model())
                .put("decidedAt", Nanos.instant(diagnosis.decidedNanos()).toString());
        return switch (diagnosis.answer()) {
            case Answer.Mode mode ->
                json.put("mode", mode.mode())
                        .put("healthy", mode.healthy())
                        .put("probability", number(mode.probability()))
                        .put("others", mode.others())
                        .put("because", mode.because());
            case Answer.Quantity quantity ->
                json.put("quantity", quantity.quantity())
                        .put("value", number(quantity.value()))
                        .put("unit", quantity.unit())
                        .put("healthy", quantity.healthy())
                        .put("because", quantity.because());
            case Answer.Uncertain(String cause, String reason) ->
                json.put("cause", cause).put("reason", reason);
        };
    }

    static void metrics(MetricFamilies metrics, DiagnosisStatus status) {
        String machine = status.machine().name();
        counters(metrics, "millwright_diagnoses", "Moments judged, by answer", status.answers(), machine, "answer");
        counters(
                metrics,
                "millwright_diagnoses_uncertain",
                "Uncertain ones, by cause",
                status.uncertain(),
                machine,
                "cause");
        counters(
                metrics,
                "millwright_diagnosis_readings_dropped",
                "Readings that count nowhere, by reason",
                status.dropped(),
                machine,
                "reason");
        metrics.gauge(
                "millwright_diagnosis_standing",
                "How many failures or limits stand",
                status.last().map(last -> last.standing().size()).orElse(0),
                "machine",
                machine);
    }

    private static void counters(
            MetricFamilies metrics, String name, String help, Map<String, Long> counts, String machine, String label) {
        new TreeMap<>(counts)
                .forEach((word, count) -> metrics.counter(name, help, count, "machine", machine, label, word));
    }

    private static JsonObject counts(Map<String, Long> counts) {
        JsonObject json = new JsonObject();
        new TreeMap<>(counts).forEach(json::put);
        return json;
    }

    private static @Nullable Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
