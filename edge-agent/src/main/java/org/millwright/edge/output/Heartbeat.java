package org.millwright.edge.output;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;

/** Counts up on a thread of its own for as long as the loop it vouches for shows that it turns. */
final class Heartbeat implements AutoCloseable {

    /** The count is a UInt32 on the wire. */
    private static final long MODULUS = 1L << 32;

    private final Duration every;
    private final LongPredicate beat;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("heartbeat").unstarted(this::run);
    private volatile long aliveAtNanos;
    private volatile boolean everAlive;
    private volatile long confirmed;

    /** @param beat writes one count; false when that did not succeed */
    Heartbeat(Duration every, LongPredicate beat) {
        this.every = every;
        this.beat = beat;
    }

    void start() {
        thread.start();
    }

    void alive() {
        aliveAtNanos = System.nanoTime();
        everAlive = true;
    }

    /** Twice the interval, so that one slow turn of the loop does not stop the line, and a hung one does. */
    boolean isAlive() {
        return everAlive && System.nanoTime() - aliveAtNanos <= 2 * every.toNanos();
    }

    /** The last count that was taken. */
    long confirmed() {
        return confirmed;
    }

    private void run() {
        long count = 0;
        try {
            while (!closed.await(every.toNanos(), TimeUnit.NANOSECONDS)) {
                if (isAlive()) {
                    count = (count + 1) % MODULUS;
                    if (beat.test(count)) {
                        confirmed = count;
                    }
                }
            }
        } catch (InterruptedException e) {
            // Only close() interrupts.
        }
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
    }
}
