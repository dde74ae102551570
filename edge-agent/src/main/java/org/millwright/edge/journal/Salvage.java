package org.millwright.edge.journal;

import java.nio.file.Path;
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

/** Saves what can be read of a damaged journal into a new file: books, marks, and every block whose checksum holds. */
final class Salvage implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Salvage.class);
    /** Sequence numbers that may be missing in a row before a walk ends. */
    private static final long LONGEST_HOLE = 100_000;
    /** The same behind what the file says is the last: that may be damaged too. */
    private static final long HOLE_AT_THE_END = 1_000;
    /** So many are looked for one by one, and then each sixteenth: a look takes a tenth of a millisecond and more. */
    private static final long CLOSELY = 1_000;

    private static final int STRIDE = 16;

    private final Connection damaged;
    private final JournalFile sound;
    private final StoredBlock.Packer packer = new StoredBlock.Packer();
    /** Numbers identities anew where the old numbers cannot be read. */
    private Optional<LineProtocol> anew = Optional.empty();

    /** What was saved, all together. */
    static final class Saved {
        private final BlockCounts counts = new BlockCounts();
        private int blocks;
        private long bytes;

        private void add(StoredBlock block) {
            blocks++;
            bytes += block.bytes();
            StoredBlock.unpackCounts(block.counts()).ifPresent(counts::addRows);
        }

        int blocks() {
            return blocks;
        }

        long bytes() {
            return bytes;
        }

        BlockCounts counts() {
            return counts;
        }
    }

    /** @param sound takes what is saved; stays open */
    Salvage(Path path, JournalFile sound) throws SQLException {
        this.sound = sound;
        damaged = DriverManager.getConnection("jdbc:sqlite:" + path);
        try (Statement statement = damaged.createStatement()) {
            // Else a file that was cut off is not looked at at all.
            statement.execute("PRAGMA writable_schema=ON");
        }
    }

    /** Puts into the journal's place what can be saved of it, when no agent has it open. */
    static void of(Path path, long logBytes, Tally tally) {
        Replacement replacement = new Replacement(path);
        boolean anew = false;
        try (JournalFile sound = JournalFile.open(replacement.begin(), logBytes)) {
            try (Salvage salvage = new Salvage(path, sound)) {
                salvage.books();
                salvage.marks();
                salvage.letters();
                Saved saved = salvage.blocks(0, Long.MAX_VALUE);
                salvage.countAnew(Math.max(0, tally.waiting() - saved.counts().rows()));
                anew = salvage.anew.isPresent();
                LOG.warn("{}: {} blocks could be read and are kept", path, saved.blocks());
            } catch (SQLException e) {
                LOG.warn("{}: {}", path, e.getMessage());
            }
        }
        replacement.complete();
        if (anew) {
            tally.clear();
        }
    }

    /** All of them or none: a snapshot means nothing without the identities that it numbers. */
    private void books() {
        Commit commit = new Commit();
        try (Statement statement = damaged.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT number, tags FROM identity ORDER BY number")) {
                while (rows.next()) {
                    if (rows.getInt(1) != commit.identities.size() || rows.getString(2) == null) {
                        throw new SQLException("an identity is missing");
                    }
                    commit.identities.add(rows.getString(2));
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT content FROM snapshot")) {
                commit.snapshot = rows.next() ? rows.getBytes(1) : null;
            }
            if (commit.snapshot != null) {
                Snapshot.requireReadable(commit.snapshot, commit.identities);
            }
        } catch (SQLException | JournalException e) {
            LOG.warn("the books of the damaged journal cannot be read ({}): counts begin anew", e.getMessage());
            anew = Optional.of(Journal.freshProtocol());
            return;
        }
        sound.commit(commit);
    }

    /** As many as can be read, one by one: each is of a source of its own. */
    private void marks() {
        Commit commit = new Commit();
        try (Statement statement = damaged.createStatement();
                ResultSet rows = statement.executeQuery("SELECT key, content FROM mark")) {
            while (rows.next()) {
                if (rows.getString(1) != null && rows.getBytes(2) != null) {
                    commit.marks.put(rows.getString(1), rows.getBytes(2));
                }
            }
        } catch (SQLException e) {
            LOG.warn("not all marks of the damaged journal can be read: {}", e.getMessage());
        }
        sound.commit(commit);
    }

    void letters() {
        Commit commit = new Commit();
        try (Statement statement = damaged.createStatement();
                ResultSet rows = statement.executeQuery("SELECT at, line, reason FROM dead_letter ORDER BY id")) {
            while (rows.next()) {
                Sqlite.letter(rows).ifPresent(commit.deadLetters::add);
            }
        } catch (SQLException e) {
            LOG.warn("not all dead letters of the damaged journal can be read: {}", e.getMessage());
        }
        sound.commit(commit);
    }

    /** Without the books nobody knows whose rows are missing, only how many. */
    private void countAnew(long missing) {
        if (anew.isEmpty()) {
            return;
        }
        Ledger ledger = new Ledger();
        ledger.receivedAndLost(Journal.OTHERS, Loss.Reason.JOURNAL_DAMAGE, missing);
        Commit commit = new Commit();
        for (int i = 0; i < anew.get().size(); i++) {
            commit.identities.add(anew.get().identity(i));
        }
        commit.snapshot = Snapshot.write(0, 0, ledger, anew.get(), new LossReports());
        sound.commit(commit);
    }

    /**
     * Saves the blocks after one number, up to another.
     *
     * <p>A page that cannot be read hides some, and those behind it can be found by their numbers.
     */
    Saved blocks(long after, long upTo) {
        long newest = newest();
        long at = after;
        long hole = 0;
        Saved saved = new Saved();
        while (at < upTo && hole < (at < newest ? LONGEST_HOLE : HOLE_AT_THE_END)) {
            int stride = hole < CLOSELY ? 1 : STRIDE;
            Next next = next(at);
            if (next.sequence() <= at) {
                at += stride;
                hole += stride;
            } else if (stride > 1) {
                // Something can be read again, perhaps some of what was just leapt over too.
                at -= stride - 1;
                hole = 0;
            } else if (next.sequence() > upTo || next.block().isEmpty()) {
                break;
            } else {
                at = next.sequence();
                hole = 0;
                next.block().flatMap(this::save).ifPresent(saved::add);
            }
        }
        return saved;
    }

    /** Where that can be read; else it is for the holes to end the walk. */
    private long newest() {
        try (Statement statement = damaged.createStatement();
                ResultSet row = statement.executeQuery("SELECT max(sequence) FROM block")) {
            return row.next() ? row.getLong(1) : 0;
        } catch (SQLException e) {
            return Long.MAX_VALUE;
        }
    }

    /** @param sequence {@link Long#MAX_VALUE} where there is no block; 0 where it cannot be told */
    private record Next(long sequence, Optional<StoredBlock> block) {}

    private Next next(long at) {
        // Anew each time: an error ends the statement that met it.
        try (Statement statement = damaged.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT * FROM block WHERE sequence > " + at + " ORDER BY sequence LIMIT 1")) {
            if (!row.next()) {
                return new Next(Long.MAX_VALUE, Optional.empty());
            }
            StoredBlock block = Sqlite.block(row);
            // Else what stands there is no order to go by.
            return block.sequence() > at
                    ? new Next(block.sequence(), Optional.of(block))
                    : new Next(0, Optional.empty());
        } catch (SQLException e) {
            LOG.debug("behind block {}", at, e);
            return new Next(0, Optional.empty());
        }
    }

    /** Empty where it is not what was written. */
    private Optional<StoredBlock> save(StoredBlock block) {
        return block.unpack().map(whole -> {
            Commit commit = new Commit();
            StoredBlock kept = anew.isPresent() ? recount(whole, anew.get()) : block;
            commit.block = kept;
            sound.commit(commit);
            return kept;
        });
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

    @Override
    public void close() {
        Sqlite.closeQuietly(damaged);
    }
}
