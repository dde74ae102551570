package org.millwright.edge.source;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Counts the attempts of one source to connect, for its {@link Backoff}.
 *
 * <p>A connection that held for {@link Backoff#stable} was a success: what ends it is a new trouble, and the count
 * starts anew. One that broke sooner was none, so that a server that drops every client at once is left in peace.
 *
 * <p>NOT thread safe: belongs to the source's thread.
 */
public final class Attempts {

    private final Backoff backoff;
    private final RandomGenerator random;
    private final LongSupplier nanoTime;
    private int failed;
    private boolean connected;
    private long connectedAtNanos;

    public Attempts(Backoff backoff) {
        this(backoff, RandomGenerator.getDefault(), System::nanoTime);
    }

    /** @param nanoTime monotonic, so that a clock that is set does not count as time that a connection held */
    Attempts(Backoff backoff, RandomGenerator random, LongSupplier nanoTime) {
        this.backoff = backoff;
        this.random = random;
        this.nanoTime = nanoTime;
    }

    /** The connection stands from here on. */
    public void connected() {
        connected = true;
        connectedAtNanos = nanoTime.getAsLong();
    }

    /** The connection stands no longer; nothing where none stood. */
    public void broken() {
        if (connected
                && nanoTime.getAsLong() - connectedAtNanos >= backoff.stable().toNanos()) {
            failed = 0;
        }
        connected = false;
    }

    /** The attempt, with the connection that came of it if any, has ended: how long to wait before the next. */
    public Duration failed() {
        broken();
        failed = Math.min(failed, Integer.MAX_VALUE - 1) + 1;
        return backoff.delay(failed, random);
    }

    /** As {@link #failed}, where the other side is full and to try again soon would only keep it so: the longest wait. */
    public Duration failedForWantOfRoom() {
        failed();
        return backoff.delay(Integer.MAX_VALUE, random);
    }

    /** How many attempts have failed in a row. */
    public int count() {
        return failed;
    }
}
