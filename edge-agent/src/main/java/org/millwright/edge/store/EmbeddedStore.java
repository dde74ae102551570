package org.millwright.edge.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.config.Secret;
import org.millwright.edge.config.StoreConfig;
import org.millwright.edge.signal.OwnTables;
import org.millwright.edge.source.Backoff;
import org.millwright.hardware.gateway.ProcessFacts;

/**
 * The time-series store that comes with the agent, in a process of its own, so that its memory and its faults are not
 * the agent's. A thread starts it, watches it, and starts it again when it ends by itself.
 *
 * <p>It speaks {@code /api/v2/write} for the sink and SQL on {@code /exec} and on a web console for people, on loopback.
 * All methods are safe from any thread.
 */
public final class EmbeddedStore implements AutoCloseable {

    private static final int HEAP_MEBIBYTES = 192;
    private static final Duration CALM = Duration.ofMinutes(1);

    private final Path folder;
    private final int port;
    private final InstantSource clock;
    private final Set<String> measurements = new ConcurrentSkipListSet<>();
    private final Set<String> prepared = new ConcurrentSkipListSet<>();
    private final Random jitter = new Random();
    private final Housekeeping housekeeping;
    private final Housekeeper housekeeper;
    private final Thread supervisor =
            Thread.ofPlatform().name("store-supervisor").unstarted(this::supervise);
    private @Nullable StoreProcess process;
    private StoreStatus status = new StoreStatus.Stopped();
    private long restarts;
    private boolean everUp;
    private boolean closing;

    /**
     * Starts the process and returns without waiting for it.
     *
     * @param measurements tables to create first; more can follow with {@link #createTable}
     * @throws StoreException in one sentence when the folder cannot be written or the port is taken
     */
    public static EmbeddedStore start(StoreConfig.Embedded config, Set<String> measurements, InstantSource clock) {
        EmbeddedStore store = new EmbeddedStore(config, clock);
        store.measurements.addAll(measurements);
        store.measurements.addAll(OwnTables.ALL);
        store.supervisor.start();
        store.housekeeper.start();
        return store;
    }

    private EmbeddedStore(StoreConfig.Embedded config, InstantSource clock) {
        this.clock = clock;
        folder = config.folder().toAbsolutePath();
        Premises.requireWritable(folder);
        port = Premises.freePort(config.port());
        housekeeping = new Housekeeping(config, url(), clock);
        housekeeper = new Housekeeper(housekeeping, () -> status() instanceof StoreStatus.Up, clock);
    }

    /** Where the sink writes: any organisation, bucket and token will do. */
    public StoreConfig.InfluxV2 asInflux() {
        return new StoreConfig.InfluxV2(url(), "millwright", "embedded", new Secret(""));
    }

    /** The address of the console and of {@code /exec?query=}; the same after every restart. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public synchronized StoreStatus status() {
        return status;
    }

    /** How often the process ended by itself and was started again. */
    public synchronized long restarts() {
        return restarts;
    }

    /**
     * Waits until the store answers.
     *
     * @throws StoreException in one sentence when its first start fails, or after the time given
     */
    public synchronized void awaitReady(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!(status instanceof StoreStatus.Up)) {
            if (status instanceof StoreStatus.Restarting(String because, Instant _) && !everUp) {
                throw new StoreException("embedded store in " + folder + " does not start: " + because);
            }
            if (status instanceof StoreStatus.Stopped && closing) {
                throw new StoreException("embedded store in " + folder + " was stopped");
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new StoreException("embedded store in " + folder + " is not ready after " + patience.toSeconds()
                        + " s: see whether the machine is overloaded");
            }
            wait(Math.max(1, left / 1_000_000));
        }
    }

    /**
     * Creates the table of one measurement if there is none.
     *
     * @throws StoreException when the store is not up, or refuses
     */
    public void createTable(String measurement) {
        measurements.add(measurement);
        SqlRequest.execute(url(), Schema.create(measurement));
    }

    /**
     * Makes sure that rows of a measurement may be sent; cheap enough to be asked before every batch.
     *
     * @throws StoreException when they may not: the store is not up, or its disk is at the floor
     */
    public void prepare(String measurement) {
        housekeeping.requireRoom();
        if (!prepared.contains(measurement)) {
            createTable(measurement);
            prepared.add(measurement);
        }
    }

    /** How its disk stands and what was dropped. */
    public StoreDisk disk() {
        return housekeeping.look();
    }

    /** Memory of the process, where the system tells (Linux). */
    public Optional<Long> residentBytes() {
        return status() instanceof StoreStatus.Up(long pid, Instant _)
                ? ProcessHandle.of(pid).flatMap(ProcessFacts::of).map(facts -> facts.rssMiB() << 20)
                : Optional.empty();
    }

    private void supervise() {
        int attempt = 0;
        while (true) {
            Instant began = clock.instant();
            String because = runOnce();
            if (Duration.between(began, clock.instant()).compareTo(CALM) > 0) {
                attempt = 0;
            }
            if (!pauseBeforeRestart(because, Backoff.DEFAULT.delay(++attempt, jitter))) {
                return;
            }
        }
    }

    /** From start to end; returns why it ended. */
    private String runOnce() {
        try {
            StoreProcess started = StoreProcess.start(folder, port, HEAP_MEBIBYTES);
            if (!adopt(started)) {
                started.stop();
                return "stopped";
            }
            if (started.awaitReady()) {
                measurements.forEach(this::createTable);
                become(new StoreStatus.Up(started.pid(), clock.instant()));
            }
            return started.awaitEnd();
        } catch (IOException | StoreException e) {
            StoreProcess broken = abandon();
            if (broken != null) {
                broken.stop();
            }
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private synchronized boolean adopt(StoreProcess started) {
        if (closing) {
            return false;
        }
        process = started;
        status = new StoreStatus.Starting();
        return true;
    }

    private synchronized @Nullable StoreProcess abandon() {
        StoreProcess broken = process;
        process = null;
        return broken;
    }

    private synchronized void become(StoreStatus next) {
        if (!closing) {
            status = next;
            everUp |= next instanceof StoreStatus.Up;
            notifyAll();
        }
    }

    /** False when the end was asked for. */
    private synchronized boolean pauseBeforeRestart(String because, Duration pause) {
        become(new StoreStatus.Restarting(because, clock.instant().plus(pause)));
        long until = System.nanoTime() + pause.toNanos();
        try {
            for (long left = pause.toNanos(); left > 0 && !closing; left = until - System.nanoTime()) {
                wait(Math.max(1, left / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        restarts++;
        return !closing;
    }

    /** Ends the process in order; waits some seconds at most. */
    @Override
    public void close() {
        StoreProcess running;
        synchronized (this) {
            closing = true;
            running = process;
            status = new StoreStatus.Stopped();
            notifyAll();
        }
        if (running != null) {
            running.stop();
        }
        housekeeper.close();
        try {
            supervisor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
