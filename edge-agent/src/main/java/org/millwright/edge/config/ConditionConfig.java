package org.millwright.edge.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
 * @param normal whether and how its normal behaviour is learned
 */
public record ConditionConfig(
        Machine machine,
        Set<String> signals,
        Duration window,
        Duration every,
        Duration longestHold,
        Optional<Normal> normal) {

    /**
     * How a machine is learned; its {@code signals} are named.
     *
     * @param learn from how much of its first readings
     * @param step from one row of readings to the next
     * @param longestHold how long a signal may be silent before it is unknown
     * @param regimeSignals what tells the operating regime; empty to look for regimes
     * @param mostRegimes that are told apart
     * @param symptoms signals by which wear shows before it shows in any other: one of them that leaves the others is as likely the
     *     machine as its sensor
     */
    public record Normal(
            Duration learn,
            Duration step,
            Duration longestHold,
            List<String> regimeSignals,
            int mostRegimes,
            Set<String> symptoms) {

        public Normal {
            regimeSignals = List.copyOf(regimeSignals);
            symptoms = Set.copyOf(symptoms);
        }
    }

    public ConditionConfig {
        signals = Set.copyOf(signals);
    }
}
