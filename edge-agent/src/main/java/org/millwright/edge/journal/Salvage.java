package org.millwright.edge.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.millwright.edge.lineprotocol.LineProtocol;
import org.millwright.edge.lineprotocol.Row;
import org.millwright.edge.signal.Loss;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves what can be read of a damaged journal into a new file: the books, the marks, and every block whose checksum
 * holds. The damaged file stays beside it as {@code journal.db.damaged}, in place of an earlier one.
 */
final class Salvage {

    private static final Logger LOG = LoggerFactory.getLogger(Salvage.class);
    /** Sequence numbers that may be missing in a row before a walk ends: a page holds no more. */
    private static final long LONGEST_HOLE = 100_000;

    private final Connection damaged;
    private final JournalFile sound;
    private final StoredBlock.Packer packer = new StoredBlock.Packer();
    /** Numbers identities anew where the old numbers cannot be read. */
    private Optional<LineProtocol> anew = Optional.empty();

    private long saved;
    private long savedRows;

    private Salvage(Connection damaged, JournalFile sound) {
        this.damaged = damaged;
        this.sound = sound;
    }

    static JournalFile of(Path path, long logBytes, Tally tally) {
        Path aside = path.resolveSibling(path.getFileName() + ".damaged");
        try {
            for (String suffix : new String[] {"", "-wal"}) {
                Path file = path.resolveSibling(path.getFileName() + suffix);
                Path to = aside.resolveSibling(aside.getFileName() + suffix);
                Files.deleteIfExists(to);
                if (Files.exists(file)) {
                    Files.move(file, to, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Files.deleteIfExists(path.resolveSibling(path.getFileName() + "-shm"));
            Files.deleteIfExists(aside.resolveSibling(aside.getFileName() + "-shm"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JournalFile sound = JournalFile.open(path, logBytes);
        try (Connection damaged = DriverManager.getConnection("jdbc:sqlite:" + aside)) {
            try (Statement statement = damaged.createStatement()) {
                // Else a file that was cut off is not looked at at all.
                statement.execute("PRAGMA writable_schema=ON");
            }
            Salvage salvage = new Salvage(damaged, sound);
            salvage.books();
            salvage.blocks();
            salvage.countAnew(tally);
            LOG.warn("{}: {} blocks could be read and are kept", aside, salvage.saved);
        } catch (SQLException e) {
            LOG.warn("{}: {}", aside, e.getMessage());
        }
        return sound;
    }

    /** All of them or none: a snapshot means nothing without the identities that it numbers. */
    private void books() {
        Commit commit = new Commit();
        try (Statement statement = damaged.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT number, tags FROM identity ORDER BY number")) {
                while (rows.next()) {
                    if (rows.getString(2) == null) {
                        throw new SQLException("an identity without a name");
                    }
                    commit.identities.add(rows.getString(2));
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT content FROM snapshot")) {
                commit.snapshot = rows.next() ? rows.getBytes(1) : null;
            }
            try (ResultSet rows = statement.executeQuery("SELECT key, content FROM mark")) {
                while (rows.next()) {
                    if (rows.getString(1) != null && rows.getBytes(2) != null) {
                        commit.marks.put(rows.getString(1), rows.getBytes(2));
                    }
                }
            }
            sound.commit(commit);
        } catch (SQLException e) {
            LOG.warn("the books of the damaged journal cannot be read ({}): counts begin anew", e.getMessage());
            anew = Optional.of(Journal.freshProtocol());
        }
    }

    /** Without the books nobody knows whose rows are missing, only how many. */
    private void countAnew(Tally tally) {
        if (anew.isEmpty()) {
            return;
        }
        Ledger ledger = new Ledger();
        ledger.receivedAndLost(Journal.OTHERS, Loss.Reason.JOURNAL_DAMAGE, Math.max(0, tally.waiting() - savedRows));
        tally.clear();
        Commit commit = new Commit();
        for (int i = 0; i < anew.get().size(); i++) {
            commit.identities.add(anew.get().identity(i));
        }
        commit.snapshot = Snapshot.write(0, 0, ledger, anew.get());
        sound.commit(commit);
    }

    /** One by one: a page that cannot be read hides some, and those behind it can be found by their numbers. */
    private void blocks() {
        long at = 0;
        long holes = 0;
        while (holes < LONGEST_HOLE) {
            // Anew each time: an error ends the statement that met it.
            try (Statement statement = damaged.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT * FROM block WHERE sequence > " + at + " ORDER BY sequence LIMIT 1")) {
                if (!row.next()) {
                    return;
                }
                if (row.getLong(1) > at) {
                    at = row.getLong(1);
                    save(row);
                    holes = 0;
                    continue;
                }
                // What stands there is no order to go by.
            } catch (SQLException e) {
                LOG.debug("behind block {}", at, e);
            }
            at++;
            holes++;
        }
    }

    private void save(ResultSet row) throws SQLException {
        StoredBlock block = Sqlite.block(row);
        Optional<Block> whole = block.unpack();
        if (whole.isPresent()) {
            Commit commit = new Commit();
            commit.block = anew.isPresent() ? recount(whole.get(), anew.get()) : block;
            sound.commit(commit);
            saved++;
            savedRows += block.rows();
        }
    }

    private StoredBlock recount(Block block, LineProtocol protocol) {
        BlockCounts counts = new BlockCounts();
        byte[] lines = block.lines();
        for (int start = 0, end; start < lines.length; start = end) {
            end = Row.end(lines, start, lines.length);
            counts.row(protocol.number(Row.identity(lines, start, end)));
        }
        return packer.pack(block.sequence(), counts, lines, lines.length);
    }
}
