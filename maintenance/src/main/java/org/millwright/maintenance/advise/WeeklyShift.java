package org.millwright.maintenance.advise;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Set;

/**
 * When the line is staffed, week by week, by the plant's clocks.
 *
 * @param days on which it begins
 * @param until the next day where it is not after {@code from}; the same time is a whole day
 */
public record WeeklyShift(Set<DayOfWeek> days, LocalTime from, LocalTime until) {

    public WeeklyShift {
        days = Set.copyOf(days);
        if (days.isEmpty()) {
            throw new IllegalArgumentException("a shift from " + from + " to " + until + " needs at least one day");
        }
    }

    boolean overMidnight() {
        return !until.isAfter(from);
    }
}
