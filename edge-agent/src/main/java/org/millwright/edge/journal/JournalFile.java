package org.millwright.edge.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The journal's SQLite file, in write-ahead mode with a sync for every commit.
 *
 * <p>The write-ahead log is let grow to {@link #LOG_BYTES} before it is brought into the file itself: what was stored and
 * deleted meanwhile is never written a second time, so a healthy agent writes little more than its rows once.
 *
 * <p>One thread writes; {@link #reader} is for the others.
 */
final class JournalFile implements AutoCloseable {

    static final long LOG_BYTES = 64L << 20;

    private static final int FORMAT = 1;
    /** Read in a second or so. */
    private static final long LARGEST_CHECKED = 512L << 20;

    /** Enough to see what is wrong; a store that refuses everything must not fill the disk. */
    static final int DEAD_LETTERS = 10_000;

    /** What is in a file at its start. */
    static final class Contents {
        final List<String> identities = new ArrayList<>();
        final Map<String, byte[]> marks = new HashMap<>();
        byte @Nullable [] snapshot;
    }

    private final Path path;
    private final Connection writer;
    private final JournalReader reader;
    private final PreparedStatement putIdentity;
    private final PreparedStatement putMark;
    private final PreparedStatement putBlock;
    private final PreparedStatement deleteBlocks;
    private final PreparedStatement dropBlocks;
    private final PreparedStatement putSnapshot;
    private final PreparedStatement putDeadLetter;

    /** @throws JournalException where the file is damaged, or cannot be written */
    static JournalFile open(Path path, long logBytes) {
        try {
            return new JournalFile(path, logBytes);
        } catch (SQLException e) {
            throw Sqlite.failed(path, e);
        }
    }

    private JournalFile(Path path, long logBytes) throws SQLException {
        this.path = path;
        writer = Sqlite.connect(path, false);
        try {
            create(logBytes);
            putIdentity = writer.prepareStatement("INSERT INTO identity VALUES (?, ?)");
            putMark = writer.prepareStatement("INSERT OR REPLACE INTO mark VALUES (?, ?)");
            putBlock = writer.prepareStatement("INSERT INTO block VALUES (?, ?, ?, ?, ?, ?)");
            deleteBlocks = writer.prepareStatement("DELETE FROM block WHERE sequence <= ?");
            dropBlocks = writer.prepareStatement("DELETE FROM block WHERE sequence BETWEEN ? AND ?");
            putSnapshot = writer.prepareStatement("INSERT OR REPLACE INTO snapshot VALUES (1, ?)");
            putDeadLetter = writer.prepareStatement("INSERT INTO dead_letter(at, line, reason) VALUES (?, ?, ?)");
            reader = new JournalReader(path);
        } catch (SQLException | JournalException e) {
            Sqlite.closeQuietly(writer);
            throw e;
        }
    }

    private void create(long logBytes) throws SQLException {
        try (Statement statement = writer.createStatement()) {
            statement.execute(
                    "PRAGMA wal_autocheckpoint=" + Math.ceilDiv(logBytes, number(statement, "PRAGMA page_size")));
            int format = number(statement, "PRAGMA user_version");
            if (format != 0 && format != FORMAT) {
                throw new JournalException(
                        "journal " + path + " has format " + format + ", this version knows " + FORMAT
                                + ": start the version that wrote it until it is empty, or move the file away",
                        null);
            }
            writer.setAutoCommit(false);
            statement.execute("CREATE TABLE IF NOT EXISTS identity(number INTEGER PRIMARY KEY, tags TEXT NOT NULL)");
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS mark(key TEXT PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID");
            statement.execute("CREATE TABLE IF NOT EXISTS snapshot(id INTEGER PRIMARY KEY, content BLOB NOT NULL)");
            // The counts stand before the lines, so that they can be read without them.
            statement.execute("CREATE TABLE IF NOT EXISTS block(sequence INTEGER PRIMARY KEY, rows INTEGER NOT NULL,"
                    + " raw INTEGER NOT NULL, checksum INTEGER NOT NULL, counts BLOB NOT NULL, lines BLOB NOT NULL)");
            statement.execute("CREATE TABLE IF NOT EXISTS dead_letter(id INTEGER PRIMARY KEY, at TEXT NOT NULL,"
                    + " line TEXT NOT NULL, reason TEXT NOT NULL)");
            statement.execute("PRAGMA user_version=" + FORMAT);
            writer.commit();
        }
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    JournalReader reader() {
        return reader;
    }

    Contents contents() {
        try (Statement statement = writer.createStatement()) {
            Contents contents = new Contents();
            try (ResultSet rows = statement.executeQuery("SELECT number, tags FROM identity ORDER BY number")) {
                while (rows.next()) {
                    if (rows.getInt(1) != contents.identities.size()) {
                        throw new JournalException("journal " + path + " lacks an identity", null, true);
                    }
                    contents.identities.add(rows.getString(2));
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT key, content FROM mark")) {
                while (rows.next()) {
                    String key = rows.getString(1);
                    byte[] content = rows.getBytes(2);
                    if (key == null || content == null) {
                        throw new JournalException("journal " + path + " has a mark without content", null, true);
                    }
                    contents.marks.put(key, content);
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT content FROM snapshot")) {
                contents.snapshot = rows.next() ? rows.getBytes(1) : null;
            }
            writer.commit();
            return contents;
        } catch (SQLException e) {
            throw Sqlite.failed(path, e);
        }
    }

    /** Looks at every page of a file that is not too large for that. */
    void check() {
        if (fileBytes() > LARGEST_CHECKED) {
            return;
        }
        try (Statement statement = writer.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA quick_check(1)")) {
            String said = rows.next() ? rows.getString(1) : "nothing";
            if (!said.equals("ok")) {
                throw new JournalException("journal " + path + " is damaged: " + said, null, true);
            }
        } catch (SQLException e) {
            throw Sqlite.failed(path, e);
        }
    }

    /** What a walk over all blocks tells; the lines are not read. */
    interface Walk {
        void block(long sequence, long bytes, Optional<BlockCounts> counts);
    }

    void walk(Walk walk) {
        String all = "SELECT sequence, length(counts) + length(lines) + " + StoredBlock.OVERHEAD_BYTES
                + ", counts FROM block ORDER BY sequence";
        try (Statement statement = writer.createStatement();
                ResultSet rows = statement.executeQuery(all)) {
            long before = 0;
            while (rows.next()) {
                if (rows.getLong(1) <= before) {
                    throw Sqlite.outOfOrder(path);
                }
                before = rows.getLong(1);
                byte[] counts = Sqlite.bytes(rows, 3);
                walk.block(rows.getLong(1), rows.getLong(2), StoredBlock.unpackCounts(counts));
            }
        } catch (SQLException e) {
            throw Sqlite.failed(path, e);
        }
    }

    /** All or nothing, and synced when it returns. */
    void commit(Commit commit) {
        try {
            write(commit);
            writer.commit();
        } catch (SQLException e) {
            undo(e);
            throw Sqlite.failed(path, e);
        }
    }

    /** On a full disk SQLite has undone the transaction by itself, and its driver does not notice: begin a new one. */
    private void undo(SQLException fault) {
        try {
            writer.rollback();
        } catch (SQLException gone) {
            fault.addSuppressed(gone);
            for (boolean autoCommit : new boolean[] {true, false}) {
                try {
                    writer.setAutoCommit(autoCommit);
                } catch (SQLException again) {
                    fault.addSuppressed(again);
                }
            }
        }
    }

    private void write(Commit commit) throws SQLException {
        int number = commit.firstIdentity;
        for (String identity : commit.identities) {
            putIdentity.setInt(1, number++);
            putIdentity.setString(2, identity);
            putIdentity.executeUpdate();
        }
        for (Map.Entry<String, byte[]> mark : commit.marks.entrySet()) {
            putMark.setString(1, mark.getKey());
            putMark.setBytes(2, mark.getValue());
            putMark.executeUpdate();
        }
        if (commit.deleteUpTo > 0) {
            deleteBlocks.setLong(1, commit.deleteUpTo);
            deleteBlocks.executeUpdate();
        }
        if (commit.dropTo >= commit.dropFrom) {
            dropBlocks.setLong(1, commit.dropFrom);
            dropBlocks.setLong(2, commit.dropTo);
            dropBlocks.executeUpdate();
        }
        StoredBlock block = commit.block;
        if (block != null) {
            putBlock.setLong(1, block.sequence());
            putBlock.setInt(2, block.rows());
            putBlock.setInt(3, block.rawBytes());
            putBlock.setLong(4, block.checksum());
            putBlock.setBytes(5, block.counts());
            putBlock.setBytes(6, block.lines());
            putBlock.executeUpdate();
        }
        if (commit.snapshot != null) {
            putSnapshot.setBytes(1, commit.snapshot);
            putSnapshot.executeUpdate();
        }
        writeDeadLetters(commit.deadLetters);
    }

    private void writeDeadLetters(List<DeadLetter> letters) throws SQLException {
        for (DeadLetter letter : letters) {
            putDeadLetter.setString(1, letter.at().toString());
            putDeadLetter.setString(2, letter.line());
            putDeadLetter.setString(3, letter.reason());
            putDeadLetter.executeUpdate();
        }
        if (!letters.isEmpty()) {
            try (Statement statement = writer.createStatement()) {
                statement.executeUpdate(
                        "DELETE FROM dead_letter WHERE id <= (SELECT max(id) FROM dead_letter) - " + DEAD_LETTERS);
            }
        }
    }

    /** Gives the room of what was deleted back to the disk; takes as long as writing what is left. */
    void shrink() {
        try (Statement statement = writer.createStatement()) {
            writer.setAutoCommit(true);
            statement.execute("VACUUM");
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException e) {
            throw Sqlite.failed(path, e);
        } finally {
            manualCommits();
        }
    }

    private void manualCommits() {
        try {
            writer.setAutoCommit(false);
        } catch (SQLException e) {
            throw Sqlite.failed(path, e);
        }
    }

    /** Pages of the file, without the write-ahead log, in bytes. */
    long fileBytes() {
        try (Statement statement = writer.createStatement()) {
            long bytes = (long) number(statement, "PRAGMA page_count") * number(statement, "PRAGMA page_size");
            writer.commit();
            return bytes;
        } catch (SQLException e) {
            throw Sqlite.failed(path, e);
        }
    }

    @Override
    public void close() {
        reader.close();
        Sqlite.closeQuietly(writer);
    }
}
