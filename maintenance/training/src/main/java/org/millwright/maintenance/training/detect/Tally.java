package org.millwright.maintenance.training.detect;

/** Rows of recordings by what they were and what was said. NOT thread safe. */
final class Tally {

    private long found;
    private long falseAlarms;
    private long missed;
    private long quiet;

    /** Counts the rows from one on. */
    void add(boolean[] anomalous, boolean[] alarms, int from) {
        for (int i = from; i < anomalous.length; i++) {
            if (anomalous[i]) {
                found += alarms[i] ? 1 : 0;
                missed += alarms[i] ? 0 : 1;
            } else {
                falseAlarms += alarms[i] ? 1 : 0;
                quiet += alarms[i] ? 0 : 1;
            }
        }
    }

    double f1() {
        return 2.0 * found / (2 * found + falseAlarms + missed);
    }

    /** False alarm rate, in percent of the rows without an anomaly. */
    double falsePercent() {
        return 100.0 * falseAlarms / (falseAlarms + quiet);
    }

    /** Missed alarm rate, in percent of the rows with an anomaly. */
    double missedPercent() {
        return 100.0 * missed / (missed + found);
    }
}
