package org.millwright.edge.source.mqtt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What is to be done on one connection, and ends with it. Anybody adds; the connection's thread takes. */
final class Line {

    private static final int WAITING_WRITES = 1_000;

    /** What the connection's thread has to do next. */
    sealed interface Task {
        /** @param deaf nothing had come for a while: it may have been lost long before */
        record Lost(String because, boolean deaf) implements Task {}

        record Acknowledge(int id) implements Task {}

        @SuppressWarnings("ArrayRecordComponent") // Handed on, compared by nobody.
        record Write(String topic, byte[] payload) implements Task {}
    }

    // As many acknowledgements as the window allows, and of writes as many as WAITING_WRITES.
    private final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
    private final AtomicInteger writes = new AtomicInteger();
    private volatile boolean broken;

    /** Returns at once. Nothing happens where the connection has ended. */
    void acknowledge(int id) {
        if (!broken) {
            tasks.add(new Task.Acknowledge(id));
        }
    }

    /** The connection is to end. */
    void breakOff(String because) {
        lost(because, false);
    }

    /** The connection has ended. */
    void lost(String because, boolean deaf) {
        broken = true;
        tasks.add(new Task.Lost(because, deaf));
    }

    boolean isBroken() {
        return broken;
    }

    /** Nothing more is done here; how many writes were taken and not done. */
    synchronized int end() {
        broken = true;
        return writes.get();
    }

    /** False where the connection has ended or too much waits already; a write is worth nothing late. */
    synchronized boolean write(String topic, byte[] payload) {
        if (broken || writes.get() >= WAITING_WRITES) {
            return false;
        }
        writes.incrementAndGet();
        return tasks.add(new Task.Write(topic, payload));
    }

    /** Null where nothing came in that time. */
    @Nullable
    Task next(Duration patience) throws InterruptedException {
        Task task = tasks.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (task instanceof Task.Write) {
            writes.decrementAndGet();
        }
        return task;
    }

    /** All that wait, in order; the other tasks are dropped. */
    List<Integer> acknowledgements() {
        List<Task> waiting = new ArrayList<>();
        tasks.drainTo(waiting);
        return waiting.stream()
                .filter(Task.Acknowledge.class::isInstance)
                .map(task -> ((Task.Acknowledge) task).id())
                .toList();
    }
}
