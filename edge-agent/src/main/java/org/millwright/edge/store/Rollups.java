package org.millwright.edge.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.millwright.edge.store.Catalog.Part;
import org.millwright.edge.store.Catalog.Table;

/**
 * Keeps a row a minute and a row an hour of every signal.
 *
 * <p>What is to be done is read off the store itself: a minute whose summary counts fewer rows than the table has is
 * summed up again. So rows that arrive hours late, rows that are sent twice and an agent that dies in between all end in
 * the right summary, and nothing needs to be remembered. The store's own materialized views would do the same, but every
 * partition that is dropped below them makes them invalid, and then they lose what they had of it.
 *
 * <p>NOT thread safe: for the housekeeping thread.
 */
final class Rollups {

    /** Rows of a minute that has ended are usually there by then; later ones are summed up as late. */
    private static final long GRACE = 10 * Period.SECOND;

    /** A year that was never summed up takes hours, and other work waits: so it is done bit by bit, the newest first. */
    private static final Duration AT_A_TIME = Duration.ofSeconds(20);

    private final Catalog catalog;
    private final InstantSource clock;
    private final Set<String> created = new HashSet<>();
    /** Rows of the days and hours that are summed up in full, by table and start. */
    private final Map<String, Map<Long, Long>> days = new HashMap<>();

    private final Map<String, Map<Long, Long>> hours = new HashMap<>();
    private long stopAtNanoTime;

    Rollups(Catalog catalog, InstantSource clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    /**
     * Sums up every minute and hour that has ended; what takes too long goes on with the next call.
     *
     * @param dropped days that were dropped once: what comes late for them is not summed up, or it would take the place of
     *     the summary of what was there
     */
    void update(Table table, Set<Period> dropped) {
        if (created.add(table.name())) {
            catalog.execute(Schema.createRollup(table.name() + Schema.MINUTES, "DAY"));
            catalog.execute(Schema.createRollup(table.name() + Schema.HOURS, "MONTH"));
        }
        Map<Long, Long> whole = days.computeIfAbsent(table.name(), this::daysSummedUp);
        stopAtNanoTime = System.nanoTime() + AT_A_TIME.toNanos();
        for (Part part : catalog.parts(table.name()).reversed()) {
            if (System.nanoTime() >= stopAtNanoTime) {
                return;
            }
            Period day = part.period();
            if (!part.detached() && day.startNanos() < now() && !dropped.contains(day)) {
                if (whole.getOrDefault(day.startNanos(), 0L) != part.rows() && updateDay(table.name(), day)) {
                    whole.put(day.startNanos(), part.rows());
                }
            }
        }
    }

    /** Whether the summaries of a day count as many rows as it has. */
    boolean isWhole(Table table, Part part) {
        return days.getOrDefault(table.name(), Map.of())
                        .getOrDefault(part.period().startNanos(), 0L)
                == part.rows();
    }

    private Map<Long, Long> daysSummedUp(String table) {
        Map<Long, Long> sums = new HashMap<>();
        catalog.rows("SELECT cast(timestamp_floor('d', timestamp) AS LONG) day, sum(readings) FROM "
                        + Schema.name(table + Schema.HOURS) + " GROUP BY day")
                .forEach(row -> sums.put(Catalog.number(row.get(0)), Catalog.number(row.get(1))));
        return sums;
    }

    /** True when the day is over and its summaries are complete. */
    private boolean updateDay(String table, Period day) {
        Map<Long, Long> done = hours.computeIfAbsent(table, _ -> new HashMap<>());
        List<Long> counts = counts(table, day.startNanos(), Period.HOUR, 24);
        boolean whole = true;
        for (int i = 0; i < counts.size(); i++) {
            long start = day.startNanos() + i * Period.HOUR;
            long rows = counts.get(i);
            if (rows > 0 && done.getOrDefault(start, 0L) != rows) {
                if (start < now() && System.nanoTime() < stopAtNanoTime && updateHour(table, start)) {
                    done.put(start, rows);
                } else {
                    whole = false;
                }
            }
        }
        if (whole && isOver(day.endNanos())) {
            done.keySet().removeIf(hour -> hour >= day.startNanos() && hour < day.endNanos());
            return true;
        }
        return false;
    }

    /** True when the hour is over and its summaries are complete. */
    private boolean updateHour(String table, long start) {
        String minutes = table + Schema.MINUTES;
        List<Long> counts = counts(table, start, Period.MINUTE, 60);
        Map<Long, Long> summed = readings(minutes, start, start + Period.HOUR);
        boolean changed = false;
        for (int i = 0; i < counts.size(); i++) {
            long minute = start + i * Period.MINUTE;
            if (isOver(minute + Period.MINUTE) && counts.get(i) > summed.getOrDefault(minute, 0L)) {
                catalog.execute(Schema.rollMinute(table, minute));
                changed = true;
            }
        }
        if (!isOver(start + Period.HOUR)) {
            return false;
        }
        if (changed) {
            catalog.awaitApplied(minutes);
        }
        long rows = sum(readings(minutes, start, start + Period.HOUR));
        long hour = sum(readings(table + Schema.HOURS, start, start + Period.HOUR));
        if (rows > hour) {
            catalog.execute(Schema.rollHour(table, start));
        }
        return rows >= sum(counts);
    }

    /** How many rows lie in each of a number of steps; each is answered from the index. */
    private List<Long> counts(String table, long start, long step, int steps) {
        List<String> selects = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            selects.add("SELECT count() FROM " + Schema.name(table) + " WHERE "
                    + Period.between(start + i * step, start + (i + 1) * step));
        }
        return catalog.rows(String.join(" UNION ALL ", selects)).stream()
                .map(row -> Catalog.number(row.getFirst()))
                .toList();
    }

    private Map<Long, Long> readings(String rollup, long start, long end) {
        Map<Long, Long> readings = new HashMap<>();
        catalog.rows("SELECT cast(timestamp AS LONG) at, sum(readings) FROM " + Schema.name(rollup) + " WHERE "
                        + Period.between(start, end) + " GROUP BY at")
                .forEach(row -> readings.put(Catalog.number(row.get(0)), Catalog.number(row.get(1))));
        return readings;
    }

    private static long sum(Map<Long, Long> counts) {
        return sum(counts.values());
    }

    private static long sum(Iterable<Long> counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    private boolean isOver(long end) {
        return end + GRACE <= now();
    }

    private long now() {
        Instant instant = clock.instant();
        return Period.nanos(instant);
    }
}
