package org.millwright.simulator.faults;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.millwright.simulator.faults.Numbers.Range;

/**
 * Numbers that no client could have: those that a server or a broker took with it when it was killed. They follow on one
 * another, so of each such range one hole a signal is excused; a second one is a loss.
 */
final class Excused {

    private record Gone(String table, Range range) {}

    private final List<Gone> gone = new ArrayList<>();

    void add(String table, long first, long last) {
        gone.add(new Gone(table, new Range(Math.max(1, first), last)));
    }

    /** How many of a signal's missing numbers are of that kind. */
    long of(Numbers numbers) {
        String table = Oracle.table(numbers.signal());
        return gone.stream()
                .filter(one -> one.table().equals(table))
                .flatMap(one -> longest(one.range(), numbers.missing()).stream())
                .flatMapToLong(hole -> LongStream.rangeClosed(hole.first(), hole.last()))
                .distinct()
                .count();
    }

    /** What of the range is missing in one piece. */
    private static Optional<Range> longest(Range range, List<Range> missing) {
        return missing.stream()
                .map(hole -> new Range(Math.max(range.first(), hole.first()), Math.min(range.last(), hole.last())))
                .filter(hole -> hole.count() > 0)
                .max(Comparator.comparingLong(Range::count));
    }
}
