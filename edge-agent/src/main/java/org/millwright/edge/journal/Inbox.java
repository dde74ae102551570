package org.millwright.edge.journal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.millwright.edge.intake.Mark;
import org.millwright.edge.intake.Parcel;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Value;

/**
 * Parcels on their way to the disk, in the order in which they came, bounded by the memory that they
 * take.
 *
 * <p>Safe from any thread.
 */
final class Inbox {

    /** Parcels from which on a silence is taken for a sender that waits. */
    private static final int WINDOW = 16;

    private static final long SILENCE_NANOS = Duration.ofMillis(5).toNanos();

    /** About what a parcel takes beside its events, and an event beside its text. */
    static final int PARCEL_BYTES = 128;

    private static final int EVENT_BYTES = 96;
    /** Of events that are taken at once, one parcel at least: rows are about as long. */
    private static final long GROUP_BYTES = 4L << 20;

    private record Waiting(Parcel parcel, int events, long bytes) {

        static Waiting of(Parcel parcel) {
            long bytes = PARCEL_BYTES + (long) EVENT_BYTES * parcel.events().size();
            for (Event event : parcel.events()) {
                if (event instanceof Reading reading && reading.value() instanceof Value.Text(String text)) {
                    bytes += 2L * text.length();
                }
            }
            for (Mark mark : parcel.marks()) {
                bytes += mark.content().length;
            }
            return new Waiting(parcel, parcel.events().size(), bytes);
        }
    }

    private final long capacityBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition left = lock.newCondition();
    private final ArrayDeque<Waiting> parcels = new ArrayDeque<>();
    private int events;
    private long bytes;
    private long takenNanoTime = System.nanoTime();
    private long arrivedNanoTime = takenNanoTime;
    private boolean closed;

    /** @param capacityBytes a parcel with more is taken alone */
    Inbox(long capacityBytes) {
        this.capacityBytes = capacityBytes;
    }

    boolean offer(Parcel parcel, Duration patience) throws InterruptedException {
        long nanos = patience.toNanos();
        Waiting waiting = Waiting.of(parcel);
        lock.lockInterruptibly();
        try {
            while (!closed && bytes > 0 && bytes + waiting.bytes() > capacityBytes) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = left.awaitNanos(nanos);
            }
            if (closed) {
                return false;
            }
            parcels.add(waiting);
            events += waiting.events();
            bytes += waiting.bytes();
            arrivedNanoTime = System.nanoTime();
            arrived.signal();
            return true;
        } finally {
            lock.unlock();
        }
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
            while (!parcels.isEmpty() && !closed && events < limit && bytes < GROUP_BYTES && nanos > 0) {
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
        long weight = 0;
        for (Waiting next = parcels.peek(); next != null; next = parcels.peek()) {
            int more = Math.max(1, next.events());
            if (!taken.isEmpty() && (count + more > limit || weight + next.bytes() > GROUP_BYTES)) {
                break;
            }
            parcels.remove();
            count += more;
            weight += next.bytes();
            events -= next.events();
            taken.add(next.parcel());
        }
        bytes -= weight;
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
