package org.millwright.edge.source.opcua;

import java.util.concurrent.BlockingQueue;

/**
 * What all sessions of one source share.
 *
 * @param mayTransfer whether the server can tell us from others, so that subscriptions may be taken over
 * @param whenBroken hears of each break of the session, and {@code whenWhole} when all is monitored
 */
record Setting(
        Wanted wanted,
        boolean mayTransfer,
        Timings timings,
        Notifications.Context context,
        Kept kept,
        Vitals vitals,
        RecoveryLog log,
        BlockingQueue<Happening> happenings,
        Runnable whenBroken,
        Runnable whenWhole) {

    Faults faults() {
        return context.readings().faults();
    }
}
