package org.millwright.edge.journal;

import java.util.Arrays;

/**
 * Integers of seven bits a byte, least significant first (as LEB128): small figures take one byte.
 *
 * <p>NOT thread safe.
 */
final class Varints {

    /** Writes into a buffer that grows. */
    static final class Writer {

        private byte[] bytes = new byte[256];
        private int length;

        void put(long value) {
            if (bytes.length - length < 10) {
                bytes = Arrays.copyOf(bytes, bytes.length * 2);
            }
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                bytes[length++] = (byte) (rest | 0x80);
                rest >>>= 7;
            }
            bytes[length++] = (byte) rest;
        }

        /** Values near zero of either sign take few bytes. */
        void putSigned(long value) {
            put((value << 1) ^ (value >> 63));
        }

        byte[] toBytes() {
            return Arrays.copyOf(bytes, length);
        }
    }

    /** Reads what {@link Writer} wrote; throws {@link IndexOutOfBoundsException} beyond its end. */
    static final class Reader {

        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        long take() {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = bytes[at++];
                value |= (next & 0x7FL) << shift;
                if (next >= 0) {
                    return value;
                }
            }
        }

        int takeInt() {
            return Math.toIntExact(take());
        }

        long takeSigned() {
            long value = take();
            return (value >>> 1) ^ -(value & 1);
        }
    }

    private Varints() {}
}
