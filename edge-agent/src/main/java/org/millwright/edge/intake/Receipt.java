package org.millwright.edge.intake;

/** Hears when a parcel is safe. */
@FunctionalInterface
public interface Receipt {

    /** For events that nobody waits for. */
    Receipt NONE = () -> {};

    /**
     * The parcel is on disk and synced, or was counted as lost by reason: from now on its sender may forget it. Called
     * once, on the journal's thread, in the order in which the parcels were taken; must return at once and not throw.
     */
    void safe();
}
