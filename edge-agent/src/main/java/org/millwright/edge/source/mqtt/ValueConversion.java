package org.millwright.edge.source.mqtt;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;

/**
 * Turns what came over the wire into the type that the signal is pinned to; empty where that would change the value.
 *
 * <p>Numbers that come as text are taken as numbers, since many devices send them so. A flag may be true or false, on
 * or off, 1 or 0.
 */
final class ValueConversion {

    private ValueConversion() {}

    static Optional<Value> ofLong(ValueType type, long value) {
        return switch (type) {
            case NUMBER -> Optional.of(new Value.Numeric(value));
            case WHOLE -> Optional.of(new Value.Whole(value));
            case FLAG -> value == 0 || value == 1 ? Optional.of(new Value.Flag(value == 1)) : Optional.empty();
            case TEXT -> Optional.of(new Value.Text(Long.toString(value)));
        };
    }

    static Optional<Value> ofDouble(ValueType type, double value) {
        return switch (type) {
            case NUMBER -> Optional.of(new Value.Numeric(value));
            case WHOLE, FLAG ->
                value == Math.rint(value) && Math.abs(value) < 0x1p63 ? ofLong(type, (long) value) : Optional.empty();
            case TEXT -> Optional.of(new Value.Text(Double.toString(value)));
        };
    }

    static Optional<Value> ofBoolean(ValueType type, boolean value) {
        return switch (type) {
            case NUMBER -> Optional.empty();
            case WHOLE -> Optional.empty();
            case FLAG -> Optional.of(new Value.Flag(value));
            case TEXT -> Optional.of(new Value.Text(Boolean.toString(value)));
        };
    }

    static Optional<Value> ofText(ValueType type, String text) {
        return switch (type) {
            case TEXT -> Optional.of(new Value.Text(text));
            case NUMBER -> number(text.strip());
            case WHOLE -> whole(text.strip());
            case FLAG -> flag(text.strip());
        };
    }

    private static Optional<Value> number(String text) {
        if (text.equalsIgnoreCase("nan")) {
            return Optional.of(new Value.Numeric(Double.NaN));
        }
        return isDecimal(text) ? Optional.of(new Value.Numeric(Double.parseDouble(text))) : Optional.empty();
    }

    private static Optional<Value> whole(String text) {
        if (!isDecimal(text)) {
            return Optional.empty();
        }
        try {
            // Not through double, which cannot hold every 64-bit counter. The exponent is bounded by isDecimal.
            return Optional.of(new Value.Whole(new BigDecimal(text).longValueExact()));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Optional<Value> flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "on", "1" -> Optional.of(new Value.Flag(true));
            case "false", "off", "0" -> Optional.of(new Value.Flag(false));
            default -> Optional.empty();
        };
    }

    /** Java alone would also take hexadecimal numbers and the suffixes d and f. */
    static boolean isDecimal(String text) {
        return text.length() <= 64 && text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");
    }
}
