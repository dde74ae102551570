package org.millwright.simulator.faults;

import java.util.ArrayList;
import java.util.List;
import org.millwright.simulator.faults.Numbers.Range;

/** Numbers that no client could have: those that a server or a broker took with it when it was killed. */
final class Excused {

    private record Gone(String table, Range range) {}

    private final List<Gone> gone = new ArrayList<>();

    void add(String table, long first, long last) {
        gone.add(new Gone(table, new Range(Math.max(1, first), last)));
    }

    /** How many of a signal's missing numbers are of that kind. */
    long of(Numbers numbers) {
        String table = Oracle.table(numbers.signal());
        long count = 0;
        for (Range missing : numbers.missing()) {
            for (long number = missing.first(); number <= missing.last(); number++) {
                count += isGone(table, number) ? 1 : 0;
            }
        }
        return count;
    }

    private boolean isGone(String table, long number) {
        return gone.stream()
                .anyMatch(one -> one.table().equals(table)
                        && one.range().first() <= number
                        && number <= one.range().last());
    }
}
