package org.millwright.maintenance.training.trees;

/** Counts what was found of one thing. NOT thread safe. */
final class Hits {

    private int found;
    private int missed;
    private int falseAlarms;

    void add(boolean present, boolean named) {
        if (present && named) {
            found++;
        } else if (present) {
            missed++;
        } else if (named) {
            falseAlarms++;
        }
    }

    int present() {
        return found + missed;
    }

    /** NaN where there was nothing to find. */
    double recall() {
        return (double) found / (found + missed);
    }

    /** NaN where nothing was named. */
    double precision() {
        return (double) found / (found + falseAlarms);
    }

    double f1() {
        return 2.0 * found / (2 * found + missed + falseAlarms);
    }
}
