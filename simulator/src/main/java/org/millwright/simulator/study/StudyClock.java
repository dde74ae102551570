package org.millwright.simulator.study;

import java.time.Duration;
import org.millwright.simulator.line.Line;
import org.millwright.simulator.line.WearSettings;

/**
 * The times of the study. The line wears as in the demo, 600 times too fast; the clock that it is shown with runs as much
 * faster, so that an hour on the clock is an hour of the bearing's work.
 */
final class StudyClock {

    static final WearSettings WEAR = WearSettings.DEMO;

    /** Plant time between two readings of a signal: 0.05 operating hours, as the bearing's model was trained on. */
    static final Duration PLANT_STEP = Line.TICK.multipliedBy(3);

    /** The same on the clock that the agent sees. */
    static final long STEP_NANOS = PLANT_STEP.toNanos() * (long) WEAR.acceleration();

    static final double STEP_HOURS = STEP_NANOS / 3.6e12;

    static final double MONTH_HOURS = 720;

    /** 2027-01-04T00:00:00Z, a Monday. */
    private static final long START_NANOS = 1_799_020_800L * 1_000_000_000L;

    private StudyClock() {}

    static long nanos(int step) {
        return START_NANOS + (step + 1) * STEP_NANOS;
    }

    /** The step that a source time belongs to. */
    static int step(long nanos) {
        return (int) ((nanos - START_NANOS) / STEP_NANOS) - 1;
    }

    static double hours(int steps) {
        return steps * STEP_HOURS;
    }

    static int steps(double hours) {
        return (int) Math.round(hours / STEP_HOURS);
    }
}
