package org.millwright.maintenance.detect;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.millwright.maintenance.Sample;

/**
 * One machine from its first sample on: aligns its signals, learns from its first time, then watches.
 *
 * <p>While it learns, and where that is not enough, it says so and keeps on learning from the newest rows. It never adapts
 * by itself, and learns anew when it is asked to. The heavy part of learning, a second or two, runs where the executor runs
 * it. Rows that come meanwhile wait: whatever becomes of it, they are then learned from, or judged by what was learned, in
 * their order, so that findings are the same as if learning had taken no time, only later. Where an earlier normal judges, it
 * judges them as they come; the newest of them is judged once more when there is a new one.
 *
 * <p>NOT thread safe: one for each machine. Never blocks, unless the executor runs on the caller's thread. Memory is bounded
 * by the rows that are learned from and {@value #MOST_WAITING} that wait.
 */
public final class AnomalyWatch {

    /** Rows that may wait for learning to end; past that the oldest are left out and counted. */
    public static final int MOST_WAITING = 8_192;

    /**
     * @param afresh whether times begin anew with it
     * @param judged by an earlier normal
     */
    private record Waiting(SignalAligner.Row row, boolean afresh, boolean judged) {}

    private final List<String> signals;
    private final DetectorSettings settings;
    private final RegimeSettings regimes;
    private final SignalAligner aligner;
    private final Executor executor;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private @Nullable LearningRun learning;
    private @Nullable MachineDetector detector;
    private @Nullable MachineNormal normal;
    private long setBack;
    private boolean afresh;
    private long leftOut;
    private DetectorCounts before = DetectorCounts.NONE;

    /**
     * @param learn how long to learn from the machine's readings; time without readings does not count
     * @param settle see {@link SignalAligner}
     * @param executor what learns, such as {@code Runnable::run}; may reject what it has no room for, and is asked again
     */
    public AnomalyWatch(
            List<String> signals,
            DetectorSettings settings,
            RegimeSettings regimes,
            Duration learn,
            Duration settle,
            Executor executor) {
        this.signals = List.copyOf(signals);
        this.settings = settings;
        this.regimes = regimes;
        this.aligner = new SignalAligner(signals, settings.step(), settings.longestHold(), settle);
        this.executor = executor;
        learnAnew(learn);
    }

    /** One that has been learned before, as after a restart. */
    public AnomalyWatch(MachineNormal normal, RegimeSettings regimes, Duration settle, Executor executor) {
        this.signals = normal.signals();
        this.settings = normal.settings();
        this.regimes = regimes;
        this.aligner = new SignalAligner(signals, settings.step(), settings.longestHold(), settle);
        this.executor = executor;
        this.normal = normal;
        this.detector = new MachineDetector(normal);
    }

    public void accept(Sample sample) {
        aligner.accept(sample);
    }

    /**
     * Learns from now on; what was learned before judges until that is done. Asked again, it starts again, and what was
     * collected until now is not learned from.
     */
    public void learnAnew(Duration learn) {
        LearningRun current = learning;
        if (current != null) {
            current.abandon();
        }
        leftOut += waiting.stream().filter(row -> !row.judged()).count();
        waiting.clear();
        learning = new LearningRun(new LearningRows(signals, settings, regimes, learn), executor);
    }

    /** What the rows that are complete now say, oldest first. Call it about once a step. */
    public List<RegimeFinding> advance(long gatewayNanos) {
        List<RegimeFinding> findings = new ArrayList<>();
        takeWaiting(findings);
        if (aligner.setBack() != setBack) {
            // Its times are over; what was learned is not.
            setBack = aligner.setBack();
            afresh = true;
            restart();
        }
        for (SignalAligner.Row row : aligner.advance(gatewayNanos)) {
            take(row, findings);
        }
        return findings;
    }

    /** Samples that count for nothing: older than what was known already, or stamped with a time far ahead. */
    public long dropped() {
        return aligner.outdated() + aligner.ahead();
    }

    public WatchCounts counts() {
        return new WatchCounts(
                aligner.outdated(), aligner.ahead(), aligner.late(), aligner.setBack(), leftOut, judged());
    }

    /** What was learned last; empty while learning for the first time. */
    public Optional<MachineNormal> normal() {
        return Optional.ofNullable(normal);
    }

    /** How far learning is, or what it lacks, in words; empty while nothing is learned. */
    public Optional<String> progress() {
        return Optional.ofNullable(learning).map(LearningRun::progress);
    }

    private void take(SignalAligner.Row row, List<RegimeFinding> findings) {
        MachineDetector watching = detector;
        if (watching != null) {
            // Judged before it is learned from: the row that ends learning is the old normal's.
            findings.add(watching.accept(row.sourceNanos(), row.values()));
        }
        if (learning != null) {
            waiting.addLast(new Waiting(row, afresh, watching != null));
            if (waiting.size() > MOST_WAITING) {
                leaveOut(waiting.removeFirst());
            }
            takeWaiting(findings);
        }
        afresh = false;
    }

    private void leaveOut(Waiting oldest) {
        if (!oldest.judged()) {
            leftOut++;
        }
        if (oldest.afresh()) {
            Waiting next = waiting.removeFirst();
            waiting.addFirst(new Waiting(next.row(), true, next.judged()));
        }
    }

    /** Goes on with the rows that waited, as far as learning lets it. */
    private void takeWaiting(List<RegimeFinding> findings) {
        DetectorCounts told = judged();
        RegimeFinding again = null;
        while (true) {
            LearningRun run = learning;
            if (run != null && run.isLearning()) {
                run.decided().ifPresent(this::adopt);
                if (learning != null && run.isLearning()) {
                    return;
                }
                continue;
            }
            Waiting next = waiting.pollFirst();
            if (next == null) {
                break;
            }
            if (run != null) {
                learn(run, next, findings);
            } else if (next.judged()) {
                again = judge(next);
            } else {
                findings.add(judge(next));
            }
        }
        if (again != null) {
            before = told.minus(requireNonNull(detector, "detector is null").counts()); // Counted when they came.
            findings.add(again);
        }
    }

    private void learn(LearningRun run, Waiting next, List<RegimeFinding> findings) {
        run.accept(next.row().values());
        if (!next.judged()) {
            findings.add(new RegimeFinding(
                    0, new Finding.Unlearned(run.progress(), next.row().sourceNanos())));
        }
    }

    private RegimeFinding judge(Waiting next) {
        if (next.afresh()) {
            restart();
        }
        return requireNonNull(detector, "detector is null")
                .accept(next.row().sourceNanos(), next.row().values());
    }

    private void adopt(MachineNormal learned) {
        before = judged();
        normal = learned;
        detector = new MachineDetector(learned);
        learning = null;
    }

    private void restart() {
        before = judged();
        MachineNormal known = normal;
        detector = known == null ? null : new MachineDetector(known);
    }

    private DetectorCounts judged() {
        MachineDetector watching = detector;
        return watching == null ? before : before.plus(watching.counts());
    }
}
