package org.millwright.edge.journal;

import io.airlift.compress.v3.MalformedInputException;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.millwright.edge.lineprotocol.Row;

/**
 * A block as it is on disk: counts and lines, each compressed by Zstandard, and a checksum over both.
 *
 * @param rawBytes of the lines before compression
 * @param checksum CRC-32C over sequence, counts and lines as they are here
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, compared by nobody.
record StoredBlock(long sequence, int rows, int rawBytes, long checksum, byte[] counts, byte[] lines) {

    /** Beside the two blobs: the row's own columns and its share of the pages around it. */
    static final int OVERHEAD_BYTES = 64;

    /** Compresses; reuses its buffers. NOT thread safe. */
    static final class Packer {

        private final ZstdJavaCompressor zstd = new ZstdJavaCompressor();
        private byte[] packed = new byte[0];

        StoredBlock pack(long sequence, BlockCounts counts, byte[] lines, int length) {
            byte[] raw = counts.toBytes();
            byte[] packedCounts = compress(raw, raw.length);
            byte[] packedLines = compress(lines, length);
            return new StoredBlock(
                    sequence,
                    counts.rows(),
                    length,
                    checksum(sequence, packedCounts, packedLines),
                    packedCounts,
                    packedLines);
        }

        /** With the original length in front. */
        private byte[] compress(byte[] raw, int length) {
            int most = 4 + zstd.maxCompressedLength(length);
            if (packed.length < most) {
                packed = new byte[most];
            }
            ByteBuffer.wrap(packed).putInt(length);
            int size = zstd.compress(raw, 0, length, packed, 4, packed.length - 4);
            return Arrays.copyOf(packed, 4 + size);
        }
    }

    private static long checksum(long sequence, byte[] counts, byte[] lines) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, sequence));
        crc.update(counts);
        crc.update(lines);
        return crc.getValue();
    }

    long bytes() {
        return (long) OVERHEAD_BYTES + counts.length + lines.length;
    }

    /** Empty where what is on disk is not what was written. */
    Optional<Block> unpack() {
        if (checksum != checksum(sequence, counts, lines)) {
            return Optional.empty();
        }
        return decompress(lines).map(raw -> new Block(sequence, rows, raw, Row.measurements(raw)));
    }

    /** Empty where they cannot be read. */
    static Optional<BlockCounts> unpackCounts(byte[] counts) {
        try {
            return decompress(counts).map(BlockCounts::of);
        } catch (RuntimeException e) {
            // Whatever stands there, it is not what was written.
            return Optional.empty();
        }
    }

    private static Optional<byte[]> decompress(byte[] packed) {
        if (packed.length < 4) {
            return Optional.empty();
        }
        int length = ByteBuffer.wrap(packed).getInt();
        if (length < 0 || length > Journal.MOST_BLOCK_BYTES) {
            return Optional.empty();
        }
        try {
            byte[] raw = new byte[length];
            int size = new ZstdJavaDecompressor().decompress(packed, 4, packed.length - 4, raw, 0, length);
            return size == length ? Optional.of(raw) : Optional.empty();
        } catch (MalformedInputException e) {
            return Optional.empty();
        }
    }
}
