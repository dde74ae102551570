package org.millwright.maintenance.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.millwright.maintenance.detect.SignalNormal.Judged;
import org.millwright.maintenance.detect.Verdicts.Alarm;

/**
 * Watches one machine row by row: does it still behave as it was learned?
 *
 * <p>Costs signals² for each row, keeps a few numbers for each signal and does not grow with time. An alarm lasts until
 * the score falls below {@link DetectorSettings#release}, however long that takes, and half a memory more unless it crosses
 * the limit again: an off-delay as of ISA-18.2, so that a fault which pauses is one alarm. Nothing counts rows or the time
 * since the start. NOT thread safe: one for each machine. Never blocks.
 */
public final class AnomalyDetector {

    private final NormalBehaviour behaviour;
    private final List<RunningSignal> signals;
    private int[] picked = {};
    private @Nullable LevelIndex index;
    private @Nullable Alarm alarm;
    /** Rows since the score fell below the release. */
    private int quiet;

    private Finding newest = new Finding.Uncertain("no readings yet", 0);
    private long lastNanos = Long.MIN_VALUE;
    private long outdated;
    private long gaps;

    public AnomalyDetector(NormalBehaviour behaviour) {
        this.behaviour = behaviour;
        this.signals = behaviour.signals().stream()
                .map(normal -> new RunningSignal(normal, behaviour.settings()))
                .toList();
    }

    /**
     * Takes one row.
     *
     * @param sourceNanos when it was measured (epoch nanoseconds); a row that is not newer than the one before changes
     *     nothing and is counted
     * @param row in the order of the signals learned; what is not finite is unknown
     */
    public Finding accept(long sourceNanos, double... row) {
        if (row.length != signals.size()) {
            throw new IllegalArgumentException(
                    "a row of " + row.length + " readings for " + signals.size() + " signals");
        }
        if (lastNanos != Long.MIN_VALUE && sourceNanos <= lastNanos) {
            outdated++;
            return newest;
        }
        if (lastNanos != Long.MIN_VALUE
                && sourceNanos - lastNanos > behaviour.settings().holdNanos()) {
            gaps++;
            alarm = null;
            signals.forEach(RunningSignal::forget);
        }
        lastNanos = sourceNanos;
        for (int j = 0; j < row.length; j++) {
            signals.get(j).accept(row[j], sourceNanos);
        }
        newest = judge(sourceNanos);
        return newest;
    }

    /** Rows that came twice or too late. */
    public long outdated() {
        return outdated;
    }

    /** Times that nothing was heard for longer than readings are held. */
    public long gaps() {
        return gaps;
    }

    private Finding judge(long nanos) {
        List<RunningSignal> moving = signals.stream()
                .filter(signal -> signal.normal().judged() != Judged.NOT)
                .toList();
        if (moving.size() > 1 && moving.stream().allMatch(RunningSignal::stuck)) {
            return uncertain("no signal has changed for too long: the source repeats itself", nanos);
        }
        int[] levels = behaviour.levels();
        int[] usable = IntStream.range(0, levels.length)
                .filter(place -> usable(signals.get(levels[place]), nanos))
                .toArray();
        List<RunningSignal> odd = Verdicts.odd(moving, nanos);
        if (2 * usable.length < levels.length || usable.length == 0) {
            boolean sure = !odd.isEmpty() && Verdicts.readsWhatNoMachineDoes(odd.getFirst());
            return sure ? raise(null, odd, nanos) : uncertain(whyUnusable(levels, nanos), nanos);
        }
        LevelIndex.State state = index(levels, usable).state(nanos);
        double limit = alarm == null || quiet > 0 ? 1 : behaviour.settings().release();
        if (state.score() > limit || !odd.isEmpty()) {
            quiet = 0;
            return raise(state, odd, nanos);
        }
        if (alarm != null && ++quiet <= behaviour.settings().offDelay()) {
            return raise(state, odd, nanos);
        }
        alarm = null;
        return new Finding.Normal(state.score(), behaviour.unjudged(), nanos);
    }

    private Finding raise(LevelIndex.@Nullable State state, List<RunningSignal> odd, long nanos) {
        Alarm current = alarm;
        if (current == null) {
            quiet = 0;
            current = Verdicts.begin(state, nanos);
            alarm = current;
        }
        return Verdicts.anomalous(current, state, odd, behaviour.settings(), nanos);
    }

    private Finding uncertain(String reason, long nanos) {
        alarm = null;
        return new Finding.Uncertain(reason, nanos);
    }

    /** A sensor that is known to be wrong says nothing about the machine. */
    private static boolean usable(RunningSignal signal, long nanos) {
        return signal.warm() && signal.fresh(nanos) && !Verdicts.readsWhatNoMachineDoes(signal);
    }

    private LevelIndex index(int[] levels, int[] usable) {
        LevelIndex current = index;
        if (current == null || !Arrays.equals(usable, picked)) {
            current = new LevelIndex(
                    behaviour,
                    Arrays.stream(usable)
                            .mapToObj(place -> signals.get(levels[place]))
                            .toList(),
                    usable);
            index = current;
            picked = usable;
        }
        return current;
    }

    private String whyUnusable(int[] levels, long nanos) {
        List<String> reasons = new ArrayList<>();
        for (int j : levels) {
            RunningSignal signal = signals.get(j);
            String name = signal.normal().name();
            if (!signal.fresh(nanos)) {
                reasons.add(name + " is unknown");
            } else if (!signal.warm()) {
                reasons.add(name + " has not been heard long enough since the start or the last gap");
            } else if (Verdicts.readsWhatNoMachineDoes(signal)) {
                reasons.add(name + " cannot be relied on");
            }
        }
        return String.join("; ", reasons);
    }
}
