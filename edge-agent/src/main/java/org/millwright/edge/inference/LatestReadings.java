package org.millwright.edge.inference;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Reading;

/**
 * The newest reading of each signal, for a model that comes later: a source that reports by exception may never repeat it. As
 * many as there are signals. NOT thread safe.
 */
final class LatestReadings {

    private final Map<Machine, Map<String, Reading>> byMachine = new HashMap<>();

    void accept(Reading reading) {
        byMachine
                .computeIfAbsent(reading.signal().machine(), machine -> new HashMap<>())
                .merge(
                        reading.signal().name(),
                        reading,
                        (kept, other) -> other.timestampNanos() >= kept.timestampNanos() ? other : kept);
    }

    /** In the order of their source times. */
    List<Reading> of(Machine machine) {
        Collection<Reading> latest = byMachine.getOrDefault(machine, Map.of()).values();
        return latest.stream()
                .sorted(Comparator.comparingLong(Reading::timestampNanos))
                .toList();
    }
}
