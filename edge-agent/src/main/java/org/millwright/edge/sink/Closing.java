package org.millwright.edge.sink;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether the end was asked for, and by when it has to be reached. Safe from any thread. */
final class Closing {

    private final CountDownLatch requested = new CountDownLatch(1);
    private volatile long deadlineNanoTime;

    void request(Duration within) {
        if (!isRequested()) {
            deadlineNanoTime = System.nanoTime() + within.toNanos();
            requested.countDown();
        }
    }

    boolean isRequested() {
        return requested.getCount() == 0;
    }

    boolean isExpired() {
        return isRequested() && System.nanoTime() - deadlineNanoTime >= 0;
    }

    /** Returns early when the end is asked for while waiting; once it was asked for, waits as told. */
    void pause(Duration duration) throws InterruptedException {
        if (isRequested()) {
            long left = deadlineNanoTime - System.nanoTime();
            TimeUnit.NANOSECONDS.sleep(Math.min(left, duration.toNanos()));
        } else {
            var _ = requested.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
