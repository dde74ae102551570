package org.millwright.edge.web;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One status for all who ask within a quarter of a second; any thread. */
final class StatusCache {

    private static final long KEEP_NANOS = 250_000_000L;

    private final Supplier<AgentStatus> supplier;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable AgentStatus last;
    private long madeNanos;

    StatusCache(Supplier<AgentStatus> supplier) {
        this.supplier = supplier;
    }

    AgentStatus get() {
        lock.lock();
        try {
            AgentStatus known = last;
            long now = System.nanoTime();
            if (known != null && now - madeNanos < KEEP_NANOS) {
                return known;
            }
            AgentStatus made = supplier.get();
            last = made;
            madeNanos = System.nanoTime();
            return made;
        } finally {
            lock.unlock();
        }
    }
}
