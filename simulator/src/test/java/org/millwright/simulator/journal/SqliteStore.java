package org.millwright.simulator.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.sqlite.SQLiteConfig;

/** The agent's journal file: the same settings, tables and statements, which its own class keeps to itself. */
final class SqliteStore implements GroupStore {

    private static final byte[] COUNTS = new byte[64];

    private final Connection writer;
    private final PreparedStatement putMark;
    private final PreparedStatement putBlock;
    private final PreparedStatement deleteBlocks;
    private final PreparedStatement putSnapshot;

    SqliteStore(Path folder) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(10_000);
        config.setPragma(SQLiteConfig.Pragma.TEMP_STORE, "MEMORY");
        writer = config.createConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
        try (Statement statement = writer.createStatement()) {
            statement.execute("PRAGMA page_size=1024");
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA wal_autocheckpoint=65536");
            writer.setAutoCommit(false);
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS mark(key TEXT PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID");
            statement.execute("CREATE TABLE IF NOT EXISTS snapshot(id INTEGER PRIMARY KEY, content BLOB NOT NULL)");
            statement.execute("CREATE TABLE IF NOT EXISTS block(sequence INTEGER PRIMARY KEY, rows INTEGER NOT NULL,"
                    + " raw INTEGER NOT NULL, checksum INTEGER NOT NULL, counts BLOB NOT NULL, lines BLOB NOT NULL)");
            writer.commit();
        }
        putMark = writer.prepareStatement("INSERT OR REPLACE INTO mark VALUES (?, ?)");
        putBlock = writer.prepareStatement("INSERT INTO block VALUES (?, ?, ?, ?, ?, ?)");
        deleteBlocks = writer.prepareStatement("DELETE FROM block WHERE sequence <= ?");
        putSnapshot = writer.prepareStatement("INSERT OR REPLACE INTO snapshot VALUES (1, ?)");
    }

    @Override
    public void commit(Group group) throws SQLException {
        putMark.setString(1, "line-1/press");
        putMark.setBytes(2, group.mark());
        putMark.executeUpdate();
        if (group.deleteUpTo() > 0) {
            deleteBlocks.setLong(1, group.deleteUpTo());
            deleteBlocks.executeUpdate();
        }
        putBlock.setLong(1, group.sequence());
        putBlock.setInt(2, 10_000);
        putBlock.setInt(3, group.block().length);
        putBlock.setLong(4, 0);
        putBlock.setBytes(5, COUNTS);
        putBlock.setBytes(6, group.block());
        putBlock.executeUpdate();
        if (group.books().isPresent()) {
            putSnapshot.setBytes(1, group.books().get());
            putSnapshot.executeUpdate();
        }
        writer.commit();
    }

    @Override
    public long newest() throws SQLException {
        try (Statement statement = writer.createStatement();
                ResultSet row = statement.executeQuery("SELECT max(sequence) FROM block")) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    @Override
    public Optional<byte[]> block(long sequence) throws SQLException {
        try (Statement statement = writer.createStatement();
                ResultSet row = statement.executeQuery("SELECT lines FROM block WHERE sequence = " + sequence)) {
            return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
        }
    }

    @Override
    public void close() throws SQLException {
        writer.close();
    }
}
