package org.millwright.maintenance.detect;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.millwright.maintenance.detect.Finding.Contribution;
import org.millwright.maintenance.detect.Finding.Origin;
import org.millwright.maintenance.detect.Finding.SensorFault;

/**
 * Tells a failing sensor from a failing machine.
 *
 * <p>A signal that alone explains an anomaly, though the others say where it should be, is a sensor's (Dunia, Qin et al.,
 * "Identification of faulty sensors using principal component analysis", 1996). Where the others say nothing about it,
 * either may be.
 */
final class Verdicts {

    /** Where the others tell this share of a signal, a change of the machine would have shown in them. */
    private static final double TOLD = 0.5;

    /** An offset is found within a few memories; what takes longer came slowly. */
    private static final long SLOW = 4;

    private Verdicts() {}

    /** What is kept of an alarm while it lasts. */
    record Alarm(long sinceNanos, long foundNanos) {}

    static boolean readsWhatNoMachineDoes(RunningSignal signal) {
        return signal.stuck() || !signal.unitChange().isEmpty();
    }

    /** Signals that are wrong by themselves, the surest first. */
    static List<RunningSignal> odd(List<RunningSignal> signals, long nanos) {
        return signals.stream()
                .filter(signal -> signal.fresh(nanos))
                .filter(signal -> readsWhatNoMachineDoes(signal) || signal.noisy())
                .sorted(Comparator.comparing((RunningSignal signal) -> !readsWhatNoMachineDoes(signal))
                        .thenComparingDouble(signal -> -signal.roughnessSurprise()))
                .toList();
    }

    /**
     * Onset: when the signal that contributes most was last on the other side of where it belongs (Nishina, "A comparison
     * of control charts from the viewpoint of change-point estimation", 1992).
     */
    static Alarm begin(LevelIndex.@Nullable State state, long nanos) {
        if (state != null && state.score() > 1) {
            return new Alarm(state.largest().crossedNanos(), nanos);
        }
        return new Alarm(nanos, nanos);
    }

    static Finding.Anomalous anomalous(
            Alarm alarm,
            LevelIndex.@Nullable State state,
            List<RunningSignal> odd,
            DetectorSettings settings,
            long nanos) {
        double roughest = odd.stream()
                .mapToDouble(signal -> signal.roughnessSurprise() / settings.roughnessLimit())
                .max()
                .orElse(0);
        double score = Math.max(state == null ? 0 : state.score(), odd.isEmpty() ? 0 : Math.max(1, roughest));
        Origin origin;
        List<Contribution> contributions;
        if (state != null && (odd.isEmpty() || state.score() > 1)) {
            origin = byLevels(alarm, state, odd, settings);
            contributions = state.contributions();
        } else {
            origin = byThemselves(odd);
            contributions = odd.stream()
                    .map(signal -> new Contribution(signal.normal().name(), 1.0 / odd.size(), signal.levelSurprise()))
                    .toList();
        }
        return new Finding.Anomalous(
                score, contributions, origin, reason(origin, contributions, odd), since(alarm, origin, odd), nanos);
    }

    private static Origin byLevels(
            Alarm alarm, LevelIndex.State state, List<RunningSignal> odd, DetectorSettings settings) {
        List<RunningSignal> explaining = state.explaining();
        if (explaining.isEmpty()) {
            return new Origin.Machine();
        }
        RunningSignal signal = explaining.getFirst();
        String name = signal.normal().name();
        if (explaining.size() > 1 || state.toldByOthers(signal) < TOLD) {
            return new Origin.Either(name);
        }
        if (odd.contains(signal)) {
            return new Origin.Sensor(name, SensorFault.NOISY);
        }
        long took = alarm.foundNanos() - alarm.sinceNanos();
        boolean slow = took > SLOW * settings.memory() * settings.step().toNanos();
        return new Origin.Sensor(name, slow ? SensorFault.DRIFTING : SensorFault.OFFSET);
    }

    private static Origin byThemselves(List<RunningSignal> odd) {
        RunningSignal first = odd.getFirst();
        String name = first.normal().name();
        if (first.stuck()) {
            return standing(first, odd);
        }
        if (!first.unitChange().isEmpty()) {
            return new Origin.Sensor(name, SensorFault.UNIT_CHANGED);
        }
        return odd.size() > 1 ? new Origin.Machine() : new Origin.Sensor(name, SensorFault.NOISY);
    }

    /** Several that stand still, or one that does where it never was, may be a machine that was switched off. */
    private static Origin standing(RunningSignal first, List<RunningSignal> odd) {
        if (odd.stream().filter(RunningSignal::stuck).count() > 1) {
            return new Origin.Machine();
        }
        String name = first.normal().name();
        return first.outside() ? new Origin.Either(name) : new Origin.Sensor(name, SensorFault.STUCK);
    }

    /** A sensor that is found to be stuck has been since its last new reading, whatever was seen first. */
    private static long since(Alarm alarm, Origin origin, List<RunningSignal> odd) {
        return origin instanceof Origin.Sensor(String signal, SensorFault fault) && fault == SensorFault.STUCK
                ? odd.getFirst().stillSinceNanos()
                : alarm.sinceNanos();
    }

    private static String reason(Origin origin, List<Contribution> contributions, List<RunningSignal> odd) {
        return switch (origin) {
            case Origin.Machine() -> "several signals together, most of all " + words(contributions);
            case Origin.Either(String signal) ->
                words(contributions) + "; no other signal tells whether " + signal
                        + " shows the machine or a failing sensor";
            case Origin.Sensor(String signal, SensorFault fault) ->
                switch (fault) {
                    case STUCK -> signal + " repeats one reading while others move";
                    case NOISY -> signal + " alone jumps about more than it did";
                    case DRIFTING -> signal + " drifted away from what the other signals say";
                    case OFFSET -> signal + " left what the other signals say";
                    case UNIT_CHANGED -> signal + " reads " + odd.getFirst().unitChange();
                };
        };
    }

    private static String words(List<Contribution> contributions) {
        Contribution first = contributions.getFirst();
        return String.format(Locale.ROOT, "%s (%+.1f times its usual spread)", first.signal(), first.deviation());
    }
}
