package org.millwright.edge.sink;

/** What came of one write. */
sealed interface Answer {

    /** The store has all of it. */
    record Stored() implements Answer {}

    /** The store will never take all of it as it is: something in the rows is wrong. */
    record Refused(String reason) implements Answer {}

    /** The store, the way to it, or our access to it is missing; the same rows may be taken later. */
    record Away(String reason) implements Answer {}

    Stored STORED = new Stored();
}
