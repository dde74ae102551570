package org.millwright.edge.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Puts a new file in the place of a damaged journal, which stays beside it as {@code journal.db.damaged}, in place of an
 * earlier one.
 *
 * <p>Whenever the agent or its power goes meanwhile, either the damaged file is still where it was, and all begins anew,
 * or the new one is complete, and {@link #finish} goes on.
 */
final class Replacement {

    private static final String LOG = "-wal";
    private static final String SHARED = "-shm";

    private final Path journal;
    private final Path begun;
    private final Path complete;
    private final Path aside;

    Replacement(Path journal) {
        this.journal = journal;
        begun = beside(journal, ".saving");
        complete = beside(journal, ".saved");
        aside = beside(journal, ".damaged");
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /** Where the new file is to be made; what an earlier try left there is gone. */
    Path begin() {
        try {
            for (Path old : new Path[] {begun, aside}) {
                for (String part : new String[] {"", LOG, SHARED}) {
                    Files.deleteIfExists(beside(old, part));
                }
            }
        } catch (IOException e) {
            throw failed(e);
        }
        return begun;
    }

    /** The new file is whole, and closed. */
    void complete() {
        try {
            if (Files.exists(beside(begun, LOG))) {
                // SQLite takes its log into the file when it closes it, unless it cannot.
                throw new IOException("the new file could not be written to its end");
            }
            Files.move(begun, complete, StandardCopyOption.ATOMIC_MOVE);
            sync();
        } catch (IOException e) {
            throw failed(e);
        }
        finish();
    }

    /** Ends what was cut off after the new file was complete; else does nothing. */
    void finish() {
        if (!Files.exists(complete)) {
            return;
        }
        try {
            // The log first: behind the file itself it would be taken for the new one's.
            for (String part : new String[] {LOG, ""}) {
                if (Files.exists(beside(journal, part))) {
                    Files.move(beside(journal, part), beside(aside, part), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Files.deleteIfExists(beside(journal, SHARED));
            sync();
            Files.move(complete, journal, StandardCopyOption.ATOMIC_MOVE);
            sync();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void sync() throws IOException {
        try (FileChannel folder = FileChannel.open(journal.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private JournalException failed(IOException e) {
        return new JournalException(
                "journal " + journal + " cannot be replaced by what was saved of it (" + e
                        + "): see whether its disk has room and works, and the agent may write there",
                e);
    }
}
