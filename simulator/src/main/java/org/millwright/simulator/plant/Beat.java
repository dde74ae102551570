package org.millwright.simulator.plant;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one thing again and again on a thread of its own, as a PLC task does. Beats that were missed are not made up for. */
final class Beat implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Beat.class);

    private final Thread thread;
    private volatile boolean over;

    Beat(String name, Duration every, Runnable task) {
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(() -> run(every.toNanos(), task));
    }

    void start() {
        thread.start();
    }

    private void run(long everyNanos, Runnable task) {
        long next = System.nanoTime();
        while (!over) {
            try {
                task.run();
            } catch (RuntimeException e) {
                // The plant is there to test others: it goes on and says what was wrong with itself.
                log.error("{}: a beat failed", thread.getName(), e);
            }
            next = next + everyNanos > System.nanoTime() ? next + everyNanos : System.nanoTime();
            for (long left = next - System.nanoTime(); left > 0 && !over; left = next - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    /** Returns when the task is not running and will not run again. */
    @Override
    public void close() {
        over = true;
        LockSupport.unpark(thread);
        try {
            thread.join(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
