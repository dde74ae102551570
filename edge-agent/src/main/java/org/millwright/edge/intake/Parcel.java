package org.millwright.edge.intake;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.millwright.edge.signal.Event;

/**
 * What one message brought; it becomes safe as a whole or not at all.
 *
 * @param events belong to the parcel from now on; may be empty where only the marks matter
 */
public record Parcel(List<? extends Event> events, List<Mark> marks, Receipt receipt) {

    public Parcel {
        requireNonNull(events, "events is null");
        requireNonNull(marks, "marks is null");
        requireNonNull(receipt, "receipt is null");
    }

    /** Nobody waits to hear that it is safe. */
    public static Parcel of(List<? extends Event> events) {
        return new Parcel(events, List.of(), Receipt.NONE);
    }

    public static Parcel of(Event event) {
        return of(List.of(event));
    }
}
