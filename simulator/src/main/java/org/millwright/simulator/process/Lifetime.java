package org.millwright.simulator.process;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How long the process lives: until SIGTERM or Ctrl-C, or until its parent closes its standard input. The thread that
 * waits here closes what it opened and then says {@link #ended()}; the JVM waits for that, but not for ever.
 */
public final class Lifetime {

    private static final Duration GRACE = Duration.ofMillis(1_800);

    private final Duration grace;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    private Lifetime(Duration grace) {
        this.grace = grace;
    }

    /** @param parent its end is the process's end, such as {@code System.in}; nothing else is read from it */
    public static Lifetime ofProcess(InputStream parent, boolean exitWithParent) {
        return ofProcess(parent, exitWithParent, GRACE);
    }

    /** @param grace how long the JVM waits for the end, for what has a state to write */
    public static Lifetime ofProcess(InputStream parent, boolean exitWithParent, Duration grace) {
        Lifetime lifetime = new Lifetime(grace);
        Runtime.getRuntime().addShutdownHook(new Thread(lifetime::endAndWait, "shutdown"));
        if (exitWithParent) {
            Thread.ofPlatform().daemon().name("parent").start(() -> lifetime.follow(parent));
        }
        return lifetime;
    }

    /** Waits for at most {@code time}. True when the process is to end. */
    public boolean overAfter(Duration time) throws InterruptedException {
        return stop.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    public boolean over() {
        return stop.getCount() == 0;
    }

    public void awaitEnd() throws InterruptedException {
        stop.await();
    }

    /** Everything is closed: the process may go. */
    public void ended() {
        stop.countDown();
        ended.countDown();
    }

    private void endAndWait() {
        stop.countDown();
        try {
            boolean inTime = ended.await(grace.toMillis(), TimeUnit.MILLISECONDS);
            if (!inTime) {
                System.err.println(
                        "simulator: not everything closed within " + grace.toMillis() + " ms, leaving anyway");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(InputStream parent) {
        try {
            while (parent.read() >= 0) {
                // What it says does not matter, only that it is there.
            }
        } catch (IOException e) {
            // A broken pipe says the same as a closed one.
        }
        stop.countDown();
    }
}
