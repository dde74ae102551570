package org.millwright.edge.journal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.millwright.edge.intake.Parcel;

/**
 * Parcels on their way to the disk, in the order in which they came, bounded by the number of their events.
 *
 * <p>Safe from any thread.
 */
final class Inbox {

    /** Parcels from which on a silence is taken for a sender that waits. */
    private static final int WINDOW = 16;

    private static final long SILENCE_NANOS = Duration.ofMillis(5).toNanos();

    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition left = lock.newCondition();
    private final ArrayDeque<Parcel> parcels = new ArrayDeque<>();
    private int events;
    private long takenNanoTime = System.nanoTime();
    private long arrivedNanoTime = takenNanoTime;
    private boolean closed;

    /** @param capacity events; a parcel with more is taken alone */
    Inbox(int capacity) {
        this.capacity = capacity;
    }

    boolean offer(Parcel parcel, Duration patience) throws InterruptedException {
        long nanos = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (!closed && events > 0 && events + weight(parcel) > capacity) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = left.awaitNanos(nanos);
            }
            if (closed) {
                return false;
            }
            parcels.add(parcel);
            events += weight(parcel);
            arrivedNanoTime = System.nanoTime();
            arrived.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** A parcel of marks alone takes room too. */
    private static int weight(Parcel parcel) {
        return Math.max(1, parcel.events().size());
    }

    /**
     * Takes up to {@code limit} events, but not sooner than {@code age} after the last time unless there are so many: what
     * comes after a silence is taken at once, what comes in a stream is taken in groups. Where many parcels came and then
     * none, their sender may be waiting to hear of them (a broker's window is full): they are taken after a tenth of it.
     *
     * @param patience with an empty inbox
     * @return whole parcels; empty when none came in time, or it is closed and empty
     */
    List<Parcel> take(int limit, Duration age, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = patience.toNanos();
            while (parcels.isEmpty() && !closed && nanos > 0) {
                nanos = arrived.awaitNanos(nanos);
            }
            nanos = untilTake(age);
            while (!parcels.isEmpty() && !closed && events < limit && nanos > 0) {
                arrived.awaitNanos(nanos);
                nanos = untilTake(age);
            }
            takenNanoTime = System.nanoTime();
            return remove(limit);
        } finally {
            lock.unlock();
        }
    }

    private long untilTake(Duration age) {
        long now = System.nanoTime();
        long all = takenNanoTime + age.toNanos() - now;
        if (parcels.size() < WINDOW) {
            return all;
        }
        long still = Math.max(arrivedNanoTime + SILENCE_NANOS, takenNanoTime + age.toNanos() / 10) - now;
        return Math.min(all, still);
    }

    private List<Parcel> remove(int limit) {
        List<Parcel> taken = new ArrayList<>();
        int count = 0;
        while (!parcels.isEmpty() && (taken.isEmpty() || count + weight(parcels.peek()) <= limit)) {
            Parcel parcel = parcels.remove();
            count += weight(parcel);
            taken.add(parcel);
        }
        events -= count;
        left.signalAll();
        return taken;
    }

    int events() {
        lock.lock();
        try {
            return events;
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing any more; what is there can still be taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isDrained() {
        lock.lock();
        try {
            return closed && parcels.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
