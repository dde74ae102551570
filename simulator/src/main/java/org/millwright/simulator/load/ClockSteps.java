package org.millwright.simulator.load;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** A source's clock that is set while it runs. Immutable. */
public final class ClockSteps {

    public static final ClockSteps NONE = new ClockSteps(List.of());

    /** @param beat from this one on the clock is ahead by {@code by}; behind where that is negative */
    public record Step(long beat, Duration by) {}

    private final List<Step> steps;

    public ClockSteps(List<Step> steps) {
        this.steps = steps.stream().sorted(Comparator.comparingLong(Step::beat)).toList();
    }

    /** @param trueTime of the beat, by which the source's clock shows something else */
    public Instant shown(long beat, Instant trueTime) {
        Duration by = Duration.ZERO;
        for (Step step : steps) {
            if (step.beat() <= beat) {
                by = step.by();
            }
        }
        return trueTime.plus(by);
    }
}
