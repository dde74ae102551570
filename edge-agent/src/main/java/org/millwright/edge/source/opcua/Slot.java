package org.millwright.edge.source.opcua;

import java.util.List;

/** One subscription of a session, its place among the others, and its room. Belongs to the source's own thread. */
final class Slot {

    private static final int PAUSE_AT = Publisher.MOST_UNSAFE / 2;
    private static final int RESUME_AT = Publisher.MOST_UNSAFE / 8;

    final int place;
    final ServerSubscription subscription;
    int room;
    int taken;
    private boolean paused;

    Slot(int place, ServerSubscription subscription, int room) {
        this.place = place;
        this.subscription = subscription;
        this.room = room;
    }

    /** Pauses it while much of it is on its way to the disk: the server keeps the values in its queues. */
    void pace(Link link, Faults faults) {
        int backlog = subscription.backlog();
        if (paused ? backlog <= RESUME_AT : backlog >= PAUSE_AT) {
            paused = !paused;
            if (paused) {
                faults.add("paused");
            }
            // Where it is refused the publisher stops asking instead.
            var _ = link.client().setPublishingModeAsync(!paused, List.of(subscription.id()));
        }
    }
}
