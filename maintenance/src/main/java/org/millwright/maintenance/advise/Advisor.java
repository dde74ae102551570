package org.millwright.maintenance.advise;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a ranked list of what is known of all machines.
 *
 * <p>A part is replaced in the last pause that begins before the shorter end of its life's interval is used up: not earlier, as
 * life would be given away, and not later. Where there is no such pause, the first one after it, with the risk; where it
 * is as good as sure to fail before that, the machine is to be stopped for it. Where no pause is known at all, when it is due is
 * all that can be said, and it is to be stopped for it when it is as good as sure to fail within a day. Hours of life are hours of work, by the calendar.
 *
 * @param job how long the machine must stand for a repair
 */
public record Advisor(WorkCalendar calendar, Duration job) {

    /** A risk above this is not left to the next pause. */
    private static final double STOP_AT = 0.5;
    /** Where no pause is known, somebody has to be told so long before. */
    private static final Duration NOTICE = Duration.ofHours(24);
    /** Life that is left beyond this is nobody's concern yet. */
    private static final Duration WATCHED = Duration.ofDays(90);

    private static final Comparator<Advice> RANK = Comparator.comparing(Advice::urgency)
            .thenComparing(advice -> advice.due().orElse(Instant.MAX))
            .thenComparing(Advice::certainty, Comparator.reverseOrder())
            .thenComparing(Advice::machine)
            .thenComparing(Advice::what);

    public Advisor {
        if (job.isNegative() || job.isZero()) {
            throw new IllegalArgumentException("job " + job + ": a repair takes some time");
        }
    }

    /** The most urgent first; the same for the same evidence, in whatever order it comes. */
    public List<Advice> advise(Map<String, List<Evidence>> byMachine, Instant now) {
        List<Advice> all = new ArrayList<>();
        byMachine.forEach(
                (machine, evidence) -> evidence.forEach(each -> all.add(advice(machine, each, evidence, now))));
        return all.stream().sorted(RANK).toList();
    }

    private Advice advice(String machine, Evidence evidence, List<Evidence> beside, Instant now) {
        return switch (evidence) {
            case Evidence.LifeLeft life -> replace(machine, life, beside, now);
            case Evidence.Strange strange -> look(machine, strange, beside);
            case Evidence.Diagnosed fault ->
                new Advice(
                        machine,
                        "check for: " + fault.fault(),
                        fault.because(),
                        Urgency.LOOK,
                        Optional.empty(),
                        nextPause(machine, now),
                        Double.NaN,
                        fault.certainty());
            case Evidence.SensorDoubted sensor ->
                new Advice(
                        machine,
                        "check the sensor of " + sensor.signal(),
                        List.of(sensor.how() + " since " + sensor.since()),
                        Urgency.LOOK,
                        Optional.empty(),
                        nextPause(machine, now),
                        Double.NaN,
                        1);
        };
    }

    private Optional<Span> nextPause(String machine, Instant now) {
        return calendar.pauses(machine, now, job).stream().findFirst();
    }

    /** Strange behaviour that a doubtful sensor explains is worth less. */
    private static Advice look(String machine, Evidence.Strange strange, List<Evidence> beside) {
        boolean sensor = beside.stream().anyMatch(Evidence.SensorDoubted.class::isInstance);
        double certainty = 1 - 1 / Math.max(1, strange.timesTheLimit());
        return new Advice(
                machine,
                "find out why it behaves unlike before",
                strange.because(),
                sensor ? Urgency.WATCH : Urgency.LOOK,
                Optional.empty(),
                Optional.empty(),
                Double.NaN,
                sensor ? certainty / 2 : certainty);
    }

    private Advice replace(String machine, Evidence.LifeLeft life, List<Evidence> beside, Instant now) {
        List<String> why = new ArrayList<>();
        why.add(
                isOpen(life)
                        ? String.format(Locale.ROOT, "%.0f h of work left or more", life.hours())
                        : String.format(
                                Locale.ROOT,
                                "%.0f h of work left, %.0f %% sure of %.0f to %.0f h",
                                life.hours(),
                                100 * life.coverage(),
                                life.lowHours(),
                                life.highHours()));
        why.addAll(life.because());
        beside.stream()
                .filter(Evidence.Diagnosed.class::isInstance)
                .map(Evidence.Diagnosed.class::cast)
                .forEach(fault -> why.add("diagnosis: " + fault.fault()));
        Optional<Instant> due = calendar.worked(machine, now, hours(life.lowHours()));
        String what = "replace the " + life.part();
        // Where all that is known is how long it lasts at least, nothing says when it is due.
        if (isOpen(life)) {
            return new Advice(
                    machine, what, why, Urgency.WATCH, Optional.empty(), Optional.empty(), Double.NaN, life.coverage());
        }
        if (due.isEmpty() || due.get().isAfter(now.plus(WATCHED))) {
            return new Advice(machine, what, why, Urgency.WATCH, due, Optional.empty(), 0, life.coverage());
        }
        Optional<Span> window = window(machine, now, due.get());
        double risk = window.map(span -> risk(machine, life, now, span.from())).orElse(Double.NaN);
        boolean stop = window.isPresent() ? risk > STOP_AT : risk(machine, life, now, now.plus(NOTICE)) > STOP_AT;
        Urgency urgency = stop ? Urgency.STOP_FOR_IT : Urgency.PLANNED;
        return new Advice(machine, what, why, urgency, due, window, risk, life.coverage());
    }

    private static boolean isOpen(Evidence.LifeLeft life) {
        return Double.isInfinite(life.highHours());
    }

    /** The last pause that begins in time, else the first one. */
    private Optional<Span> window(String machine, Instant now, Instant due) {
        Optional<Span> found = Optional.empty();
        for (Span pause : calendar.pauses(machine, now, job)) {
            if (found.isPresent() && pause.from().isAfter(due)) {
                break;
            }
            found = Optional.of(pause);
        }
        return found;
    }

    /** The chance that the life is used up by then: a normal distribution through both ends of the interval. */
    private double risk(String machine, Evidence.LifeLeft life, Instant now, Instant then) {
        double worked = calendar.workUntil(machine, now, then).toNanos() / 3.6e12;
        double below = worked < life.hours() ? life.hours() - life.lowHours() : life.highHours() - life.hours();
        if (!(below > 0)) {
            return worked < life.hours() ? 0 : 1;
        }
        double deviation = below / Bell.quantile((1 + life.coverage()) / 2);
        return Bell.below((worked - life.hours()) / deviation);
    }

    private static Duration hours(double hours) {
        return Duration.ofMillis(Math.round(Math.clamp(hours, 0, 1e6) * 3.6e6));
    }
}
