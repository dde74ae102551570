package org.millwright.edge.signal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Machines, signals and events for the tests of this package. */
public final class Plant {

    public static final SitePath LINE = new SitePath("acme", "graz", "hall-2", "line-1");
    /** 2026-01-01T00:00:00Z. */
    public static final long START = 1_767_225_600_000_000_000L;

    private Plant() {}

    public static Machine machine(String kind) {
        return new Machine(LINE, kind + "-1", kind);
    }

    public static Signal signal(String kind, String name, ValueType type) {
        return new Signal(machine(kind), name, type, "");
    }

    public static Reading good(Signal signal, Value value, long sourceNanos) {
        return new Reading(signal, value, 0, sourceNanos, sourceNanos + 1_000, sourceNanos + 2_000);
    }

    public static Reading number(Signal signal, double value, long sourceNanos) {
        return good(signal, new Value.Numeric(value), sourceNanos);
    }

    public static Verdict verdict(Machine station, long sequence, Verdict.Result result, long capturedNanos) {
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

    /** Over ten minutes; rising by 3.6 an hour. */
    public static FeatureSet features(Signal signal, double mean, long nanos) {
        FeatureSet.Figures figures = new FeatureSet.Figures(mean, 0.2, mean - 0.3, mean + 0.3, mean, 0, 1.8, 3.6);
        return new FeatureSet(signal, Duration.ofMinutes(10), Optional.of(figures), "", 1, 600, nanos);
    }

    /** Of a damaged inner race, on which four of the last five agree. */
    public static Vibration vibration(Machine machine, long nanos) {
        return new Vibration(
                new Channel(machine, "vibration", "m/s2"),
                "front bearing",
                Vibration.Diagnosis.INNER_RACE,
                "",
                "inner race: BPFI stands out by 17.4 dB at 812.10 Hz",
                0.9,
                Optional.of(new Vibration.Standing(
                        Vibration.Diagnosis.INNER_RACE,
                        4,
                        5,
                        0.8,
                        "inner race: BPFI stands out by 17.4 dB at 812.10 Hz")),
                Optional.of(new Vibration.Trace(812.1, 814.2, 17.4, 3_200, 4_800)),
                Optional.of(new Vibration.Figures(3.2, 21, 6.6, 5.4, Double.NaN)),
                Optional.of(new Vibration.Levels(2, 17.4, 3, 3_200, 4_800, 4.5, List.of(-12.0, -3.5))),
                9_022,
                25_600,
                16_384,
                Prognosis.Health.MAINTENANCE_REQUIRED,
                nanos,
                nanos);
    }

    /** Of an overload, on which four of the last five agree. */
    public static Diagnosis diagnosis(Machine machine, long nanos) {
        String because = "Torque 62 Nm (+3.1), Grade M (+0.8)";
        return new Diagnosis(
                machine,
                new Diagnosis.Answer.Mode("overload", false, 0.97, "none 0.02, overheating 0.01", because),
                List.of(new Diagnosis.Standing("overload", 4, 5, 0.95, because)),
                Prognosis.Health.MAINTENANCE_REQUIRED,
                "sha256:tree",
                nanos,
                nanos + 1_000);
    }

    public static Prognosis prognosis(Machine machine, double remainingHours, long nanos) {
        return new Prognosis(
                machine,
                remainingHours,
                "h",
                Optional.of(new Prognosis.Interval(0.7 * remainingHours, 1.3 * remainingHours, 0.8)),
                Prognosis.Health.MAINTENANCE_REQUIRED,
                "vibration rises",
                "sha256:def",
                nanos,
                nanos + 2_000_000);
    }
}
