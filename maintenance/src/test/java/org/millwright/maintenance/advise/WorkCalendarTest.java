package org.millwright.maintenance.advise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class WorkCalendarTest {

    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");
    /** A Monday, 08:00 in Vienna. */
    private static final Instant MONDAY = Instant.parse("2026-03-02T07:00:00Z");

    private static final WeeklyShift EARLY =
            new WeeklyShift(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), LocalTime.of(6, 0), LocalTime.of(14, 0));
    private static final WeeklyShift LATE = new WeeklyShift(
            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), LocalTime.of(14, 0), LocalTime.of(22, 0));

    private static Span span(String from, String until) {
        return new Span(Instant.parse(from), Instant.parse(until));
    }

    private static WorkCalendar shifts(WeeklyShift... shifts) {
        return new WorkCalendar(VIENNA, List.of(shifts), List.of());
    }

    @Test
    void shiftsThatTouchAreOneStretchOfWork() {
        assertThat(shifts(EARLY, LATE).work("press", MONDAY).getFirst())
                .isEqualTo(span("2026-03-02T07:00:00Z", "2026-03-02T21:00:00Z"));
        assertThat(shifts(EARLY, LATE)
                        .pauses("press", MONDAY, Duration.ofHours(2))
                        .getFirst())
                .isEqualTo(span("2026-03-02T21:00:00Z", "2026-03-03T05:00:00Z"));
    }

    @Test
    void shiftInTheHourThatTheClocksSkipIsNone() {
        WeeklyShift skipped = new WeeklyShift(Set.of(DayOfWeek.SUNDAY), LocalTime.of(2, 0), LocalTime.of(3, 0));

        assertThat(shifts(skipped, EARLY).work("press", MONDAY))
                .contains(span("2026-03-22T01:00:00Z", "2026-03-22T02:00:00Z"))
                .noneMatch(span -> span.from().toString().startsWith("2026-03-29"));
    }

    @Test
    void aLongPauseIsTheWeekend() {
        assertThat(shifts(EARLY, LATE)
                        .pauses("press", MONDAY, Duration.ofHours(24))
                        .getFirst())
                .isEqualTo(span("2026-03-06T21:00:00Z", "2026-03-09T05:00:00Z"));
    }

    @Test
    void aNightShiftBelongsToTheDayOnWhichItBegins() {
        WeeklyShift night = new WeeklyShift(Set.of(DayOfWeek.FRIDAY), LocalTime.of(22, 0), LocalTime.of(6, 0));

        Instant saturday = Instant.parse("2026-03-07T01:00:00Z");
        assertThat(shifts(night).work("press", saturday).getFirst())
                .isEqualTo(span("2026-03-07T01:00:00Z", "2026-03-07T05:00:00Z"));
    }

    @Test
    void theNightInWhichTheClocksGoForwardIsAnHourShorter() {
        WeeklyShift night = new WeeklyShift(Set.of(DayOfWeek.SATURDAY), LocalTime.of(22, 0), LocalTime.of(6, 0));

        Instant before = Instant.parse("2026-03-28T12:00:00Z");
        assertThat(shifts(night).work("press", before).getFirst().length()).isEqualTo(Duration.ofHours(7));
    }

    @Test
    void aMachineWithAPlanWorksByIt() {
        WorkCalendar calendar = new WorkCalendar(
                VIENNA,
                List.of(EARLY),
                List.of(
                        new PlannedRun("press", span("2026-03-02T08:00:00Z", "2026-03-02T10:00:00Z")),
                        new PlannedRun("press", span("2026-03-03T08:00:00Z", "2026-03-03T20:00:00Z"))));

        assertThat(calendar.work("press", MONDAY).subList(0, 4))
                .containsExactly(
                        span("2026-03-02T07:00:00Z", "2026-03-02T10:00:00Z"),
                        span("2026-03-03T08:00:00Z", "2026-03-03T20:00:00Z"),
                        span("2026-03-04T05:00:00Z", "2026-03-04T13:00:00Z"),
                        span("2026-03-05T05:00:00Z", "2026-03-05T13:00:00Z"));
        assertThat(calendar.work("robot", MONDAY)).isEqualTo(shifts(EARLY).work("robot", MONDAY));
    }

    @Test
    void withoutShiftsAMachineNeverStands() {
        assertThat(WorkCalendar.always().pauses("press", MONDAY, Duration.ofHours(1)))
                .isEmpty();
        assertThat(WorkCalendar.always().worked("press", MONDAY, Duration.ofHours(5)))
                .contains(MONDAY.plus(Duration.ofHours(5)));
    }

    @Property
    void workThatIsDoneByATimeIsDoneByThatTime(
            @ForAll @IntRange(min = 1, max = 500) int hours, @ForAll @IntRange(min = 0, max = 10_000) int minutes) {
        WorkCalendar calendar = shifts(EARLY, LATE);
        Instant from = MONDAY.plus(Duration.ofMinutes(minutes));
        Instant done = calendar.worked("press", from, Duration.ofHours(hours)).orElseThrow();

        assertThat(calendar.workUntil("press", from, done)).isEqualTo(Duration.ofHours(hours));
    }
}
