package org.millwright.maintenance.detect;

/**
 * Follows which regime a machine is in, row by row. A regime is entered, or all are left, only once that many rows in a row
 * say so: a wild reading is no change of the recipe. NOT thread safe.
 */
final class RegimeWalk {

    /** Rows that a change must last for. */
    static final int SURE = 3;

    private final OperatingRegimes regimes;
    private int current = OperatingRegimes.UNKNOWN;
    private int candidate = OperatingRegimes.UNKNOWN;
    private int rows;
    private long since;

    RegimeWalk(OperatingRegimes regimes) {
        this.regimes = regimes;
    }

    /** Takes the next row and says whether it is one of the regime that the machine is in. */
    boolean accept(double[] row) {
        int seen = regimes.of(row);
        rows = seen == candidate ? rows + 1 : 1;
        candidate = seen;
        since++;
        if (seen != current && rows >= SURE) {
            current = seen;
            since = rows;
        }
        return seen == current;
    }

    /** The regime that it is in, from 0 on; below that where it is in none. */
    int current() {
        return current;
    }

    /** For how many rows. */
    long since() {
        return since;
    }
}
