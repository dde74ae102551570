package org.millwright.hardware.training;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A network as steps that take what earlier steps gave: skip connections, several heads.
 *
 * @param input what the first steps call the network's input
 * @param outputs names of the steps whose answers leave the network, in this order
 */
public record Graph(String input, List<Step> steps, List<String> outputs) {

    /** How the answers of several steps become one input. */
    public enum Join {
        SUM,
        /** The largest, number by number. */
        MAXIMUM,
        /** Side by side along the channels. */
        CONCATENATE
    }

    /**
     * Layers one after the other; none of them hands on what was joined.
     *
     * @param from names of earlier steps, or the network's input
     */
    public record Step(String name, List<String> from, Join join, List<Layer> layers) {

        public Step {
            from = List.copyOf(from);
            layers = List.copyOf(layers);
            if (from.isEmpty()) {
                throw new IllegalArgumentException("step \"" + name + "\" takes nothing");
            }
        }

        public Step(String name, String from, List<Layer> layers) {
            this(name, List.of(from), Join.SUM, layers);
        }
    }

    public Graph {
        steps = List.copyOf(steps);
        outputs = List.copyOf(outputs);
        Set<String> known = new HashSet<>(Set.of(input));
        for (Step step : steps) {
            require(known, step.from(), "step \"" + step.name() + "\" takes");
            if (!known.add(step.name())) {
                throw new IllegalArgumentException("two steps are called \"" + step.name() + "\"");
            }
        }
        require(known, outputs, "the network gives");
    }

    /** One step only. */
    static Graph of(String input, List<Layer> layers, String output) {
        return new Graph(input, List.of(new Step(output, input, layers)), List.of(output));
    }

    private static void require(Set<String> known, List<String> names, String who) {
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(who + " \"" + name + "\", which is none of " + known);
            }
        }
    }
}
