package org.millwright.simulator.study;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/**
 * One bearing from when it is judged until it fails, in steps. It is judged from {@value #GRACE_HOURS} h after it was fitted:
 * the standstill and its end belong to the failure before.
 */
record Lived(int from, int failure) {

    private static final int GRACE_HOURS = 6;

    /** Something that was said: it holds until the next one. */
    record Said(int step, boolean alarm) {}

    /** Only lives that ended. */
    static List<Lived> of(StudyLine line) {
        List<Lived> lives = new ArrayList<>();
        int fitted = 0;
        for (int failure : line.failures()) {
            int from = fitted + StudyClock.steps(GRACE_HOURS);
            if (from < failure) {
                lives.add(new Lived(from, failure));
            }
            fitted = failure;
            while (fitted < line.steps() && Double.isNaN(line.remainingHours(fitted))) {
                fitted++;
            }
        }
        return lives;
    }

    /** Since when an alarm lasts that holds until the failure. */
    OptionalInt lasting(List<Said> said) {
        OptionalInt since = OptionalInt.empty();
        for (Said one : said) {
            if (one.step() >= from && one.step() < failure) {
                since = !one.alarm() ? OptionalInt.empty() : since.isPresent() ? since : OptionalInt.of(one.step());
            }
        }
        return since;
    }

    /** The first alarm that counts. */
    OptionalInt first(List<Said> said, IntPredicate counts) {
        return said.stream()
                .filter(one -> one.alarm() && one.step() >= from && one.step() < failure && counts.test(one.step()))
                .mapToInt(Said::step)
                .findFirst();
    }

    /** When alarms began that count. */
    List<Integer> onsets(List<Said> said, IntPredicate counts) {
        List<Integer> onsets = new ArrayList<>();
        boolean before = false;
        for (Said one : said) {
            if (one.step() >= from && one.step() < failure) {
                if (one.alarm() && !before && counts.test(one.step())) {
                    onsets.add(one.step());
                }
                before = one.alarm();
            }
        }
        return onsets;
    }

    double hoursLeft(int step) {
        return StudyClock.hours(failure - step);
    }
}
