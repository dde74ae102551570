package org.millwright.edge.inference;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where machines are learned: one at a time, in the order in which they asked, on a thread of the lowest priority (which Linux
 * heeds only where the JVM is told to; that there is one thread is what leaves the other cores alone). There is no thread while
 * nobody learns.
 */
final class LearningThread implements Learner {

    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor executor;

    LearningThread(int room) {
        this.executor = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(Math.max(1, room)),
                LearningThread::thread);
        executor.allowCoreThreadTimeOut(true);
    }

    @SuppressWarnings("ThreadPriorityCheck") // A wish only: nothing is wrong where it is not heeded.
    private static Thread thread(Runnable task) {
        return Thread.ofPlatform()
                .name("learning")
                .daemon()
                .priority(Thread.MIN_PRIORITY)
                .unstarted(task);
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    @Override
    public void close() {
        executor.shutdown();
        executor.getQueue().clear();
    }

    @Override
    public void end(Duration patience) throws InterruptedException {
        close();
        executor.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}
