package org.millwright.edge.inference;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.millwright.edge.config.ConditionConfig;
import org.millwright.edge.signal.Condition;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Reading;
import org.millwright.maintenance.detect.AnomalyWatch;
import org.millwright.maintenance.detect.DetectorSettings;
import org.millwright.maintenance.detect.Finding;
import org.millwright.maintenance.detect.NormalBehaviour;
import org.millwright.maintenance.detect.SignalNormal;

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
    private final AnomalyWatch watch;
    private Optional<Condition> last = Optional.empty();
    private boolean kept;
    private boolean told;

    /** @param learned by an earlier run, of whatever signals and settings */
    WatchedBehaviour(Machine machine, Set<String> signals, ConditionConfig.Normal config, Optional<byte[]> learned) {
        this.machine = machine;
        this.signals = signals;
        DetectorSettings settings = DetectorSettings.every(config.step()).heldFor(config.longestHold());
        Optional<NormalBehaviour> known =
                learned.flatMap(WatchedBehaviour::read).filter(behaviour -> fits(behaviour, signals, settings));
        this.kept = known.isPresent();
        this.watch = known.map(behaviour -> new AnomalyWatch(behaviour, SETTLE))
                .orElseGet(
                        () -> new AnomalyWatch(signals.stream().sorted().toList(), settings, config.learn(), SETTLE));
    }

    /** What cannot be read is learned again. */
    private static Optional<NormalBehaviour> read(byte[] bytes) {
        try {
            return Optional.of(NormalBehaviour.of(bytes));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean fits(NormalBehaviour behaviour, Set<String> signals, DetectorSettings settings) {
        return behaviour.settings().equals(settings)
                && behaviour.signals().stream()
                        .map(SignalNormal::name)
                        .collect(Collectors.toSet())
                        .equals(signals);
    }

    /** Under which what was learned of a machine is kept. */
    static String key(Machine machine) {
        return "condition/" + machine.name();
    }

    /** False for a reading that is older than what is known already, or stamped with a time far ahead: left out. */
    boolean accept(Reading reading) {
        if (!signals.contains(reading.signal().name())) {
            return true;
        }
        long before = watch.dropped();
        watch.accept(Samples.of(reading.signal().name(), reading));
        return watch.dropped() == before;
    }

    /** What changed since the last call, oldest first. */
    List<Condition> changes(long nowNanos) {
        return watch.advance(nowNanos).stream()
                .map(this::condition)
                .filter(this::isNews)
                .toList();
    }

    private boolean isNews(Condition condition) {
        boolean news = last.isEmpty()
                || last.get().state() != condition.state()
                || last.get().origin() != condition.origin()
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

    /** What was learned, until it is {@link #kept}. */
    Optional<byte[]> unkept() {
        return kept ? Optional.empty() : watch.behaviour().map(NormalBehaviour::toBytes);
    }

    void kept() {
        kept = true;
    }

    private Condition condition(Finding finding) {
        return switch (finding) {
            case Finding.Normal(double score, List<String> unjudged, long nanos) ->
                condition(
                        Condition.State.NORMAL,
                        score,
                        unjudged.isEmpty() ? "" : "not judged: " + String.join("; ", unjudged),
                        nanos);
            case Finding.Unlearned(String progress, long nanos) ->
                condition(Condition.State.LEARNING, Double.NaN, progress, nanos);
            case Finding.Uncertain(String reason, long nanos) ->
                condition(Condition.State.UNCERTAIN, Double.NaN, reason, nanos);
            case Finding.Anomalous found ->
                new Condition(
                        machine,
                        Condition.State.ANOMALOUS,
                        found.score(),
                        origin(found.origin()),
                        signal(found),
                        contributions(found.contributions()),
                        found.reason(),
                        found.sinceNanos(),
                        found.sourceNanos());
        };
    }

    private Condition condition(Condition.State state, double score, String reason, long nanos) {
        return new Condition(machine, state, score, Condition.Origin.NONE, "", "", reason, Reading.UNKNOWN_TIME, nanos);
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
