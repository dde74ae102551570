package org.millwright.edge.bus;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * A bounded queue between the bus and one subscriber.
 *
 * <p>INVARIANT: published = delivered + dropped + waiting, at any instant, where only wanted items count as published;
 * {@link #counts} reads all four together.
 */
public final class Subscription<T> {

    /** One consistent look at the four numbers, and how the dropped ones went. */
    public record Counts(long published, long delivered, long overflowed, long afterClose, int waiting) {
        public long dropped() {
            return overflowed + afterClose;
        }
    }

    private final String name;
    private final int capacity;
    private final Overflow overflow;
    private final Predicate<? super T> wanted;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition dealtWith = lock.newCondition();
    private final ArrayDeque<T> queue;
    private long published;
    private long delivered;
    private long overflowed;
    private long afterClose;
    private boolean closed;
    private boolean cancelled;
    private boolean idle;

    Subscription(String name, int capacity, Overflow overflow, Predicate<? super T> wanted) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity of " + name + " is " + capacity + ": must be at least 1");
        }
        this.name = name;
        this.capacity = capacity;
        this.overflow = overflow;
        this.wanted = wanted;
        this.queue = new ArrayDeque<>(Math.min(capacity, 1024));
    }

    public String name() {
        return name;
    }

    public int capacity() {
        return capacity;
    }

    void offer(List<? extends T> items) {
        lock.lock();
        try {
            for (T item : items) {
                if (!cancelled && wanted.test(item)) {
                    published++;
                    add(item);
                }
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void add(T item) {
        if (closed) {
            afterClose++;
            return;
        }
        if (queue.size() < capacity) {
            queue.addLast(item);
            return;
        }
        overflowed++;
        if (overflow == Overflow.DROP_OLDEST) {
            queue.removeFirst();
            queue.addLast(item);
        }
    }

    /**
     * Moves up to {@code limit} items into {@code into}, waiting up to {@code patience} for the first.
     *
     * @return how many were moved; 0 when the time ran out or the subscription is closed and empty
     */
    public int drainTo(Collection<? super T> into, int limit, Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = patience.toNanos();
            while (queue.isEmpty() && !closed) {
                if (nanos <= 0) {
                    return 0;
                }
                idle = true;
                dealtWith.signalAll();
                nanos = changed.awaitNanos(nanos);
            }
            int moved = 0;
            while (moved < limit && !queue.isEmpty()) {
                into.add(queue.removeFirst());
                moved++;
            }
            delivered += moved;
            return moved;
        } finally {
            idle = false;
            lock.unlock();
        }
    }

    /**
     * Waits until the subscriber has come back for more and there is none: it has dealt with all that was published before.
     *
     * @return false when it had not by then
     */
    public boolean awaitIdle(Duration patience) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = patience.toNanos();
            while (!closed && !(idle && queue.isEmpty())) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = dealtWith.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** True once closed and everything queued was taken: the subscriber's loop may end. */
    public boolean isDrained() {
        lock.lock();
        try {
            return closed && queue.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    public Counts counts() {
        lock.lock();
        try {
            return new Counts(published, delivered, overflowed, afterClose, queue.size());
        } finally {
            lock.unlock();
        }
    }

    /** For a subscriber that gives up: nothing more is kept for it, and what waits is counted as dropped. */
    public void cancel() {
        lock.lock();
        try {
            cancelled = true;
            closed = true;
            afterClose += queue.size();
            queue.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
