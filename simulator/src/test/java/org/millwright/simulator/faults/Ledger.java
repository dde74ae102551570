package org.millwright.simulator.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The agent's own account, as {@code /api/status} shows it.
 *
 * @param known whether the agent keeps one
 * @param waiting readings on their way to the store
 * @param repeated readings that had come before
 * @param lost readings that will never be stored, by reason
 */
record Ledger(boolean known, long received, long stored, long waiting, long repeated, Map<String, Long> lost) {

    static Ledger of(Agent agent) throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            Optional<JsonNode> status = agent.status();
            if (status.isPresent()) {
                return of(status.get());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return new Ledger(false, 0, 0, 0, 0, Map.of());
    }

    static Ledger of(JsonNode status) {
        JsonNode ledger = status.path("ledger");
        JsonNode totals = ledger.path("total");
        Map<String, Long> lost = new TreeMap<>();
        totals.path("lost")
                .properties()
                .forEach(reason -> lost.put(reason.getKey(), reason.getValue().asLong()));
        return new Ledger(
                !totals.isMissingNode(),
                totals.path("received").asLong(),
                totals.path("stored").asLong(),
                totals.path("waiting").asLong(),
                totals.path("repeated").asLong(),
                lost);
    }
}
