package org.millwright.edge.sink;

import java.util.Optional;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Prognosis;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.SitePath;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.signal.Verdict;

/** Machines, signals and events for the tests of this package. */
final class Plant {

    static final SitePath LINE = new SitePath("acme", "graz", "hall-2", "line-1");
    /** 2026-01-01T00:00:00Z. */
    static final long START = 1_767_225_600_000_000_000L;

    private Plant() {}

    static Machine machine(String kind) {
        return new Machine(LINE, kind + "-1", kind);
    }

    static Signal signal(String kind, String name, ValueType type) {
        return new Signal(machine(kind), name, type, "");
    }

    static Reading good(Signal signal, Value value, long sourceNanos) {
        return new Reading(signal, value, 0, sourceNanos, sourceNanos + 1_000, sourceNanos + 2_000);
    }

    static Reading number(Signal signal, double value, long sourceNanos) {
        return good(signal, new Value.Numeric(value), sourceNanos);
    }

    static Verdict verdict(Machine station, long sequence, Verdict.Result result, long capturedNanos) {
        return new Verdict(
                station,
                "part-" + sequence,
                sequence,
                result,
                result == Verdict.Result.DEFECT ? 0.93 : 0.04,
                result == Verdict.Result.DEFECT ? Optional.of(new Verdict.Place(10, 20, 30, 40)) : Optional.empty(),
                "",
                "sha256:abc",
                capturedNanos,
                capturedNanos + 1_000_000,
                capturedNanos + 9_000_000);
    }

    static Prognosis prognosis(Machine machine, double remainingHours, long nanos) {
        return new Prognosis(
                machine,
                remainingHours,
                "h",
                Prognosis.Health.MAINTENANCE_REQUIRED,
                "vibration rises",
                "sha256:def",
                nanos,
                nanos + 2_000_000);
    }
}
