package org.millwright.edge.sink;

import java.util.ArrayDeque;
import java.util.List;

/**
 * Where every event went. Each is moved, never added twice: taken into waiting, from there into one of the ends.
 *
 * <p>One thread writes, any thread reads; readers see the state at the last {@link #publish}.
 */
final class Ledger {

    private static final int REFUSALS_KEPT = 50;

    private final ArrayDeque<Refusal> refusals = new ArrayDeque<>();
    private long received;
    private long stored;
    private long refused;
    private long duplicates;
    private long waiting;
    private long dropped;
    private volatile SinkStatus.Counts published = new SinkStatus.Counts(0, 0, 0, 0, 0, 0, 0, 0);

    void taken(int events) {
        received += events;
        waiting += events;
    }

    void duplicate() {
        duplicates++;
        waiting--;
    }

    void stored(int rows) {
        stored += rows;
        waiting -= rows;
    }

    void refused(Refusal refusal) {
        refused++;
        waiting--;
        synchronized (refusals) {
            if (refusals.size() == REFUSALS_KEPT) {
                refusals.removeFirst();
            }
            refusals.addLast(refusal);
        }
    }

    void dropped(int rows) {
        dropped += rows;
        waiting -= rows;
    }

    /** What was taken and did not end anywhere is given up. */
    void dropWaiting() {
        dropped((int) waiting);
    }

    void publish(long late, long withoutValue) {
        published = new SinkStatus.Counts(received, stored, refused, duplicates, waiting, dropped, late, withoutValue);
    }

    SinkStatus.Counts counts() {
        return published;
    }

    List<Refusal> refusals() {
        synchronized (refusals) {
            return List.copyOf(refusals);
        }
    }
}
