package org.millwright.edge.inference;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.source.Source;

/**
 * One machine of a model, and where the model's inputs come from.
 *
 * @param signalByInput for inputs of the model whose signal has another name
 * @param sourceOf the source that delivers a signal of this machine
 * @param staleAfter how long a source may be down before its values are no longer taken to hold
 */
public record MachineInputs(
        Machine machine, Map<String, String> signalByInput, Function<String, Source> sourceOf, Duration staleAfter) {

    /**
     * @param name in the model's contract
     * @param source delivers the signal
     */
    record Input(String name, Source source) {}

    public MachineInputs {
        signalByInput = Map.copyOf(signalByInput);
    }

    /** What the model of {@code names} wants, by the machine's signal names. */
    Map<String, Input> bySignal(List<String> names) {
        return names.stream()
                .collect(Collectors.toUnmodifiableMap(
                        this::signalOf, name -> new Input(name, sourceOf.apply(signalOf(name)))));
    }

    private String signalOf(String input) {
        return signalByInput.getOrDefault(input, input);
    }
}
