package org.millwright.simulator.opcua;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Some values of one variable with their times, packed: a PLC's REAL every 100 ms takes about three and a half bytes.
 * NOT thread safe.
 *
 * <p>Each one is a byte, its high half for the time and its low half for the value, and what did not fit into the halves.
 * Times are differences of differences, in milliseconds where they are whole; numbers are the exclusive or with the one
 * before, as 32 bits where both fit.
 */
final class HistoryChunk {

    private static final int FULL = 2_048;
    private static final int LONGEST_NUMBER = 10;
    private static final long MILLISECOND = 10_000;

    private static final int TIME_IN_MILLISECONDS = 14;
    private static final int TIME_IN_TICKS = 15;
    private static final int MIDDLE = 6;
    private static final int WIDE = 4;
    private static final int LONG_STEP = 15;

    /** Takes the values of a chunk, in the order in which they were added. */
    interface Reader {

        /** @param ticks 100 ns since 1601, as {@code DateTime} counts */
        void value(long ticks, Object value);
    }

    private final DataType type;
    private byte[] bytes = new byte[64];
    private int length;
    private long lastTicks;
    private long lastStep;
    private long lastValue;
    private long earliest = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;

    HistoryChunk(DataType type) {
        this.type = type;
    }

    boolean isFull() {
        return length >= FULL;
    }

    /** Gives back what it reserved for more. */
    void seal() {
        bytes = Arrays.copyOf(bytes, length);
    }

    int size() {
        return bytes.length;
    }

    boolean touches(long low, long high) {
        return earliest <= high && latest >= low;
    }

    long latest() {
        return latest;
    }

    void add(long ticks, Object value) {
        int head = length;
        reserve(1 + 2 * LONGEST_NUMBER);
        length++;
        int time = writeTime(ticks);
        int content = switch (type) {
            case DOUBLE -> writeDouble((Double) value);
            case INT64, UINT32 -> writeWhole((Long) value);
            case BOOLEAN -> (Boolean) value ? 1 : 0;
            case STRING -> writeText((String) value);
            case FLOATS -> throw new IllegalArgumentException("no history is kept of arrays");
        };
        bytes[head] = (byte) ((time << 4) | content);
        earliest = Math.min(earliest, ticks);
        latest = Math.max(latest, ticks);
    }

    private int writeTime(long ticks) {
        long step = ticks - lastTicks;
        long change = step - lastStep;
        lastTicks = ticks;
        lastStep = step;
        if (change % MILLISECOND != 0) {
            writeSigned(change);
            return TIME_IN_TICKS;
        }
        long milliseconds = change / MILLISECOND;
        if (Math.abs(milliseconds) <= MIDDLE) {
            return (int) milliseconds + MIDDLE;
        }
        writeSigned(milliseconds);
        return TIME_IN_MILLISECONDS;
    }

    private int writeDouble(double value) {
        long bits = Double.doubleToRawLongBits(value);
        double before = Double.longBitsToDouble(lastValue);
        lastValue = bits;
        if (narrow(value) && narrow(before)) {
            int change = Float.floatToRawIntBits((float) value) ^ Float.floatToRawIntBits((float) before);
            return writeBytes(Integer.toUnsignedLong(change));
        }
        int count = writeBytes(bits ^ Double.doubleToRawLongBits(before));
        if (count == 0) {
            bytes[length++] = 0;
        }
        return WIDE + Math.max(1, count);
    }

    private static boolean narrow(double value) {
        return Double.doubleToRawLongBits((double) (float) value) == Double.doubleToRawLongBits(value);
    }

    private int writeWhole(long value) {
        long step = value - lastValue;
        lastValue = value;
        if (step >= 0 && step < LONG_STEP) {
            return (int) step;
        }
        writeSigned(step);
        return LONG_STEP;
    }

    private int writeText(String value) {
        byte[] text = value.getBytes(UTF_8);
        reserve(LONGEST_NUMBER + text.length);
        writeUnsigned(text.length);
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
        return 0;
    }

    private int writeBytes(long value) {
        int count = 0;
        for (long rest = value; rest != 0; rest >>>= 8) {
            bytes[length++] = (byte) rest;
            count++;
        }
        return count;
    }

    private void writeSigned(long value) {
        writeUnsigned((value << 1) ^ (value >> 63));
    }

    private void writeUnsigned(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    void forEach(Reader reader) {
        new Cursor().run(reader);
    }

    private final class Cursor {

        private int at;
        private long ticks;
        private long step;
        private long value;

        void run(Reader reader) {
            while (at < length) {
                int head = bytes[at++] & 0xFF;
                readTime(head >> 4);
                reader.value(ticks, read(head & 0x0F));
            }
        }

        private void readTime(int code) {
            step += switch (code) {
                case TIME_IN_TICKS -> signed();
                case TIME_IN_MILLISECONDS -> signed() * MILLISECOND;
                default -> (code - MIDDLE) * MILLISECOND;
            };
            ticks += step;
        }

        private Object read(int code) {
            return switch (type) {
                case DOUBLE -> readDouble(code);
                case INT64, UINT32 -> value += code == LONG_STEP ? signed() : code;
                case BOOLEAN -> code == 1;
                case STRING -> readText();
                case FLOATS -> throw new IllegalArgumentException("no history is kept of arrays");
            };
        }

        private Object readDouble(int code) {
            if (code > WIDE) {
                value ^= readBytes(code - WIDE);
            } else {
                int narrow = Float.floatToRawIntBits((float) Double.longBitsToDouble(value));
                value = Double.doubleToRawLongBits(Float.intBitsToFloat(narrow ^ (int) readBytes(code)));
            }
            return Double.longBitsToDouble(value);
        }

        private long readBytes(int count) {
            long read = 0;
            for (int i = 0; i < count; i++) {
                read |= (bytes[at++] & 0xFFL) << (8 * i);
            }
            return read;
        }

        private String readText() {
            int size = (int) unsigned();
            at += size;
            return new String(bytes, at - size, size, UTF_8);
        }

        private long signed() {
            long raw = unsigned();
            return (raw >>> 1) ^ -(raw & 1);
        }

        private long unsigned() {
            long read = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = bytes[at++];
                read |= (next & 0x7FL) << shift;
                if (next >= 0) {
                    return read;
                }
            }
        }
    }
}
