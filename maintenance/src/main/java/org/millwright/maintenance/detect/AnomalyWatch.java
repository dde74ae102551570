package org.millwright.maintenance.detect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.millwright.maintenance.Sample;

/**
 * One machine from its first sample on: aligns its signals, learns from its first time, then watches.
 *
 * <p>While it learns, and where that is not enough, it says so and keeps on learning from the newest rows. It never adapts
 * by itself, and learns anew when it is asked to. NOT thread
 * safe: one for each machine. Never blocks but for the moment of learning, some tens of milliseconds for each signal. Memory is
 * bounded by the rows that are learned from.
 */
public final class AnomalyWatch {

    private final List<String> signals;
    private final DetectorSettings settings;
    private final RegimeSettings regimes;
    private final SignalAligner aligner;
    private @Nullable LearningRows learning;
    private @Nullable MachineDetector detector;
    private @Nullable MachineNormal normal;
    private long setBack;

    /**
     * @param learn how long to learn from the machine's readings; time without readings does not count
     * @param settle see {@link SignalAligner}
     */
    public AnomalyWatch(
            List<String> signals, DetectorSettings settings, RegimeSettings regimes, Duration learn, Duration settle) {
        this.signals = List.copyOf(signals);
        this.settings = settings;
        this.regimes = regimes;
        this.aligner = new SignalAligner(signals, settings.step(), settings.longestHold(), settle);
        learnAnew(learn);
    }

    /** One that has been learned before, as after a restart. */
    public AnomalyWatch(MachineNormal normal, RegimeSettings regimes, Duration settle) {
        this.signals = normal.signals();
        this.settings = normal.settings();
        this.regimes = regimes;
        this.aligner = new SignalAligner(signals, settings.step(), settings.longestHold(), settle);
        this.normal = normal;
        this.detector = new MachineDetector(normal);
    }

    public void accept(Sample sample) {
        aligner.accept(sample);
    }

    /** Learns from now on; what was learned before judges until that is done. Asked again, it starts again. */
    public void learnAnew(Duration learn) {
        learning = new LearningRows(signals, settings, regimes, learn);
    }

    /** What the rows that are complete now say, oldest first. Call it about once a step. */
    public List<RegimeFinding> advance(long gatewayNanos) {
        List<RegimeFinding> findings = new ArrayList<>();
        if (aligner.setBack() != setBack && normal != null) {
            // Its times are over; what was learned is not.
            detector = new MachineDetector(normal);
        }
        setBack = aligner.setBack();
        for (SignalAligner.Row row : aligner.advance(gatewayNanos)) {
            findings.add(take(row));
        }
        return findings;
    }

    /** Samples that count for nothing: older than what was known already, or stamped with a time far ahead. */
    public long dropped() {
        return aligner.outdated() + aligner.ahead();
    }

    /** What was learned last; empty while learning for the first time. */
    public Optional<MachineNormal> normal() {
        return Optional.ofNullable(normal);
    }

    /** How far learning is, or what it lacks, in words; empty while nothing is learned. */
    public Optional<String> progress() {
        return Optional.ofNullable(learning).map(LearningRows::progress);
    }

    private RegimeFinding take(SignalAligner.Row row) {
        MachineDetector watching = detector;
        // Judged before it is learned from: the row that ends learning is the old normal's.
        RegimeFinding finding = watching == null ? null : watching.accept(row.sourceNanos(), row.values());
        LearningRows rows = learning;
        if (rows != null) {
            rows.accept(row.values()).ifPresent(learned -> {
                normal = learned;
                detector = new MachineDetector(learned);
                learning = null;
            });
        }
        if (finding != null) {
            return finding;
        }
        return new RegimeFinding(0, new Finding.Unlearned(rows == null ? "" : rows.progress(), row.sourceNanos()));
    }
}
