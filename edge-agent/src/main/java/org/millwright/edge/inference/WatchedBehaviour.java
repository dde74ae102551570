package org.millwright.edge.inference;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.millwright.edge.config.ConditionConfig;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.intake.Parcel;
import org.millwright.edge.signal.Condition;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Reading;
import org.millwright.maintenance.detect.AnomalyWatch;
import org.millwright.maintenance.detect.Finding;
import org.millwright.maintenance.detect.MachineNormal;
import org.millwright.maintenance.detect.RegimeFinding;
import org.millwright.maintenance.detect.WatchCounts;

/**
 * Whether one machine behaves as it was learned. What it says is worth a row when it changes, and else once in the time that
 * features are told in.
 *
 * <p>NOT thread safe: on the loop's thread.
 */
final class WatchedBehaviour {

    /** How long values of one source time may straggle in. */
    private static final Duration SETTLE = Duration.ofMillis(500);

    private static final int MOST_NAMED = 3;

    private final Machine machine;
    private final Set<String> signals;
    private final Set<String> symptoms;
    private final Duration learn;
    private final LearnedNormal learned;
    private final AnomalyWatch watch;
    private Optional<MachineNormal> kept;
    private Optional<Condition> last = Optional.empty();
    private long decidedNanos;
    private boolean told;
    private int regime;
    private long regimeSinceNanos = Long.MAX_VALUE;
    private volatile BehaviourState state;

    /**
     * Goes on with what an earlier run learned, where that is of these signals and settings.
     *
     * @param learner runs the heavy part of learning
     */
    WatchedBehaviour(
            ConditionConfig condition, ConditionConfig.Normal config, Intake intake, Executor learner, long nowNanos) {
        this.machine = condition.machine();
        this.signals = condition.signals();
        this.symptoms = config.symptoms();
        this.learn = config.learn();
        this.learned = new LearnedNormal(machine, intake);
        this.kept = learned.kept(signals, config, nowNanos);
        this.watch = kept.map(normal -> new AnomalyWatch(normal, LearnedNormal.regimes(config), SETTLE, learner))
                .orElseGet(() -> new AnomalyWatch(
                        signals.stream().sorted().toList(),
                        LearnedNormal.settings(config),
                        LearnedNormal.regimes(config),
                        learn,
                        SETTLE,
                        learner));
        if (kept.isPresent() && learned.asked().isPresent()) {
            watch.learnAnew(learn);
        }
        this.state = seen();
    }

    /** Learns from now on; what was learned before judges until that is done. */
    void learnAnew(Relearning relearning, long nowNanos) {
        watch.learnAnew(learn);
        learned.ask(relearning, nowNanos);
        state = seen();
    }

    void accept(Reading reading) {
        if (signals.contains(reading.signal().name())) {
            watch.accept(Samples.of(reading.signal().name(), reading));
        }
    }

    /** What changed since the last call, oldest first. */
    List<Condition> changes(long nowNanos) {
        decidedNanos = nowNanos;
        List<RegimeFinding> found = watch.advance(nowNanos);
        WatchCounts known = state.counts();
        if (found.isEmpty() && watch.dropped() == known.outdated() + known.ahead()) {
            return List.of();
        }
        List<Condition> news =
                found.stream().map(this::condition).filter(this::isNews).toList();
        state = seen();
        return news;
    }

    /** How it stands. Any thread. */
    BehaviourState state() {
        return state;
    }

    private BehaviourState seen() {
        return new BehaviourState(last, watch.progress(), watch.counts());
    }

    private boolean isNews(Condition condition) {
        boolean news = last.isEmpty()
                || last.get().state() != condition.state()
                || last.get().origin() != condition.origin()
                || last.get().regime() != condition.regime()
                || !last.get().signal().equals(condition.signal());
        last = Optional.of(condition);
        told |= news;
        return news;
    }

    /** What was said last, unless it was told since the last call. */
    Optional<Condition> repeated() {
        boolean already = told;
        told = false;
        return already ? Optional.empty() : last;
    }

