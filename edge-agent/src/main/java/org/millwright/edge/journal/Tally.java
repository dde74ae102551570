package org.millwright.edge.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How many events of each identity were ever put into the journal, in a small file beside it: the second opinion that
 * tells what is missing when the journal itself was damaged.
 *
 * <p>It is mapped into memory and written by the system whenever it likes, so it survives the agent, and after a power cut
 * may be behind: then it claims nothing. Whoever has it open has the journal to himself. NOT thread safe.
 */
final class Tally implements AutoCloseable {

    private static final int SMALLEST = 8 * 1024;

    private final FileChannel channel;
    private ByteBuffer counts;

    Tally(Path file) {
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            requireAlone(file);
            counts = map(Math.max(SMALLEST, channel.size()));
        } catch (IOException e) {
            throw new JournalException(
                    "journal tally " + file + " cannot be written (" + e + "): give the agent the right to", e);
        }
    }

    /** The lock goes with the process, however that ends. */
    private void requireAlone(Path file) throws IOException {
        boolean alone;
        try {
            alone = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            alone = false;
        }
        if (!alone) {
            channel.close();
            throw new JournalException(
                    "journal folder " + file.toAbsolutePath().getParent()
                            + " is in use by another agent: stop that one, or give each a folder of its own",
                    null);
        }
    }

    /** Zeros are written first: a hole in a mapped file on a full disk would be a fault of the process. */
    private ByteBuffer map(long bytes) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(SMALLEST);
        for (long at = channel.size(); at < bytes; at += zeros.capacity()) {
            channel.write(zeros.rewind(), at);
        }
        return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes / 8 * 8);
    }

    /** Rows that wait for the store, of all identities. */
    long waiting() {
        return counts.getLong(0);
    }

    void waiting(long rows) {
        counts.putLong(0, rows);
    }

    /** Forgets all of it. */
    void clear() {
        for (int at = 0; at < counts.capacity(); at += 8) {
            counts.putLong(at, 0);
        }
    }

    /** There is room for so many. */
    int identities() {
        return counts.capacity() / 8 - 1;
    }

    long received(int identity) {
        return identity + 1 < counts.capacity() / 8 ? counts.getLong((identity + 1) * 8) : 0;
    }

    void set(int identity, long received) {
        if (identity + 1 >= counts.capacity() / 8) {
            try {
                counts = map(Math.max(counts.capacity() * 2L, (identity + 2) * 8L));
            } catch (IOException e) {
                // Without room on the disk there is no second opinion on the newest identities.
                return;
            }
        }
        counts.putLong((identity + 1) * 8, received);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It was mapped: there is nothing left to write.
        }
    }
}
