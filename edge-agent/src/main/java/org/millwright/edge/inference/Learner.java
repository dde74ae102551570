package org.millwright.edge.inference;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Where the heavy part of learning machines runs. Any thread. */
public sealed interface Learner extends Executor, AutoCloseable permits LearningThread, Learner.AtOnce {

    /**
     * One machine at a time, beside what else there is to do.
     *
     * @param room how many machines may wait
     */
    static Learner onItsOwnThread(int room) {
        return new LearningThread(room);
    }

    /** Whoever asks waits: for readings that are run through faster than they were made, and have to say the same each time. */
    static Learner atOnce() {
        return new AtOnce();
    }

    /** @throws RejectedExecutionException where there is no room, or it was ended */
    @Override
    void execute(Runnable task);

    /** Nothing is begun any more; what runs is waited for. */
    void end(Duration patience) throws InterruptedException;

    /** Nothing is begun any more; what runs goes on, and does not keep the process from ending. */
    @Override
    void close();

    /** On the caller's thread. */
    record AtOnce() implements Learner {

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void end(Duration patience) {}

        @Override
        public void close() {}
    }
}
