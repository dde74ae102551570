package org.millwright.edge.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.millwright.edge.signal.Machine;

/**
 * One machine of which a model says which failure mode, or how much.
 *
 * @param place of its model in the store of models: one for each entry of the file
 * @param inputs from the model's input name to the machine's signal name, for those that differ
 * @param categories by the model's input name: from what the signal reads to what the model calls it; inputs that are not
 *     among them read as the model calls it
 * @param healthy modes that mean that nothing is wrong; empty to go by their names
 * @param leastProbability a mode that is less probable is not named; a failure that the model names all the same is undecided
 * @param limits of a quantity
 * @param every how often the model is asked
 * @param agreement when what it names is worth a spanner
 * @param longestHold how long a reading counts when nothing follows it
 * @param staleAfter a source that has been down for longer than this makes its signals stale
 */
public record DiagnosisConfig(
        String place,
        Machine machine,
        Path model,
        Map<String, String> inputs,
        Map<String, Map<String, String>> categories,
        Set<String> healthy,
        double leastProbability,
        Limits limits,
        Duration every,
        Agreement agreement,
        Duration longestHold,
        Duration staleAfter) {

    /** Within these a quantity is well. */
    public record Limits(OptionalDouble low, OptionalDouble high) {

        public static final Limits NONE = new Limits(OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** So many of the last answers that were answers must name it. */
    public record Agreement(int agreeing, int of) {

        public Agreement {
            if (agreeing < 1 || of < agreeing) {
                throw new IllegalArgumentException(
                        "agreement " + agreeing + " of " + of + ": must be at least 1, and not more than there are");
            }
        }
    }

    public DiagnosisConfig {
        requireNonNull(place, "place is null");
        requireNonNull(machine, "machine is null");
        requireNonNull(model, "model is null");
        inputs = Map.copyOf(inputs);
        categories = Map.copyOf(categories);
        healthy = Set.copyOf(healthy);
        requireNonNull(limits, "limits is null");
        requireNonNull(every, "every is null");
        requireNonNull(agreement, "agreement is null");
        requireNonNull(longestHold, "longestHold is null");
        requireNonNull(staleAfter, "staleAfter is null");
    }
}
