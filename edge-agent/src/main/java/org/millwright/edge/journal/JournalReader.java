package org.millwright.edge.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what was committed, on a connection of its own, beside the one that writes. Safe from any thread. */
final class JournalReader implements AutoCloseable {

    private final Path path;
    private final Connection connection;
    private final PreparedStatement nextBlock;

    JournalReader(Path path) throws SQLException {
        this.path = path;
        connection = Sqlite.connect(path, true);
        nextBlock = connection.prepareStatement("SELECT * FROM block WHERE sequence > ? ORDER BY sequence LIMIT 1");
    }

    /** The first block after a sequence number; empty where there is none. */
    synchronized Optional<StoredBlock> read(long after) {
        try {
            nextBlock.setLong(1, after);
            try (ResultSet row = nextBlock.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                StoredBlock block = Sqlite.block(row);
                if (block.sequence() <= after) {
                    throw Sqlite.outOfOrder(path);
                }
                return Optional.of(block);
            }
        } catch (SQLException e) {
            throw Sqlite.failed(path, e);
        }
    }

    /** @param from the first of them, {@code to} the last; {@code to} is 0 where there is none */
    record Oldest(long from, long to, long bytes, BlockCounts counts) {}

    /** Blocks after a sequence number, the oldest first, until they have so many bytes. */
    synchronized Oldest oldest(long after, long bytes) {
        String sql = "SELECT sequence, length(counts) + length(lines), counts FROM block WHERE sequence > " + after
                + " ORDER BY sequence";
        BlockCounts counts = new BlockCounts();
        long from = 0;
        long to = 0;
        long sum = 0;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (sum < bytes && rows.next()) {
                to = rows.getLong(1);
                from = from == 0 ? to : from;
                sum += rows.getLong(2) + StoredBlock.OVERHEAD_BYTES;
                StoredBlock.unpackCounts(Sqlite.bytes(rows, 3)).ifPresent(counts::addRows);
            }
            return new Oldest(from, to, sum, counts);
        } catch (SQLException e) {
            throw Sqlite.failed(path, e);
        }
    }

    /** The newest first. */
    synchronized List<DeadLetter> deadLetters(int most) {
        String newest = "SELECT at, line, reason FROM dead_letter ORDER BY id DESC LIMIT " + most;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(newest)) {
            List<DeadLetter> letters = new ArrayList<>();
            while (rows.next()) {
                Sqlite.letter(rows).ifPresent(letters::add);
            }
            return letters;
        } catch (SQLException e) {
            throw Sqlite.failed(path, e);
        }
    }

    @Override
    public synchronized void close() {
        Sqlite.closeQuietly(connection);
    }
}
