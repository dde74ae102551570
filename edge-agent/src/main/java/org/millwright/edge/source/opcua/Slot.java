package org.millwright.edge.source.opcua;

import java.time.Duration;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.jspecify.annotations.Nullable;

/** One subscription of a session, its place among the others, and its room. Belongs to the source's own thread. */
final class Slot {

    private static final int PAUSE_AT = Publisher.MOST_UNSAFE / 2;
    private static final int RESUME_AT = Publisher.MOST_UNSAFE / 8;

    /** Between attempts to have a server go on that did not say yes. */
    private static final long AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

    final int place;
    final ServerSubscription subscription;
    int room;
    int taken;
    private boolean paused;
    private volatile boolean mayBePaused;
    private long toldAtNanos;

    Slot(int place, ServerSubscription subscription, int room) {
        this.place = place;
        this.subscription = subscription;
        this.room = room;
    }

    /** Pauses it while much of it is on its way to the disk: the server keeps the values in its queues. */
    void pace(Link link, Faults faults, long nowNanos) {
        int backlog = subscription.backlog();
        if (paused ? backlog <= RESUME_AT : backlog >= PAUSE_AT) {
            paused = !paused;
            if (paused) {
                faults.add("paused");
            }
            tell(link, nowNanos);
        } else if (!paused && mayBePaused && nowNanos - toldAtNanos >= AGAIN_NANOS) {
            // A server that did not hear it sends keep-alives and keeps its values for ever.
            tell(link, nowNanos);
        }
    }

    /** Where a pause is refused the publisher stops asking instead. */
    private void tell(Link link, long nowNanos) {
        boolean goOn = !paused;
        toldAtNanos = nowNanos;
        if (paused) {
            mayBePaused = true;
        }
        var _ = link.client()
                .setPublishingModeAsync(goOn, List.of(subscription.id()))
                .whenComplete((answer, failure) -> {
                    if (answer != null && goOn == isGood(answer.getResults())) {
                        mayBePaused = false;
                    }
                });
    }

    private static boolean isGood(StatusCode @Nullable [] results) {
        return results != null && results.length == 1 && results[0].isGood();
    }
}