    /** What is to be put away next, until it is {@link #saved}: what was learned, and who asked for it. */
    Optional<Parcel> unsaved(long nowNanos) {
        Optional<MachineNormal> newest = watch.normal();
        if (newest.isPresent() && (kept.isEmpty() || kept.get() != newest.get())) {
            kept = newest;
            learned.learned(newest.get(), nowNanos);
        }
        return learned.unsaved();
    }

    void saved() {
        learned.saved();
    }

    /** The regime that the machine was in for so long, up to the newest row; 0 where that is not known or it changed. */
    int regimeThroughout(Duration time) {
        boolean throughout = last.isPresent() && last.get().timestampNanos() - regimeSinceNanos >= time.toNanos();
        return throughout ? regime : 0;
    }

    private Condition condition(RegimeFinding found) {
        if (found.regime() != regime) {
            regime = found.regime();
            regimeSinceNanos = found.finding().sourceNanos();
        }
        return condition(found.finding());
    }

    private Condition condition(Finding finding) {
        return switch (finding) {
            case Finding.Normal(double score, List<String> unjudged, long nanos) ->
                condition(Condition.State.NORMAL, score, remarks(unjudged), nanos);
            case Finding.Unlearned(String progress, long nanos) ->
                condition(Condition.State.LEARNING, Double.NaN, progress, nanos);
            case Finding.Uncertain(String reason, long nanos) ->
                condition(Condition.State.UNCERTAIN, Double.NaN, reason, nanos);
            case Finding.Anomalous found ->
                new Condition(
                        machine,
                        Condition.State.ANOMALOUS,
                        found.score(),
                        isSymptom(found.origin()) ? Condition.Origin.EITHER : origin(found.origin()),
                        signal(found),
                        contributions(found.contributions()),
                        isSymptom(found.origin())
                                ? found.reason() + ", as it does when the machine wears"
                                : found.reason(),
                        found.sinceNanos(),
                        found.sourceNanos(),
                        regime,
                        decidedNanos);
        };
    }

    private Condition condition(Condition.State state, double score, String reason, long nanos) {
        return new Condition(
                machine,
                state,
                score,
                Condition.Origin.NONE,
                "",
                "",
                reason,
                Reading.UNKNOWN_TIME,
                nanos,
                regime,
                decidedNanos);
    }

    private String remarks(List<String> unjudged) {
        List<String> remarks = new ArrayList<>();
        if (!unjudged.isEmpty()) {
            remarks.add("not judged: " + String.join("; ", unjudged));
        }
        if (learned.asked().isPresent()) {
            watch.progress().ifPresent(progress -> remarks.add("learned anew: " + progress));
        }
        return String.join("; ", remarks);
    }

    /** What wear looks like in a signal that tells of it first; a reading that repeats or changes its unit is never that. */
    private boolean isSymptom(Finding.Origin origin) {
        return origin instanceof Finding.Origin.Sensor(String signal, Finding.SensorFault fault)
                && symptoms.contains(signal)
                && switch (fault) {
                    case DRIFTING, OFFSET, NOISY -> true;
                    case STUCK, UNIT_CHANGED -> false;
                };
    }

    private static Condition.Origin origin(Finding.Origin origin) {
        return switch (origin) {
            case Finding.Origin.Machine() -> Condition.Origin.MACHINE;
            case Finding.Origin.Sensor sensor -> Condition.Origin.SENSOR;
            case Finding.Origin.Either either -> Condition.Origin.EITHER;
        };
    }

    private static String signal(Finding.Anomalous found) {
        return switch (found.origin()) {
            case Finding.Origin.Sensor sensor -> sensor.signal();
            case Finding.Origin.Either either -> either.signal();
            case Finding.Origin.Machine() ->
                found.contributions().isEmpty()
                        ? ""
                        : found.contributions().getFirst().signal();
        };
    }

    private static String contributions(List<Finding.Contribution> contributions) {
        return contributions.stream()
                .limit(MOST_NAMED)
                .map(each -> String.format(
                        Locale.ROOT, "%s %.0f %% (%+.1f spreads)", each.signal(), 100 * each.share(), each.deviation()))
                .collect(Collectors.joining(", "));
    }
}
