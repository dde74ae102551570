package org.millwright.simulator.faults;

import java.util.List;

/**
 * What became of one scenario.
 *
 * @param excused missing numbers that no client could have had
 * @param lost the other missing numbers
 * @param accounted how many readings the agent's ledger says are lost
 * @param complaints empty when all held
 */
record Result(
        String scenario,
        long seed,
        int runs,
        long made,
        long stored,
        long doubled,
        long excused,
        long lost,
        long accounted,
        double seconds,
        List<String> complaints) {

    boolean held() {
        return complaints.isEmpty();
    }
}
