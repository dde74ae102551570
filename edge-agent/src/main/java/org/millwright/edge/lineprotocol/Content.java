package org.millwright.edge.lineprotocol;

import org.millwright.edge.signal.Value;

/** A content in 64 bits, to tell a repetition from a change: exact for figures, a hash for text and records. */
final class Content {

    private static final long FNV_OFFSET = 0xcbf2_9ce4_8422_2325L;
    private static final long FNV_PRIME = 0x100_0000_01b3L;

    private Content() {}

    static long of(Value value) {
        return switch (value) {
            case Value.Numeric(double number) -> Double.doubleToLongBits(number);
            case Value.Whole(long whole) -> whole;
            case Value.Flag(boolean flag) -> flag ? 1 : 0;
            case Value.Text(String text) -> of(text);
            case Value.Missing() -> Long.MIN_VALUE;
        };
    }

    /** FNV-1a over the characters. */
    static long of(String text) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }
}
