package org.millwright.maintenance.advise;

import static java.util.Objects.requireNonNull;

/** A machine is to produce from one time to another. */
public record PlannedRun(String machine, Span span) {

    public PlannedRun {
        requireNonNull(machine, "machine is null");
        requireNonNull(span, "span is null");
    }
}
