package org.millwright.edge.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Held while days are dropped, and while a backup needs them to stay; between processes too. */
final class StoreLock implements AutoCloseable {

    private final FileChannel channel;
    private final FileLock lock;

    private StoreLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** Empty when another has it. */
    static Optional<StoreLock> tryTake(Path store) {
        Path file = store.resolve("days.lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return Optional.of(new StoreLock(channel, lock));
                }
            } catch (OverlappingFileLockException e) {
                // Another of this process has it.
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new StoreException("cannot lock " + file + " (" + e + "): see who owns it", e);
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new StoreException("cannot let go of a lock: " + e.getMessage(), e);
        }
    }
}
