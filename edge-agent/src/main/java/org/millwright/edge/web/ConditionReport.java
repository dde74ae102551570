package org.millwright.edge.web;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.millwright.edge.inference.ConditionStatus;

/** How watched machines are shown, in {@code /api/status} and {@code /metrics}. */
final class ConditionReport {

    private ConditionReport() {}

    static JsonObject json(ConditionStatus state) {
        return new JsonObject()
                .put("made", state.made())
                .put("dropped", StatusJson.counts(state.dropped()))
                .put("unjudged", StatusJson.counts(state.unjudged()))
                .put("noticed", StatusJson.counts(state.noticed()))
                .put("learned", StatusJson.array(state.learned(), ConditionReport::learned));
    }

    private static JsonObject learned(ConditionStatus.LearnedMachine machine) {
        JsonObject json = new JsonObject().put("machine", machine.machine()).put("learning", machine.learning());
        return machine.last()
                .map(last -> json.put("state", StatusJson.word(last.state()))
                        .put("health", StatusJson.word(last.health()))
                        .put("score", StatusJson.number(last.score()))
                        .put("origin", StatusJson.word(last.origin()))
                        .put("signal", last.signal())
                        .put("reason", last.reason())
                        .put("regime", last.regime())
                        .put("at", Nanos.instant(last.timestampNanos()).toString()))
                .orElse(json);
    }

    static void metrics(MetricFamilies metrics, ConditionStatus state) {
        metrics.counter("millwright_condition_rows", "Features and conditions told", state.made());
        counters(
                metrics,
                "dropped",
                "Readings that count in no feature or no learned behaviour, by reason",
                state.dropped());
        counters(
                metrics,
                "unjudged",
                "Rows of machines that were learned of which nothing was said, by reason",
                state.unjudged());
        counters(
                metrics,
                "noticed",
                "What was odd about the readings of machines that are learned, by what it was",
                state.noticed());
    }

    private static void counters(MetricFamilies metrics, String what, String help, Map<String, Long> counts) {
        counts.forEach(
                (reason, count) -> metrics.counter("millwright_condition_" + what, help, count, "reason", reason));
    }
}
