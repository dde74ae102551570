package org.millwright.simulator.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What the demo needs of the agent's {@code /api/status}.
 *
 * @param readings readings that reached the agent's bus
 * @param stored rows of any kind that the store acknowledged
 * @param lost what will never be stored, whatever the reason
 * @param waiting rows under way to the store
 * @param trouble what an engineer should look at, in words; empty when all is well
 */
record AgentView(
        long readings,
        long stored,
        long lost,
        long duplicates,
        long waiting,
        OptionalDouble remainingLife,
        long timeToFirstValueMillis,
        Result.Percentiles verdictLatencyMillis,
        double rssMiB,
        String trouble) {

    private static final double MEBIBYTE = 1024.0 * 1024;

    static AgentView of(JsonNode status) {
        JsonNode sink = status.path("sink");
        JsonNode ledger = status.path("ledger").path("total");
        JsonNode prognosis = status.path("prognoses").path(0);
        return new AgentView(
                queue(status, "page").path("published").asLong(),
                sink.path("stored").asLong(),
                sum(ledger.path("lost")),
                sink.path("duplicates").asLong(),
                status.path("journal").path("queued").asLong()
                        + sink.path("waiting").asLong(),
                prognosis.path("remainingLife").isNumber()
                        ? OptionalDouble.of(prognosis.path("remainingLife").asDouble())
                        : OptionalDouble.empty(),
                status.path("process").path("timeToFirstValueMillis").asLong(),
                latency(status.path("inspections").path(0).path("arrivalToVerdictMillis")),
                status.path("process").path("rssBytes").asLong() / MEBIBYTE,
                trouble(status));
    }

    private static JsonNode queue(JsonNode status, String name) {
        for (JsonNode queue : status.path("queues")) {
            if (queue.path("name").asText().equals(name)) {
                return queue;
            }
        }
        return status.path("queues").path(-1);
    }

    private static long sum(JsonNode byReason) {
        long sum = 0;
        for (JsonNode reason : byReason) {
            sum += reason.asLong();
        }
        return sum;
    }

    private static Result.Percentiles latency(JsonNode latency) {
        return new Result.Percentiles(
                latency.path("p50").asDouble(),
                latency.path("p99").asDouble(),
                latency.path("p999").asDouble());
    }

    private static String trouble(JsonNode status) {
        List<String> sentences = new ArrayList<>();
        for (JsonNode source : status.path("sources")) {
            if (!source.path("state").asText().equals("up")) {
                sentences.add(source.path("name").asText() + " "
                        + source.path("state").asText());
            }
        }
        for (String part : List.of("inspections", "prognoses")) {
            for (JsonNode each : status.path(part)) {
                add(each.path("trouble"), sentences);
            }
        }
        add(status.path("sink").path("trouble"), sentences);
        return String.join("; ", sentences);
    }

    private static void add(JsonNode trouble, List<String> sentences) {
        if (trouble.isTextual()) {
            sentences.add(trouble.asText());
        }
    }
}
