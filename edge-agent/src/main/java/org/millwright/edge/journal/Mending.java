package org.millwright.edge.journal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.LongSupplier;
import org.millwright.edge.lineprotocol.LineProtocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a sound file in the place of one that was found damaged while the agent runs: with the books, marks and newest rows
 * as they stand in memory, the group that was to be written, and every block that waits for the store and can be read.
 * What cannot is booked as lost, by identity.
 *
 * <p>For the journal's thread; takes as long as writing what waits.
 */
final class Mending {

    private static final Logger LOG = LoggerFactory.getLogger(Mending.class);

    private final Path path;
    private final long logBytes;
    private final LineProtocol protocol;
    private final Books books;
    private final Outbox outbox;
    private final Map<String, byte[]> marks;
    private final LongSupplier nowNanos;

    /** @param marks as they are on disk */
    Mending(
            Path path,
            long logBytes,
            LineProtocol protocol,
            Books books,
            Outbox outbox,
            Map<String, byte[]> marks,
            LongSupplier nowNanos) {
        this.path = path;
        this.logBytes = logBytes;
        this.protocol = protocol;
        this.books = books;
        this.outbox = outbox;
        this.marks = marks;
        this.nowNanos = nowNanos;
    }

    /** Whether a reader found damage. */
    boolean isDue() {
        return outbox.isDamaged();
    }

    /**
     * Closes the damaged file; may be called again with it after it threw.
     *
     * @param commit what was to be written; it is in the new file
     * @throws JournalException when the new file cannot be made; nothing is handed out until a later call succeeds
     */
    JournalFile mend(JournalFile damaged, Commit commit) {
        Outbox.Held held = outbox.halt();
        damaged.close();
        Replacement replacement = new Replacement(path);
        try (JournalFile sound = JournalFile.open(replacement.begin(), logBytes)) {
            Salvage.Saved saved = save(commit, held, sound);
            books.mended(saved, held, nowNanos.getAsLong());
            sound.commit(whole(commit));
            LOG.warn("journal {} was damaged and is mended: {} blocks that wait were kept", path, saved.blocks());
        }
        replacement.complete();
        JournalFile file = JournalFile.open(path, logBytes);
        outbox.goOn(file.reader());
        return file;
    }

    /** Gives those that nobody has taken yet; those that the store has not answered for are saved for a next run. */
    private Salvage.Saved save(Commit commit, Outbox.Held held, JournalFile sound) {
        try (Salvage salvage = new Salvage(path, sound)) {
            salvage.letters();
            salvage.blocks(books.done(), commit.dropFrom - 1);
            salvage.blocks(Math.max(books.done(), commit.dropTo), held.upTo());
            return salvage.blocks(held.upTo(), books.newest());
        } catch (SQLException e) {
            LOG.warn("nothing of the damaged journal {} can be read: {}", path, e.getMessage());
            return new Salvage.Saved();
        }
    }

    private Commit whole(Commit commit) {
        Commit whole = new Commit();
        for (int i = 0; i < protocol.size(); i++) {
            whole.identities.add(protocol.identity(i));
        }
        whole.marks.putAll(marks);
        whole.marks.putAll(commit.marks);
        whole.deadLetters.addAll(commit.deadLetters);
        whole.block = commit.block;
        books.put(whole);
        return whole;
    }
}
