package org.millwright.edge.store;

import io.questdb.ServerMain;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The files of an embedded store, held in one consistent state until this is closed, whether the store runs (in whichever
 * process) or not. Blocks while it begins, for a minute at most; any one thread.
 */
public final class StoreSnapshot implements AutoCloseable {

    /** In the folder of a copy, it makes the store go back to the state that the snapshot held. */
    public static final String RESTORE_MARKER = "_restore";

    /** What the store's program writes anew, each only when both of {@code conf} and {@code public} are gone. */
    private static final Set<String> NOT_HELD = Set.of("conf", "public", "import", "dropped");

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final String BIND = "http.bind.to=";

    private final Path folder;
    private final StoreLock lock;
    private final Optional<URI> running;
    private final @Nullable FileTime started;

    private StoreSnapshot(Path folder, StoreLock lock) {
        this.folder = folder;
        this.lock = lock;
        started = lastStart();
        running = address().filter(this::hold);
    }

    /**
     * Takes in what the store has acknowledged so far, and holds it.
     *
     * @throws StoreException in one sentence when another backup runs, or the store cannot do it
     */
    public static StoreSnapshot of(Path folder) {
        Path absolute = folder.toAbsolutePath();
        StoreLock lock = lock(absolute);
        try {
            return new StoreSnapshot(absolute, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static StoreLock lock(Path folder) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<StoreLock> lock = StoreLock.tryTake(folder);
            if (lock.isPresent()) {
                return lock.get();
            }
            if (System.nanoTime() > deadline) {
                throw new StoreException("another backup of " + folder + " is running: try again when it has ended");
            }
            LockSupport.parkNanos(100_000_000);
        }
    }

    /** The version of the store's program. */
    public static String version() {
        return Optional.ofNullable(ServerMain.class.getPackage().getImplementationVersion())
                .orElse("unknown");
    }

    /** Whether a copy needs {@link #RESTORE_MARKER}. */
    public boolean isOfRunningStore() {
        return running.isPresent();
    }

    /** Whether a file or folder is a part of the state; the others come and go. */
    public boolean holds(Path path) {
        Path relative = folder.relativize(path.toAbsolutePath());
        String first = relative.getName(0).toString();
        return !NOT_HELD.contains(first)
                && !first.startsWith("crash-")
                && !path.getFileName().toString().endsWith(".lock")
                && !path.getFileName().toString().endsWith(".detached");
    }

    private Optional<URI> address() {
        try {
            return Files.readAllLines(folder.resolve("conf").resolve("server.conf")).stream()
                    .filter(line -> line.startsWith(BIND))
                    .map(line -> URI.create("http://" + line.substring(BIND.length())))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private @Nullable FileTime lastStart() {
        try {
            return Files.getLastModifiedTime(folder.resolve("conf").resolve("server.conf"));
        } catch (IOException e) {
            return null;
        }
    }

    /** False when nobody answers, or who answers is not the store of this folder. */
    private boolean hold(URI store) {
        try {
            SqlRequest.execute(store, "SELECT 1");
        } catch (StoreException e) {
            return false;
        }
        awaitApplied(store);
        // Only who has the lock makes one, so one that is there is left from a backup that was killed.
        SqlRequest.execute(store, "CHECKPOINT RELEASE", TIMEOUT);
        SqlRequest.execute(store, "CHECKPOINT CREATE", TIMEOUT);
        if (Files.isDirectory(folder.resolve(".checkpoint").resolve("db"))) {
            return true;
        }
        SqlRequest.execute(store, "CHECKPOINT RELEASE", TIMEOUT);
        return false;
    }

    /** What was acknowledged before now is in the tables then; what comes meanwhile need not be. */
    private static void awaitApplied(URI store) {
        Map<String, Long> wanted = new HashMap<>();
        for (List<String> row : transactions(store)) {
            wanted.put(row.get(0), Long.parseLong(row.get(1)));
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (transactions(store).stream()
                .anyMatch(row -> Long.parseLong(row.get(2)) < wanted.getOrDefault(row.get(0), 0L))) {
            if (System.nanoTime() > deadline) {
                throw new StoreException("the embedded store at " + store
                        + " does not take in its log: see whether the disk is full, or try again when less is written");
            }
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static List<List<String>> transactions(URI store) {
        return SqlRequest.rows(store, "SELECT name, sequencerTxn, writerTxn FROM wal_tables()", TIMEOUT);
    }

    /** @throws StoreException when the state was not held to the end, and what was copied is worth nothing */
    @Override
    public void close() {
        try (lock) {
            running.ifPresent(store -> SqlRequest.execute(store, "CHECKPOINT RELEASE", TIMEOUT));
        }
        FileTime now = lastStart();
        if (now != null && !now.equals(started)) {
            throw new StoreException("the store in " + folder + " was started meanwhile: make the backup again");
        }
    }
}
