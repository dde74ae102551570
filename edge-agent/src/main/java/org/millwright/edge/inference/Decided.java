package org.millwright.edge.inference;

/** Something that a model has decided. */
interface Decided {

    /** The hash of the bundle that did; empty where none could. */
    String model();
}
