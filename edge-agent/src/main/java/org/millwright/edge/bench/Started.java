package org.millwright.edge.bench;

import java.util.ArrayDeque;
import java.util.Deque;

/** What must not outlive the benchmark, closed in the opposite order of its start. Any thread; closing twice is harmless. */
final class Started implements AutoCloseable {

    private final Deque<Runnable> endings = new ArrayDeque<>();
    private boolean closed;

    synchronized void add(Runnable ending) {
        if (closed) {
            ending.run();
            throw new BenchException("ended before it was done");
        }
        endings.push(ending);
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!endings.isEmpty()) {
            endings.pop().run();
        }
    }
}
