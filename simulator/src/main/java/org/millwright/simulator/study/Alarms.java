package org.millwright.simulator.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * One kind of alarm over all lives: how long before the failure it came, and how often it was false, by what {@link Kind} it
 * is. What begins while a sensor lies, or did a little while ago, counts nowhere.
 */
final class Alarms {

    enum Kind {
        /** Of a failure to come: it must stay until then, and is false with more than {@value #HORIZON_HOURS} h left. */
        OF_FAILURE,
        /** Of a change: its first time counts, and it is false while the bearing is as good as new. */
        OF_CHANGE
    }

    /** About half of a bearing's life; a warning is meant for the last 20 h. */
    static final int HORIZON_HOURS = 48;

    private static final double GOOD_AS_NEW = 0.1;
    private static final int AFTER_FAULT_HOURS = 6;

    private final String what;
    private final Kind kind;
    private final List<Double> leadHours = new ArrayList<>();
    private int missed;
    private int falseAlarms;
    private double exposedHours;

    Alarms(String what, Kind kind) {
        this.what = what;
        this.kind = kind;
    }

    void add(StudyLine line, List<Lived.Said> said) {
        List<SensorFault> faults = line.spindle().faults();
        for (Lived life : Lived.of(line)) {
            OptionalInt since = switch (kind) {
                case OF_FAILURE -> life.lasting(said);
                case OF_CHANGE -> life.first(said, step -> line.wear(step) >= GOOD_AS_NEW);
            };
            if (since.isPresent()) {
                leadHours.add(life.hoursLeft(since.getAsInt()));
            } else {
                missed++;
            }
            falseAlarms += life.onsets(said, step -> isExposed(line, life, step, faults))
                    .size();
            for (int step = life.from(); step < life.failure(); step++) {
                exposedHours += isExposed(line, life, step, faults) ? StudyClock.STEP_HOURS : 0;
            }
        }
    }

    private boolean isExposed(StudyLine line, Lived life, int step, List<SensorFault> faults) {
        boolean well = switch (kind) {
            case OF_FAILURE -> life.hoursLeft(step) > HORIZON_HOURS;
            case OF_CHANGE -> line.wear(step) < GOOD_AS_NEW;
        };
        return well && !isDoubtful(step, faults);
    }

    static boolean isDoubtful(int step, List<SensorFault> faults) {
        return faults.stream()
                .anyMatch(fault -> step >= fault.from() && step < fault.until() + StudyClock.steps(AFTER_FAULT_HOURS));
    }

    int failures() {
        return leadHours.size() + missed;
    }

    int missed() {
        return missed;
    }

    double falseAMonth() {
        return falseAlarms / (exposedHours / StudyClock.MONTH_HOURS);
    }

    /** In hours: so many per cent of the failures that were found had less. */
    double leadHours(double percent) {
        List<Double> sorted = new ArrayList<>(leadHours);
        Collections.sort(sorted);
        return sorted.isEmpty()
                ? Double.NaN
                : sorted.get((int) Math.min(sorted.size() - 1, Math.floor(percent / 100 * sorted.size())));
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "%-34s %8d %7d %8.1f %8.1f %8.1f %7d %9.1f %9.2f",
                what,
                failures(),
                missed,
                leadHours(10),
                leadHours(50),
                leadHours(90),
                falseAlarms,
                exposedHours / StudyClock.MONTH_HOURS,
                falseAMonth());
    }

    static String head() {
        return String.format(
                "%-34s %8s %7s %8s %8s %8s %7s %9s %9s",
                "alarm", "failures", "missed", "lead 10%", "median", "90%", "false", "months", "a month");
    }
}
