package org.millwright.edge.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.millwright.edge.signal.Machine;

/**
 * One machine whose remaining life is estimated.
 *
 * @param place of its model in the store of models: one for each entry of the file
 * @param inputs from the model's input name to the machine's signal name
 * @param staleAfter a source that has been down for longer than this makes its signals stale
 * @param deadline within which an estimate should be there
 */
public record PrognosisConfig(
        String place, Machine machine, Path model, Map<String, String> inputs, Duration staleAfter, Duration deadline) {

    public PrognosisConfig {
        inputs = Map.copyOf(inputs);
    }
}
