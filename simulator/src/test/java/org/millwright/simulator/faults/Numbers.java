package org.millwright.simulator.faults;

import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of one signal that a query brought, against those that were made: 1 to {@code last}.
 *
 * @param rows that the store has
 * @param distinct different numbers among them
 * @param missing ranges of numbers that were made and are not there, first and last of each
 * @param strange numbers that were never made
 */
record Numbers(String signal, long last, long rows, long distinct, List<Range> missing, long strange) {

    record Range(long first, long last) {

        long count() {
            return last - first + 1;
        }

        @Override
        public String toString() {
            return first == last ? Long.toString(first) : first + "-" + last;
        }
    }

    /** @param sorted all numbers of the store, in order, repetitions included */
    static Numbers of(String signal, long last, long[] sorted) {
        List<Range> missing = new ArrayList<>();
        long expected = 1;
        long distinct = 0;
        long strange = 0;
        for (int i = 0; i < sorted.length; i++) {
            long number = sorted[i];
            if (i > 0 && number == sorted[i - 1]) {
                continue;
            }
            if (number < 1 || number > last) {
                strange++;
                continue;
            }
            distinct++;
            if (number > expected) {
                missing.add(new Range(expected, number - 1));
            }
            expected = number + 1;
        }
        if (expected <= last) {
            missing.add(new Range(expected, last));
        }
        return new Numbers(signal, last, sorted.length, distinct, missing, strange);
    }

    /** Where the store's own count says that nothing is missing, doubled or strange. */
    static Numbers whole(String signal, long last) {
        return new Numbers(signal, last, last, last, List.of(), 0);
    }

    long lost() {
        return missing.stream().mapToLong(Range::count).sum();
    }

    long doubled() {
        return rows - distinct - strange;
    }
}
