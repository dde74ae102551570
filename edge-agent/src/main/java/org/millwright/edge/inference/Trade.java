package org.millwright.edge.inference;

/** What differs in the life of models from one kind to the next; the rest is {@link SeatWatch}'s. */
interface Trade<M extends SeatedModel, D extends Decided> {

    /** Begins to watch a model by the first that it decided. */
    Conduct<D> conduct(D first);

    /** Before anything was decided. */
    Conduct<D> unknown();

    /** Puts a loaded model beside the one that decides; the trial closes it. */
    Trial<D> tryOut(M candidate);

    /** The trial is over, and closed. */
    void ended();

    /** What there is to compare before a trial has begun. */
    Comparison noTrial();

    /** What is said when drift is over. */
    String driftOver();
}
