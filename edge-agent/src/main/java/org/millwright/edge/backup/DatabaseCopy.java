package org.millwright.edge.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

/** Copies a SQLite database in one consistent state, whoever writes to it meanwhile. */
final class DatabaseCopy {

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private static final List<String> BESIDE = List.of(".db-wal", ".db-shm", ".db-journal", ".tally");

    private DatabaseCopy() {}

    static boolean isDatabase(Path file) throws IOException {
        if (!file.getFileName().toString().endsWith(".db")) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
        }
    }

    /**
     * Whether a file belongs to a database beside it, and says something else beside a copy of it: the journal's tally would
     * be ahead of its copy, and what it is ahead by would be taken for lost.
     */
    static boolean isWorthNothingAlone(Path file) {
        String name = file.getFileName().toString();
        return BESIDE.stream().anyMatch(name::endsWith);
    }

    /** @param copy must not be there yet */
    static void copy(Path database, Path copy) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA busy_timeout=30000");
            }
            try (PreparedStatement into = connection.prepareStatement("VACUUM INTO ?")) {
                into.setString(1, copy.toString());
                into.execute();
            }
        } catch (SQLException e) {
            throw new BackupException("cannot copy " + database + ": " + e.getMessage(), e);
        }
    }
}
