package org.millwright.edge.lineprotocol;

import java.util.Arrays;

/**
 * Bytes of line protocol, appended in place; the buffer is kept and grows to what the largest batch needs.
 *
 * <p>NOT thread safe.
 */
public final class LineBuffer {

    private static final byte[] DIGIT_PAIRS = digitPairs();
    private static final int LONGEST_LONG = 20;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private byte[] bytes;
    private int length;
    private final StringBuilder decimal = new StringBuilder(32);

    public LineBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    /** Valid up to {@link #length}; another array after the next row that does not fit. */
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public void truncate(int toLength) {
        length = toLength;
    }

    void put(byte[] source) {
        reserve(source.length);
        System.arraycopy(source, 0, bytes, length, source.length);
        length += source.length;
    }

    void put(LineBuffer source) {
        reserve(source.length);
        System.arraycopy(source.bytes, 0, bytes, length, source.length);
        length += source.length;
    }

    /** A field of a double; the value must be finite. */
    void putDouble(byte[] field, double value) {
        put(field);
        putDouble(value);
    }

    /** A field of an integer. */
    void putWhole(byte[] field, long value) {
        put(field);
        putLong(value);
        put('i');
    }

    /** A field of a time: an integer as well. */
    void putNanos(byte[] field, long epochNanos) {
        put(field);
        putNanos(epochNanos);
        put('i');
    }

    /** A field of text. */
    void putText(byte[] field, String value) {
        put(field);
        put('"');
        putUtf8(Escape.text(value));
        put('"');
    }

    void endLine(long epochNanos) {
        put(' ');
        putNanos(epochNanos);
        put('\n');
    }

    private void put(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
    }

    /** The shortest decimal that reads back as the same double. */
    private void putDouble(double value) {
        // StringBuilder writes the digits straight into its own bytes: no String per value.
        decimal.setLength(0);
        decimal.append(value);
        int count = decimal.length();
        reserve(count);
        for (int i = 0; i < count; i++) {
            bytes[length + i] = (byte) decimal.charAt(i);
        }
        length += count;
    }

    private void putLong(long value) {
        if (value == Long.MIN_VALUE) {
            decimal.setLength(0);
            putUtf8(decimal.append(value));
            return;
        }
        reserve(LONGEST_LONG);
        long rest = value;
        if (rest < 0) {
            bytes[length++] = '-';
            rest = -rest;
        }
        int end = length + digits(rest);
        length = end;
        writeDigits(rest, end);
    }

    /** Ten figures of seconds and nine of nanoseconds: cheaper than nineteen of a long. */
    private void putNanos(long epochNanos) {
        long seconds = epochNanos / NANOS_PER_SECOND;
        if (seconds < NANOS_PER_SECOND || seconds > 9_999_999_999L) {
            putLong(epochNanos);
            return;
        }
        reserve(LONGEST_LONG);
        writeDigits(seconds, length + 10);
        int nanos = (int) (epochNanos - seconds * NANOS_PER_SECOND);
        int end = length + 19;
        int rest = nanos;
        for (int i = 0; i < 4; i++) {
            int quotient = rest / 100;
            int pair = (rest - quotient * 100) * 2;
            bytes[--end] = DIGIT_PAIRS[pair + 1];
            bytes[--end] = DIGIT_PAIRS[pair];
            rest = quotient;
        }
        bytes[--end] = (byte) ('0' + rest);
        length += 19;
    }

    /** UTF-8; half of a surrogate pair on its own becomes a question mark. */
    private void putUtf8(CharSequence text) {
        reserve(text.length() * 3);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes[length++] = (byte) c;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                putCodePoint(Character.toCodePoint(c, text.charAt(++i)));
            } else if (Character.isSurrogate(c)) {
                bytes[length++] = '?';
            } else {
                putCodePoint(c);
            }
        }
    }

    private void putCodePoint(int point) {
        if (point < 0x800) {
            bytes[length++] = (byte) (0xC0 | (point >> 6));
        } else {
            if (point < 0x1_0000) {
                bytes[length++] = (byte) (0xE0 | (point >> 12));
            } else {
                bytes[length++] = (byte) (0xF0 | (point >> 18));
                bytes[length++] = (byte) (0x80 | ((point >> 12) & 0x3F));
            }
            bytes[length++] = (byte) (0x80 | ((point >> 6) & 0x3F));
        }
        bytes[length++] = (byte) (0x80 | (point & 0x3F));
    }

    /** Writes the figures of a value that is not negative so that they end before {@code end}. */
    private void writeDigits(long value, int end) {
        long rest = value;
        int at = end;
        while (rest >= 100) {
            long quotient = rest / 100;
            int pair = (int) (rest - quotient * 100) * 2;
            bytes[--at] = DIGIT_PAIRS[pair + 1];
            bytes[--at] = DIGIT_PAIRS[pair];
            rest = quotient;
        }
        if (rest >= 10) {
            bytes[--at] = DIGIT_PAIRS[(int) rest * 2 + 1];
            bytes[--at] = DIGIT_PAIRS[(int) rest * 2];
        } else {
            bytes[--at] = (byte) ('0' + rest);
        }
    }

    private static int digits(long value) {
        int count = 1;
        for (long limit = 10; count < 19 && value >= limit; limit *= 10) {
            count++;
        }
        return count;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    private static byte[] digitPairs() {
        byte[] pairs = new byte[200];
        for (int i = 0; i < 100; i++) {
            pairs[2 * i] = (byte) ('0' + i / 10);
            pairs[2 * i + 1] = (byte) ('0' + i % 10);
        }
        return pairs;
    }
}
