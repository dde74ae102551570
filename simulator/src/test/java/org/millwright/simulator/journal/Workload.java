package org.millwright.simulator.journal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;

/** Commits of one size, seeded: NOT thread safe, since a group's arrays are used again for a later one. */
final class Workload {

    /** The journal's sizes, measured: 10,000 signals every 100 ms, and a line of some hundred values a second. */
    enum Size {
        LARGE(190 * 1024, 100 * 1024),
        SMALL(2 * 1024, 1024);

        final int blockBytes;
        final int booksBytes;

        Size(int blockBytes, int booksBytes) {
            this.blockBytes = blockBytes;
            this.booksBytes = booksBytes;
        }
    }

    /** Five seconds at ten commits a second. */
    private static final int BOOKS_EVERY = 50;

    private static final int LEFT = 50;
    private static final int MARK_BYTES = 100;
    private static final int BLOCKS = 64;

    private final Size size;
    private final byte[][] blocks = new byte[BLOCKS][];
    private final byte[] mark = new byte[MARK_BYTES];
    private final byte[] books;

    Workload(Size size, long seed) {
        this.size = size;
        Random random = new Random(seed);
        for (int i = 0; i < BLOCKS; i++) {
            blocks[i] = new byte[size.blockBytes];
            random.nextBytes(blocks[i]);
        }
        random.nextBytes(mark);
        books = new byte[size.booksBytes];
        random.nextBytes(books);
    }

    /** With the books and the deletion of what was shipped where {@code shipping}, else only blocks and marks. */
    Group group(long sequence, boolean shipping) {
        byte[] block = blocks[(int) (sequence % BLOCKS)];
        stamp(block, sequence);
        stamp(mark, sequence);
        if (!shipping || sequence % BOOKS_EVERY != 0) {
            return new Group(sequence, block, mark, Optional.empty(), 0);
        }
        stamp(books, sequence);
        return new Group(sequence, block, mark, Optional.of(books), Math.max(0, sequence - LEFT));
    }

    /** What the sender gave, without what a store adds. */
    long payloadBytes(Group group) {
        return (long) size.blockBytes + MARK_BYTES + (group.books().isPresent() ? size.booksBytes : 0);
    }

    private static void stamp(byte[] bytes, long sequence) {
        ByteBuffer.wrap(bytes).putLong(0, sequence);
    }

    static long stampOf(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong(0);
    }
}
