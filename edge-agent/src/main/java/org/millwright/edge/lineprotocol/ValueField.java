package org.millwright.edge.lineprotocol;

import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;

/**
 * The value of a reading under the field that its signal's type pins, or why there is none.
 *
 * <p>NOT thread safe: it counts.
 */
final class ValueField {

    private static final byte[] NUMBER = Tags.ascii(",number=");
    private static final byte[] WHOLE = Tags.ascii(",whole=");
    private static final byte[] FLAG_TRUE = Tags.ascii(",flag=t");
    private static final byte[] FLAG_FALSE = Tags.ascii(",flag=f");
    private static final byte[] TEXT = Tags.ascii(",text=");
    private static final byte[] ABSENT_MISSING = Tags.ascii(",absent=\"missing\"");
    private static final byte[] ABSENT_NAN = Tags.ascii(",absent=\"nan\"");
    private static final byte[] ABSENT_INFINITE = Tags.ascii(",absent=\"infinite\"");
    private static final byte[] ABSENT_TYPE = Tags.ascii(",absent=\"type\"");

    private static final long MOST_EXACT = 1L << 53;

    private long absent;

    long absent() {
        return absent;
    }

    void append(ValueType type, Value value, LineBuffer lines) {
        switch (value) {
            case Value.Numeric(double number) when type == ValueType.NUMBER -> number(number, lines);
            case Value.Whole(long whole) when type == ValueType.WHOLE -> lines.putWhole(WHOLE, whole);
            case Value.Whole(long whole)
            when type == ValueType.NUMBER && isExact(whole) -> number((double) whole, lines);
            case Value.Flag(boolean flag) when type == ValueType.FLAG -> lines.put(flag ? FLAG_TRUE : FLAG_FALSE);
            case Value.Text(String text) when type == ValueType.TEXT -> lines.putText(TEXT, text);
            case Value.Missing() -> leaveOut(ABSENT_MISSING, lines);
            case Value.Numeric n -> leaveOut(ABSENT_TYPE, lines);
            case Value.Whole w -> leaveOut(ABSENT_TYPE, lines);
            case Value.Flag f -> leaveOut(ABSENT_TYPE, lines);
            case Value.Text t -> leaveOut(ABSENT_TYPE, lines);
        }
    }

    /** A double counts every integer up to 2^53. */
    private static boolean isExact(long whole) {
        return whole >= -MOST_EXACT && whole <= MOST_EXACT;
    }

    private void number(double number, LineBuffer lines) {
        if (Double.isFinite(number)) {
            lines.putDouble(NUMBER, number);
        } else {
            leaveOut(Double.isNaN(number) ? ABSENT_NAN : ABSENT_INFINITE, lines);
        }
    }

    private void leaveOut(byte[] because, LineBuffer lines) {
        absent++;
        lines.put(because);
    }
}
