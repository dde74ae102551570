package org.millwright.edge.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** How the journal uses SQLite: its settings, and what its errors mean. */
final class Sqlite {

    private Sqlite() {}

    /** A commit is a few of these and fills none by half; with SQLite's own 4 KiB a third of what was written was air. */
    private static final int PAGE_BYTES = 1024;

    /** In write-ahead mode, with a sync for every commit. */
    static Connection connect(Path path, boolean readOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(10_000);
        config.setPragma(SQLiteConfig.Pragma.TEMP_STORE, "MEMORY");
        config.setReadOnly(readOnly);
        Connection connection = config.createConnection("jdbc:sqlite:" + path);
        if (readOnly) {
            return connection;
        }
        try (Statement statement = connection.createStatement()) {
            // In this order: a file in write-ahead mode keeps the pages that it has.
            statement.execute("PRAGMA page_size=" + PAGE_BYTES);
            statement.execute("PRAGMA journal_mode=WAL");
            return connection;
        } catch (SQLException e) {
            closeQuietly(connection);
            throw e;
        }
    }

    /** A row of {@code SELECT * FROM block}. */
    static StoredBlock block(ResultSet row) throws SQLException {
        return new StoredBlock(
                row.getLong(1), row.getInt(2), row.getInt(3), row.getLong(4), bytes(row, 5), bytes(row, 6));
    }

    /** On a damaged page anything may stand, a null among it. */
    static byte[] bytes(ResultSet row, int column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        return bytes == null ? new byte[0] : bytes;
    }

    /** A row of {@code SELECT at, line, reason FROM dead_letter}; empty where a damaged page holds something else. */
    static Optional<DeadLetter> letter(ResultSet row) throws SQLException {
        String at = row.getString(1);
        String line = row.getString(2);
        String reason = row.getString(3);
        if (at == null || line == null || reason == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new DeadLetter(Instant.parse(at), line, reason));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // What was committed is on disk, and nothing else counts.
        }
    }

    static JournalException outOfOrder(Path path) {
        return new JournalException("journal " + path + " is damaged: its blocks are out of order", null, true);
    }

    static JournalException failed(Path path, SQLException e) {
        SQLiteErrorCode code = e instanceof SQLiteException own ? own.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        int primary = code.code & 0xFF;
        if (primary == SQLiteErrorCode.SQLITE_CORRUPT.code || primary == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return new JournalException("journal " + path + " is damaged: " + e.getMessage(), e, true);
        }
        if (primary == SQLiteErrorCode.SQLITE_FULL.code) {
            return new JournalException("journal " + path + " cannot grow, the disk is full: make room on it", e);
        }
        return new JournalException(
                "journal " + path + " cannot be used (" + e.getMessage()
                        + "): see whether its disk works and the agent may write there",
                e);
    }
}
