package org.millwright.simulator.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * RocksDB as a queue: a memtable and log of 64 MiB as SQLite's log is, nothing compressed again, and a range tombstone
 * for what was shipped in the same batch, so that what went meanwhile is left out when the memtable is written down. Files
 * that hold nothing else are dropped whole.
 */
final class RocksStore implements GroupStore {

    private static final long LOG_BYTES = 64L << 20;
    private static final byte[] MARK = "mark:line-1/press".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SNAPSHOT = "snapshot".getBytes(StandardCharsets.UTF_8);
    private static final byte BLOCK = 'B';

    static {
        RocksDB.loadLibrary();
    }

    private final Options options = new Options()
            .setCreateIfMissing(true)
            .setCompressionType(CompressionType.NO_COMPRESSION)
            .setWriteBufferSize(LOG_BYTES)
            .setMaxTotalWalSize(LOG_BYTES)
            .setMaxWriteBufferNumber(2)
            .setMaxBackgroundJobs(2)
            .setInfoLogLevel(InfoLogLevel.WARN_LEVEL);
    private final WriteOptions synced = new WriteOptions().setSync(true);
    private final WriteBatch batch = new WriteBatch();
    private final RocksDB db;

    RocksStore(Path folder) throws RocksDBException {
        db = RocksDB.open(options, folder.toString());
    }

    @Override
    public void commit(Group group) throws RocksDBException {
        batch.clear();
        batch.put(MARK, group.mark());
        if (group.deleteUpTo() > 0) {
            batch.deleteRange(key(0), key(group.deleteUpTo() + 1));
        }
        batch.put(key(group.sequence()), group.block());
        if (group.books().isPresent()) {
            batch.put(SNAPSHOT, group.books().get());
        }
        db.write(synced, batch);
        if (group.deleteUpTo() > 0) {
            db.deleteFilesInRanges(db.getDefaultColumnFamily(), List.of(key(0), key(group.deleteUpTo() + 1)), false);
        }
    }

    /** Big-endian, so that the order of the keys is that of the numbers. */
    private static byte[] key(long sequence) {
        return ByteBuffer.allocate(1 + Long.BYTES).put(BLOCK).putLong(sequence).array();
    }

    @Override
    public long newest() {
        try (RocksIterator iterator = db.newIterator()) {
            iterator.seekForPrev(key(Long.MAX_VALUE));
            return iterator.isValid() && iterator.key()[0] == BLOCK
                    ? ByteBuffer.wrap(iterator.key()).getLong(1)
                    : 0;
        }
    }

    @Override
    public Optional<byte[]> block(long sequence) throws RocksDBException {
        return Optional.ofNullable(db.get(key(sequence)));
    }

    @Override
    public void close() {
        db.close();
        batch.close();
        synced.close();
        options.close();
    }
}
