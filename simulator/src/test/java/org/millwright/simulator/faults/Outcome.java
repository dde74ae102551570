package org.millwright.simulator.faults;

import java.util.Set;

/** What must have become of the numbers. */
sealed interface Outcome {

    /** Nothing lost and nothing doubled. */
    record Whole() implements Outcome {}

    /** Nothing doubled; what is lost is in the agent's ledger under one of these reasons. */
    record Accounted(Set<String> reasons) implements Outcome {}
}
