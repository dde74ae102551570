package org.millwright.edge.source.mqtt;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Reads the time in a payload, as nanoseconds since the Unix epoch.
 *
 * <p>RFC 3339 with an offset, such as {@code 2026-01-01T00:00:00.123456789Z}; or a number, as a number or as text: the
 * epoch in seconds, milliseconds, microseconds or nanoseconds, told apart by size. Below 1e11 it is seconds (until the
 * year 5138), below 1e14 milliseconds, below 1e17 microseconds, else nanoseconds; each unit has a thousandfold gap to
 * the next for all dates from 1973 on.
 */
final class SourceTime {

    private static final BigDecimal SECONDS_BELOW = new BigDecimal("1e11");
    private static final BigDecimal MILLIS_BELOW = new BigDecimal("1e14");
    private static final BigDecimal MICROS_BELOW = new BigDecimal("1e17");

    private SourceTime() {}

    static OptionalLong parse(String text) {
        String stripped = text.strip();
        return ValueConversion.isDecimal(stripped) ? ofEpoch(new BigDecimal(stripped)) : ofRfc3339(stripped);
    }

    private static OptionalLong ofRfc3339(String text) {
        try {
            // RFC 3339, 5.6 allows a space for the T.
            boolean space = text.length() > 10 && text.charAt(10) == ' ';
            return nanos(Instant.parse(space ? text.substring(0, 10) + 'T' + text.substring(11) : text));
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    static OptionalLong ofEpoch(long epoch) {
        long size = Math.abs(epoch);
        long factor = size < 100_000_000_000L
                ? 1_000_000_000L
                : size < 100_000_000_000_000L ? 1_000_000L : size < 100_000_000_000_000_000L ? 1_000L : 1L;
        return Math.multiplyHigh(epoch, factor) == (epoch * factor) >> 63
                ? OptionalLong.of(epoch * factor)
                : OptionalLong.empty();
    }

    static OptionalLong ofEpoch(BigDecimal epoch) {
        if (Math.abs((long) epoch.scale()) > 30) {
            return OptionalLong
                    .empty(); // 1e999999999 is nine characters, and gigabytes once its digits are written out.
        }
        BigDecimal size = epoch.abs();
        int places = size.compareTo(SECONDS_BELOW) < 0
                ? 9
                : size.compareTo(MILLIS_BELOW) < 0 ? 6 : size.compareTo(MICROS_BELOW) < 0 ? 3 : 0;
        try {
            return OptionalLong.of(
                    epoch.movePointRight(places).setScale(0, RoundingMode.FLOOR).longValueExact());
        } catch (ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    /** Empty outside the years 1677 to 2262, which 64 bits of nanoseconds can hold. */
    static OptionalLong nanos(Instant time) {
        try {
            return OptionalLong.of(
                    Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano()));
        } catch (ArithmeticException e) {
            return OptionalLong.empty();
        }
    }
}
