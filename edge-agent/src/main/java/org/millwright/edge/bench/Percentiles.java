package org.millwright.edge.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Milliseconds; not a number where nothing was measured. */
record Percentiles(long count, double p50, double p99, double p999) {

    static final Percentiles NONE = new Percentiles(0, Double.NaN, Double.NaN, Double.NaN);

    /** As the agent's status and the bare client give them. */
    static Percentiles of(JsonNode json) {
        return new Percentiles(
                json.path(json.has("count") ? "count" : "values").asLong(),
                json.path("p50").asDouble(Double.NaN),
                json.path("p99").asDouble(Double.NaN),
                json.path("p999").asDouble(Double.NaN));
    }

    /** Of few values: each is the smallest that at least this share of the values does not exceed. */
    static Percentiles of(List<Double> millis) {
        if (millis.isEmpty()) {
            return NONE;
        }
        List<Double> sorted = millis.stream().sorted().toList();
        return new Percentiles(sorted.size(), at(sorted, 0.5), at(sorted, 0.99), at(sorted, 0.999));
    }

    private static double at(List<Double> sorted, double share) {
        return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }
}
