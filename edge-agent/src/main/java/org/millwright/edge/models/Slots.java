package org.millwright.edge.models;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The files that say which models a station uses, one for each place; any thread and any process may change them. */
final class Slots {

    private static final int LOCK_TRIES = 200;
    private static final long LOCK_PAUSE_NANOS = 50_000_000;

    private final Path folder;
    private final Path lock;

    /** @param lock a file that whoever changes something holds */
    Slots(Path folder, Path lock) {
        this.folder = folder;
        this.lock = lock;
    }

    void makeFolder() throws IOException {
        Files.createDirectories(folder);
    }

    /** What a slot holds; empty where nothing was ever put into it. */
    Slot read(String name) {
        try {
            return Slot.parse(Files.readString(file(name)));
        } catch (NoSuchFileException e) {
            return Slot.EMPTY;
        } catch (IOException e) {
            throw new ModelStoreException(file(name) + " cannot be read: " + e, e);
        }
    }

    Slot change(String name, UnaryOperator<Slot> change) {
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = lock(channel)) {
            Slot changed = change.apply(read(name));
            if (!held.isValid()) {
                throw new IOException("the lock " + lock + " was lost");
            }
            SafeFiles.replace(file(name), changed.text().getBytes(UTF_8));
            return changed;
        } catch (IOException e) {
            throw new ModelStoreException(file(name) + " cannot be written: " + e, e);
        }
    }

    /** The names of all slots. */
    List<String> names() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> URLDecoder.decode(String.valueOf(file.getFileName()), UTF_8))
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ModelStoreException(folder + " cannot be read: " + e, e);
        }
    }

    /** Another process is waited for; another thread of this one is told apart by the exception. */
    private static FileLock lock(FileChannel channel) throws IOException {
        for (int i = 0; i < LOCK_TRIES; i++) {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException e) {
                // Held by another thread of this process.
            }
            LockSupport.parkNanos(LOCK_PAUSE_NANOS);
        }
        throw new IOException("the store of models is locked by another process for "
                + LOCK_TRIES * LOCK_PAUSE_NANOS / 1_000_000_000 + " s");
    }

    private Path file(String name) {
        return folder.resolve(URLEncoder.encode(name, UTF_8));
    }
}
