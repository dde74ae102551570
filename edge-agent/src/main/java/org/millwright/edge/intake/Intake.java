package org.millwright.edge.intake;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.millwright.edge.signal.Event;

/**
 * Takes what sources receive, keeps it on disk, and says when it is there. Safe from any thread; parcels of one thread
 * keep their order.
 */
public interface Intake {

    /**
     * Hands a parcel over without waiting for the disk.
     *
     * @param patience how long to wait for room; zero returns at once
     * @return false when there was no room in that time: nothing of the parcel was taken, and its sender must not
     *     acknowledge it, but offer it again, let its peer send it again, or {@link #lost count} it
     */
    boolean offer(Parcel parcel, Duration patience) throws InterruptedException;

    /** Counts the events of a parcel that was not taken and will not be offered again, as lost by overflow. */
    void lost(Parcel parcel);

    /** For what nobody can send again, such as a verdict: waits for room for a moment, then counts it as lost. */
    default void keep(Event event) throws InterruptedException {
        keepAll(List.of(event));
    }

    /** As {@link #keep(Event)}, all or none. */
    default void keepAll(List<? extends Event> events) throws InterruptedException {
        Parcel parcel = Parcel.of(events);
        if (!offer(parcel, Duration.ofMillis(50))) {
            lost(parcel);
        }
    }

    /** What was last put away under the key, by this run of the agent or an earlier one. */
    Optional<byte[]> mark(String key);
}
