package org.millwright.maintenance.detect;

import java.time.Duration;

/**
 * How a machine's normal behaviour is learned and watched.
 *
 * @param step time from one row of readings to the next
 * @param memory how many steps the running mean of each signal remembers; 24 is a weight of 0.08, and Lowry et al. (1992)
 *     recommend about 0.1. A longer one finds smaller shifts, later
 * @param falseAlarmEvery how often a machine that is as it was learned may cross the limit; sets all limits
 * @param release share of the limit that the score must fall below before an alarm ends, half a memory later; 1 has no hysteresis
 * @param leastReadings rows that learning needs at least
 * @param leastLooks how many independent looks at a signal's level learning must hold; a signal that moves so slowly
 *     that it had fewer has no normal level yet and is not judged by it
 * @param longestHold how long a signal may be missing before it is unknown; the last mean holds until then
 */
public record DetectorSettings(
        Duration step,
        int memory,
        Duration falseAlarmEvery,
        double release,
        int leastReadings,
        int leastLooks,
        Duration longestHold) {

    public DetectorSettings {
        if (!step.isPositive()) {
            throw new IllegalArgumentException("step " + step + " must be above 0");
        }
        if (memory < 2) {
            throw new IllegalArgumentException("memory of " + memory + " steps is too short; at least 2 are needed");
        }
        if (falseAlarmEvery.compareTo(step.multipliedBy(100)) < 0) {
            throw new IllegalArgumentException(
                    "false-alarm-every " + falseAlarmEvery + " must be at least 100 steps of " + step);
        }
        if (!(release > 0 && release <= 1)) {
            throw new IllegalArgumentException("release " + release + " must be above 0 and at most 1");
        }
        if (leastReadings < 4 * memory || leastLooks < 4) {
            throw new IllegalArgumentException("least-readings " + leastReadings + " must be at least 4 memories, "
                    + 4 * memory + ", and least-looks " + leastLooks + " at least 4");
        }
        if (longestHold.compareTo(step) < 0) {
            throw new IllegalArgumentException("longest-hold " + longestHold + " must be at least one step, " + step);
        }
    }

    /**
     * What fits most machines: an alarm a week by chance, 20 independent looks, held for 10 steps. Memory and release are
     * those of the best F1 on one of SKAB's folders (docs/maintenance-detect.md).
     */
    public static DetectorSettings every(Duration step) {
        return new DetectorSettings(step, 24, Duration.ofDays(7), 0.4, 200, 20, step.multipliedBy(10));
    }

    /** As these, but holding what a signal read for another time. */
    public DetectorSettings heldFor(Duration hold) {
        return new DetectorSettings(step, memory, falseAlarmEvery, release, leastReadings, leastLooks, hold);
    }

    /** Weight of the newest reading in a running mean. */
    double weight() {
        return 2.0 / (memory + 1);
    }

    /** Chance that one step of a machine as it was learned lies beyond the limit. */
    double exceedance() {
        return (double) step.toNanos() / falseAlarmEvery.toNanos();
    }

    /** Steps from the score's falling below the release to the alarm's end. */
    int offDelay() {
        return memory / 2;
    }

    /** Limit of one signal's roughness, on the scale of a standard normal variable. */
    double roughnessLimit() {
        return Distributions.normalExceededBy(exceedance());
    }

    /** A gap in time longer than this makes what was remembered worthless. */
    long holdNanos() {
        return longestHold.toNanos();
    }
}
