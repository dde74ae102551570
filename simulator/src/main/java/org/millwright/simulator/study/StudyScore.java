package org.millwright.simulator.study;

import java.util.List;
import java.util.Locale;

/** All that is said of a rehearsal: alarms, errors, sensors, and a machine that never fails. */
final class StudyScore {

    private final Alarms health = new Alarms("health: maintenance required", Alarms.Kind.OF_FAILURE);
    private final Alarms stops = new Alarms("advisory: stop for it", Alarms.Kind.OF_FAILURE);
    private final Alarms strange = new Alarms("condition: machine or either", Alarms.Kind.OF_CHANGE);
    private final Alarms blamed = new Alarms("condition: a sensor that is well", Alarms.Kind.OF_CHANGE);
    private final LifeErrors errors = new LifeErrors();
    private final SensorsTold sensors = new SensorsTold();
    private int pressAlarms;
    private double pressHours;

    StudyScore(Rehearsed rehearsed) {
        for (StudyLine line : rehearsed.lines()) {
            String spindle = line.spindle().name();
            List<Finding.Life> lives = rehearsed.of(Finding.Life.class, spindle);
            List<Finding.Condition> conditions = rehearsed.of(Finding.Condition.class, spindle);
            health.add(
                    line,
                    lives.stream()
                            .filter(Finding.Life::known)
                            .map(life -> new Lived.Said(life.step(), life.warns()))
                            .toList());
            stops.add(
                    line,
                    rehearsed.of(Finding.Advice.class, spindle).stream()
                            .filter(Finding.Advice::replaces)
                            .map(advice -> new Lived.Said(advice.step(), advice.stops()))
                            .toList());
            strange.add(
                    line,
                    conditions.stream()
                            .map(one -> new Lived.Said(
                                    one.step(), one.anomalous() && !one.origin().equals("SENSOR")))
                            .toList());
            blamed.add(
                    line,
                    conditions.stream()
                            .map(one -> new Lived.Said(
                                    one.step(),
                                    one.origin().equals("SENSOR")
                                            && !Alarms.isDoubtful(
                                                    one.step(), line.spindle().faults())))
                            .toList());
            errors.add(line, lives);
            sensors.add(line.spindle(), conditions);
            press(line, rehearsed.of(Finding.Condition.class, line.press().name()));
        }
    }

    private void press(StudyLine line, List<Finding.Condition> said) {
        sensors.add(line.press(), said);
        boolean before = false;
        for (Finding.Condition one : said) {
            boolean alarm = one.anomalous();
            if (alarm && !before && !Alarms.isDoubtful(one.step(), line.press().faults())) {
                pressAlarms++;
            }
            before = alarm;
        }
        pressHours += StudyClock.hours(line.steps());
    }

    Alarms health() {
        return health;
    }

    Alarms stops() {
        return stops;
    }

    LifeErrors errors() {
        return errors;
    }

    SensorsTold sensors() {
        return sensors;
    }

    double pressAlarmsAMonth() {
        return pressAlarms / (pressHours / StudyClock.MONTH_HOURS);
    }

    String table() {
        return String.join(
                "\n",
                Alarms.head(),
                health.row(),
                stops.row(),
                strange.row(),
                blamed.row(),
                "",
                errors.table(),
                "sensors that lie, by what was said of them:",
                sensors.table(),
                String.format(
                        Locale.ROOT,
                        "press, which never fails: %d false alarms in %.1f machine-months, %.2f a month",
                        pressAlarms,
                        pressHours / StudyClock.MONTH_HOURS,
                        pressAlarmsAMonth()));
    }
}
