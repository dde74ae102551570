package org.millwright.edge.inference;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Reading;
import org.millwright.maintenance.SourceClock;

/**
 * The newest reading of each signal, for a diagnosing model that comes later: a source that reports by exception may never
 * repeat it. A model that begins knows too little of the source's clock to tell a stamp far ahead, so that is told here, where
 * the clock is known for longer. As many as there are signals, twice. NOT thread safe.
 */
final class BelievedReadings {

    private static final class OfMachine {

        private final SourceClock clock = new SourceClock();
        private final Map<String, Reading> newest = new HashMap<>();
        /** From before the clock was set back, and not read since. */
        private final Map<String, Reading> untimed = new HashMap<>();
        /** Older than the newest, with nothing newer since: what holds if it turns out that the clock was set back. */
        private final Map<String, Reading> older = new HashMap<>();

        void keep(Reading reading) {
            String name = reading.signal().name();
            Reading known = newest.get(name);
            boolean isOlder = known != null && reading.timestampNanos() < known.timestampNanos();
            if (clock.isSetBack(isOlder, reading.receivedNanos())) {
                untimed.putAll(newest);
                newest.clear();
                newest.putAll(older);
                untimed.keySet().removeAll(newest.keySet());
            } else if (isOlder) {
                older.put(name, reading);
                return;
            }
            older.clear();
            newest.put(name, reading);
            untimed.remove(name);
        }
    }

    private final Map<Machine, OfMachine> byMachine = new HashMap<>();

    /** To be told of each reading once; false if it lies so far ahead of its source's clock that it is not to be used. */
    boolean believes(Reading reading) {
        return byMachine
                .computeIfAbsent(reading.signal().machine(), machine -> new OfMachine())
                .clock
                .accept(reading.timestampNanos(), reading.receivedNanos());
    }

    /** Keeps one that is believed. */
    void keep(Reading reading) {
        byMachine
                .computeIfAbsent(reading.signal().machine(), machine -> new OfMachine())
                .keep(reading);
    }

    /** In the order of their source times. */
    List<Reading> of(Machine machine) {
        OfMachine its = byMachine.get(machine);
        return its == null
                ? List.of()
                : its.newest.values().stream()
                        .sorted(Comparator.comparingLong(Reading::timestampNanos))
                        .toList();
    }

    /** Of signals that were not read since their clock was set back: their times mean nothing any more. */
    List<Reading> untimed(Machine machine) {
        OfMachine its = byMachine.get(machine);
        return its == null ? List.of() : List.copyOf(its.untimed.values());
    }
}
