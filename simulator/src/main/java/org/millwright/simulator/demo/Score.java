package org.millwright.simulator.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * The agent's stored verdicts held against what the simulator made.
 *
 * <p>A part counts once both sides know it, so a part still under way is neither found nor missed. NOT thread safe.
 */
final class Score {

    /**
     * @param unjudged finished parts without a verdict in the store
     */
    record Totals(long inspected, long defectsMade, long defectsFound, long falseAlarms, long unjudged) {}

    private final Map<String, Boolean> defectiveByPart = new HashMap<>();
    private final Map<String, String> resultByPart = new HashMap<>();

    /** Entries of {@code /truth/parts}. */
    void made(JsonNode parts) {
        for (JsonNode part : parts) {
            defectiveByPart.put(part.path("part").asText(), part.path("defect").asBoolean());
        }
    }

    /** What the store holds for one part: {@code good}, {@code defect} or {@code uncertain}. */
    void judged(String part, String result) {
        resultByPart.put(part, result);
    }

    Totals totals() {
        long defects = 0;
        long found = 0;
        long falseAlarms = 0;
        long unjudged = 0;
        for (Map.Entry<String, Boolean> part : defectiveByPart.entrySet()) {
            String result = resultByPart.get(part.getKey());
            if (result == null) {
                unjudged++;
            }
            boolean calledDefective = "defect".equals(result);
            if (part.getValue()) {
                defects++;
                found += calledDefective ? 1 : 0;
            } else {
                falseAlarms += calledDefective ? 1 : 0;
            }
        }
        return new Totals(resultByPart.size(), defects, found, falseAlarms, unjudged);
    }
}
