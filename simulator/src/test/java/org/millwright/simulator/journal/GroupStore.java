package org.millwright.simulator.journal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/** What the journal asks of a store; one thread. */
interface GroupStore extends AutoCloseable {

    /** The stores that are compared, by the jar that each comes in and the ends of its libraries' names. */
    enum Kind {
        SQLITE("SQLite", "sqlite-jdbc", "Linux/x86_64/libsqlitejdbc.so", "Linux/aarch64/libsqlitejdbc.so"),
        ROCKSDB("RocksDB", "rocksdbjni", "linux64.so", "linux-aarch64.so");

        final String title;
        final String jar;
        final String x86;
        final String aarch64;

        Kind(String title, String jar, String x86, String aarch64) {
            this.title = title;
            this.jar = jar;
            this.x86 = x86;
            this.aarch64 = aarch64;
        }

        GroupStore open(Path folder) throws Exception {
            return switch (this) {
                case SQLITE -> new SqliteStore(folder);
                case ROCKSDB -> new RocksStore(folder);
            };
        }
    }

    /** All or nothing, and synced when it returns. */
    void commit(Group group) throws Exception;

    /** Sequence of the newest block, 0 where there is none. */
    long newest() throws Exception;

    Optional<byte[]> block(long sequence) throws Exception;

    @Override
    void close() throws SQLException;
}
