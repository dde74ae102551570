package org.millwright.edge.config;

import java.time.Duration;
import java.util.Set;
import org.millwright.edge.signal.Machine;

/**
 * One machine whose condition is watched.
 *
 * @param signals that are watched; empty for all numbers of the machine
 * @param window over which features are computed
 * @param every how often
 * @param longestHold how long a value counts when nothing follows it: a source that reports by exception is silent while
 *     nothing changes
 */
public record ConditionConfig(
        Machine machine, Set<String> signals, Duration window, Duration every, Duration longestHold) {

    public ConditionConfig {
        signals = Set.copyOf(signals);
    }
}
