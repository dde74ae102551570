package org.millwright.edge.signal;

import static java.util.Objects.requireNonNull;

import java.util.OptionalLong;

/**
 * What to do about a machine: the stage "advisory generation" of ISO 13374.
 *
 * @param what in the imperative
 * @param why the reasons, the weightiest first, with semicolons between
 * @param rank 1 is the most urgent of all
 * @param dueNanos when it is likely to fail at the earliest (epoch nanoseconds); empty where nothing says so
 * @param windowFromNanos from when the machine stands long enough for it; empty where it does not
 * @param windowUntilNanos until when; present with the one before
 * @param risk the chance, 0 to 1, that it fails before the window; NaN where nobody can say
 * @param certainty 0 to 1: how much there is to it
 */
public record Advisory(
        Machine machine,
        String what,
        String why,
        Urgency urgency,
        int rank,
        OptionalLong dueNanos,
        OptionalLong windowFromNanos,
        OptionalLong windowUntilNanos,
        double risk,
        double certainty,
        long timestampNanos)
        implements Event {

    /** The most urgent first. */
    public enum Urgency {
        STOP_FOR_IT,
        PLANNED,
        LOOK,
        WATCH
    }

    public Advisory {
        requireNonNull(machine, "machine is null");
        requireNonNull(what, "what is null");
        requireNonNull(why, "why is null");
        requireNonNull(urgency, "urgency is null");
    }
}
