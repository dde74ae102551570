package org.millwright.edge.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What one partition of a table covers, in UTC, under the store's name for it: {@code 2026-01-31}, or {@code 2026-01}.
 *
 * @param endNanos exclusive, epoch nanoseconds
 */
record Period(String name, long startNanos, long endNanos) implements Comparable<Period> {

    static final long SECOND = 1_000_000_000L;
    static final long MINUTE = 60 * SECOND;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;

    private static final int LENGTH_OF_DAY = 10;
    private static final int LENGTH_OF_MONTH = 7;

    /** The store splits a large day into parts named {@code 2026-01-31T…}; a detached one has a suffix. */
    static Period of(String partition) {
        boolean day = partition.length() >= LENGTH_OF_DAY;
        String name = partition.substring(0, day ? LENGTH_OF_DAY : LENGTH_OF_MONTH);
        LocalDate first = LocalDate.parse(day ? name : name + "-01");
        return new Period(name, nanos(first), nanos(day ? first.plusDays(1) : first.plusMonths(1)));
    }

    static long nanos(Instant instant) {
        return instant.getEpochSecond() * SECOND + instant.getNano();
    }

    /** As a literal of the store. */
    static String literal(long nanos) {
        return "'" + Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND)) + "'";
    }

    /** The condition on the designated timestamp, which the store answers from its index. */
    static String between(long startNanos, long endNanos) {
        return "timestamp >= " + literal(startNanos) + " AND timestamp < " + literal(endNanos);
    }

    String condition() {
        return between(startNanos, endNanos);
    }

    private static long nanos(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond() * SECOND;
    }

    @Override
    public int compareTo(Period other) {
        return Long.compare(startNanos, other.startNanos);
    }
}
