package org.millwright.edge.config;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.millwright.maintenance.advise.PlannedRun;
import org.millwright.maintenance.advise.Span;
import org.millwright.maintenance.advise.WeeklyShift;
import org.millwright.maintenance.advise.WorkCalendar;

/** Reads {@code advice:}: shifts and production plan. */
final class AdviceReader {

    private static final Duration USUAL_JOB = Duration.ofHours(4);
    private static final Format<Duration> JOB = Formats.duration(Duration.ofMinutes(1), Duration.ofDays(7), "4h");
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final String DAYS_REMEDY = "write days such as mon-fri, or sat,sun";

    private static final Format<Set<DayOfWeek>> DAYS_FORMAT =
            new Format<>(DAYS_REMEDY, EnumSet.allOf(DayOfWeek.class), AdviceReader::days);
    private static final Format<LocalTime> TIME =
            parsed("write a time in quotes, such as \"06:00\"", LocalTime.MIDNIGHT, LocalTime::parse);
    private static final Format<LocalDateTime> MOMENT = parsed(
            "write a day and a time in quotes, such as \"2027-01-11T06:00\"", LocalDateTime.MIN, LocalDateTime::parse);
    private static final Format<ZoneId> ZONE =
            parsed("write a time zone such as Europe/Vienna", ZoneId.of("UTC"), ZoneId::of);

    private final References references;

    AdviceReader(References references) {
        this.references = references;
    }

    AdviceConfig read(Section section) {
        Duration job = section.optional("job", JOB, USUAL_JOB);
        ZoneId zone = section.optional("zone", ZONE, ZoneId.systemDefault());
        List<WeeklyShift> shifts = new ArrayList<>();
        for (Section shift : section.sections("shifts")) {
            shifts.add(new WeeklyShift(
                    shift.required("days", DAYS_FORMAT), shift.required("from", TIME), shift.required("until", TIME)));
            shift.end();
        }
        List<PlannedRun> plan = new ArrayList<>();
        for (Section run : section.sections("plan")) {
            run(run, zone).ifPresent(plan::add);
        }
        section.end();
        return new AdviceConfig(job, new WorkCalendar(zone, shifts, plan));
    }

    private Optional<PlannedRun> run(Section section, ZoneId zone) {
        Optional<String> machine = references.machine(section, "machine").map(found -> found.name());
        LocalDateTime from = section.required("from", MOMENT);
        LocalDateTime until = section.required("until", MOMENT);
        section.end();
        if (from.equals(LocalDateTime.MIN) || until.equals(LocalDateTime.MIN)) {
            return Optional.empty();
        }
        if (!until.isAfter(from)) {
            section.problem("until", "is not after from, " + from, "write a later time");
            return Optional.empty();
        }
        Instant begin = from.atZone(zone).toInstant();
        Instant end = until.atZone(zone).toInstant();
        if (!end.isAfter(begin)) {
            section.problem("until", "is in the hour that the clocks of " + zone + " skip", "write another time");
            return Optional.empty();
        }
        return machine.map(name -> new PlannedRun(name, new Span(begin, end)));
    }

    private static Parsed<Set<DayOfWeek>> days(String text) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : text.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] ends = part.strip().split("-", -1);
            int from = DAYS.indexOf(ends[0].strip());
            int to = DAYS.indexOf(ends[ends.length - 1].strip());
            if (from < 0 || to < 0 || ends.length > 2) {
                return Parsed.wrong("names no days");
            }
            for (int day = from; ; day = (day + 1) % DAYS.size()) {
                days.add(DayOfWeek.of(day + 1));
                if (day == to) {
                    break;
                }
            }
        }
        return new Parsed.Ok<>(days);
    }

    /** What a type of java.time reads by itself. */
    private interface TimeParser<T> {
        T parse(String text);
    }

    private static <T> Format<T> parsed(String remedy, T standIn, TimeParser<T> parser) {
        return new Format<>(remedy, standIn, text -> {
            try {
                return new Parsed.Ok<>(parser.parse(text.strip()));
            } catch (DateTimeException e) {
                return Parsed.wrong("cannot be read: " + e.getMessage());
            }
        });
    }
}
