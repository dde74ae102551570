package org.millwright.edge.source.opcua;

import java.time.Instant;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.signal.Reading;

/** OPC UA times (100 ns ticks since 1601, and 10 ps intervals beside them; OPC 10000-6, 5.2.2.5) as epoch nanoseconds. */
final class Times {

    /** Ticks between 1601-01-01 and 1970-01-01. */
    private static final long EPOCH_TICKS = 116_444_736_000_000_000L;

    /** A long holds the nanoseconds of the years 1677 to 2262 only. */
    private static final long MOST_TICKS = Long.MAX_VALUE / 100 - 1;

    private Times() {}

    /** {@link Reading#UNKNOWN_TIME} where the time is null, zero, or beyond what nanoseconds can hold. */
    static long nanos(@Nullable DateTime time, @Nullable UShort picoseconds) {
        if (time == null || time.utcTime() == 0) {
            return Reading.UNKNOWN_TIME;
        }
        long ticks = time.utcTime() - EPOCH_TICKS;
        if (ticks > MOST_TICKS || ticks < -MOST_TICKS) {
            return Reading.UNKNOWN_TIME;
        }
        long below = picoseconds == null ? 0 : picoseconds.longValue() / 100;
        return ticks * 100 + below;
    }

    static DateTime dateTime(long nanos) {
        return new DateTime(EPOCH_TICKS + Math.floorDiv(nanos, 100));
    }

    /** As in a sentence, to the millisecond. */
    static String text(long nanos) {
        return Instant.ofEpochMilli(Math.floorDiv(nanos, 1_000_000L)).toString();
    }

    static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }
}
