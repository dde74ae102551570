package org.millwright.edge.inference;

import java.time.Duration;
import java.util.Map;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.source.Source;

/**
 * One machine of a model, and where the model's inputs come from.
 *
 * @param inputBySignal the model's input by the machine's signal name
 * @param staleAfter how long a source may be down before its values are no longer taken to hold
 */
public record MachineInputs(Machine machine, Map<String, Input> inputBySignal, Duration staleAfter) {

    /**
     * @param name in the model's contract
     * @param source delivers the signal
     */
    public record Input(String name, Source source) {}

    public MachineInputs {
        inputBySignal = Map.copyOf(inputBySignal);
    }
}
