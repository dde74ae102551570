package org.millwright.maintenance.advise;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When machines work and when they stand. A machine with planned runs works then; until its plan begins and after it ends, and
 * where it has none, in the shifts; without shifts, always.
 *
 * @param zone of the shifts; a night in which the clocks change is as long as it is
 */
public record WorkCalendar(ZoneId zone, List<WeeklyShift> shifts, List<PlannedRun> plan) {

    /** How far ahead anything is looked for. */
    public static final Duration HORIZON = Duration.ofDays(120);

    public WorkCalendar {
        shifts = List.copyOf(shifts);
        plan = List.copyOf(plan);
    }

    /** Nobody said anything: machines work day and night. */
    public static WorkCalendar always() {
        return new WorkCalendar(ZoneId.of("UTC"), List.of(), List.of());
    }

    /** When a machine works, in order, without overlaps, from a time on to the horizon. */
    public List<Span> work(String machine, Instant from) {
        Instant end = from.plus(HORIZON);
        List<Span> runs = joined(plan.stream()
                .filter(run -> run.machine().equals(machine))
                .map(PlannedRun::span)
                .toList());
        List<Span> shifted = staffed(from, end);
        if (runs.isEmpty()) {
            return clipped(shifted, from, end);
        }
        Instant planned = runs.getFirst().from();
        Instant unplanned = runs.getLast().until();
        List<Span> all = new ArrayList<>(runs);
        shifted.forEach(shift -> {
            clip(shift, from, planned).ifPresent(all::add);
            clip(shift, unplanned, end).ifPresent(all::add);
        });
        return clipped(joined(all), from, end);
    }

    /** When a machine stands for at least so long, in order; the last one may end at the horizon. */
    public List<Span> pauses(String machine, Instant from, Duration atLeast) {
        List<Span> pauses = new ArrayList<>();
        Instant free = from;
        for (Span span : work(machine, from)) {
            addPause(pauses, free, span.from(), atLeast);
            free = span.until();
        }
        addPause(pauses, free, from.plus(HORIZON), atLeast);
        return List.copyOf(pauses);
    }

    /** When a machine will have worked for so long; empty beyond the horizon. */
    public Optional<Instant> worked(String machine, Instant from, Duration work) {
        Duration left = work;
        for (Span span : work(machine, from)) {
            if (left.compareTo(span.length()) <= 0) {
                return Optional.of(span.from().plus(left));
            }
            left = left.minus(span.length());
        }
        return Optional.empty();
    }

    /** For how long a machine will have worked at a time. */
    public Duration workUntil(String machine, Instant from, Instant until) {
        Duration sum = Duration.ZERO;
        for (Span span : work(machine, from)) {
            sum = sum.plus(clip(span, from, until).map(Span::length).orElse(Duration.ZERO));
        }
        return sum;
    }

    private List<Span> staffed(Instant from, Instant end) {
        if (shifts.isEmpty()) {
            return List.of(new Span(from, end));
        }
        List<Span> spans = new ArrayList<>();
        LocalDate last = LocalDate.ofInstant(end, zone);
        for (LocalDate day = LocalDate.ofInstant(from, zone).minusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
            for (WeeklyShift shift : shifts) {
                if (shift.days().contains(day.getDayOfWeek())) {
                    LocalDate ends = shift.overMidnight() ? day.plusDays(1) : day;
                    Instant begin = day.atTime(shift.from()).atZone(zone).toInstant();
                    Instant until = ends.atTime(shift.until()).atZone(zone).toInstant();
                    // The hour that the clocks skip is no shift.
                    if (until.isAfter(begin)) {
                        spans.add(new Span(begin, until));
                    }
                }
            }
        }
        return joined(spans);
    }

    /** In order, what overlaps or touches as one. */
    private static List<Span> joined(List<Span> spans) {
        List<Span> joined = new ArrayList<>();
        for (Span span : spans.stream().sorted().toList()) {
            if (!joined.isEmpty() && !span.from().isAfter(joined.getLast().until())) {
                Span before = joined.removeLast();
                Instant until = before.until().isAfter(span.until()) ? before.until() : span.until();
                joined.add(new Span(before.from(), until));
            } else {
                joined.add(span);
            }
        }
        return joined;
    }

    private static List<Span> clipped(List<Span> spans, Instant from, Instant until) {
        return spans.stream().flatMap(span -> clip(span, from, until).stream()).toList();
    }

    private static Optional<Span> clip(Span span, Instant from, Instant until) {
        Instant begin = span.from().isBefore(from) ? from : span.from();
        Instant end = span.until().isAfter(until) ? until : span.until();
        return end.isAfter(begin) ? Optional.of(new Span(begin, end)) : Optional.empty();
    }

    private static void addPause(List<Span> pauses, Instant from, Instant until, Duration atLeast) {
        if (until.isAfter(from) && Duration.between(from, until).compareTo(atLeast) >= 0) {
            pauses.add(new Span(from, until));
        }
    }
}
