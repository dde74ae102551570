package org.millwright.simulator.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * The agent's stored verdicts held against what the simulator made.
 *
 * <p>Parts that passed before the agent judged its first one are not counted against it; every later one is, whether it got
 * a verdict or not. NOT thread safe.
 */
final class Score {

    /**
     * @param unjudged parts without a verdict in the store, since the first that has one
     * @param earlier parts before that
     */
    record Totals(long inspected, long defectsMade, long defectsFound, long falseAlarms, long unjudged, long earlier) {}

    private record Made(long sequence, boolean defective) {}

    private final Map<String, Made> madeByPart = new HashMap<>();
    private final Map<String, String> resultByPart = new HashMap<>();

    /** Entries of {@code /truth/parts}. */
    void made(JsonNode parts) {
        for (JsonNode part : parts) {
            madeByPart.put(
                    part.path("part").asText(),
                    new Made(part.path("sequence").asLong(), part.path("defect").asBoolean()));
        }
    }

    /** What the store holds for one part: {@code good}, {@code defect} or {@code uncertain}. */
    void judged(String part, String result) {
        resultByPart.put(part, result);
    }

    Totals totals() {
        long first = firstJudged();
        long defects = 0;
        long found = 0;
        long falseAlarms = 0;
        long unjudged = 0;
        long earlier = 0;
        for (Map.Entry<String, Made> entry : madeByPart.entrySet()) {
            Made part = entry.getValue();
            String result = resultByPart.get(entry.getKey());
            if (part.sequence() < first) {
                earlier++;
                continue;
            }
            unjudged += result == null ? 1 : 0;
            boolean calledDefective = "defect".equals(result);
            defects += part.defective() ? 1 : 0;
            found += part.defective() && calledDefective ? 1 : 0;
            falseAlarms += !part.defective() && calledDefective ? 1 : 0;
        }
        return new Totals(resultByPart.size(), defects, found, falseAlarms, unjudged, earlier);
    }

    private long firstJudged() {
        return madeByPart.entrySet().stream()
                .filter(part -> resultByPart.containsKey(part.getKey()))
                .mapToLong(part -> part.getValue().sequence())
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
