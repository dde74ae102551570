package org.millwright.maintenance.detect;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.millwright.maintenance.Sample;

/**
 * One machine from its first sample on: aligns its signals, learns from its first time, then watches.
 *
 * <p>While it learns, and where that is not enough, it says so and keeps on learning from the newest rows. NOT thread
 * safe: one for each machine. Never blocks but for the moment of learning, some milliseconds for each signal. Memory is
 * bounded by the rows that are learned from.
 */
public final class AnomalyWatch {

    private static final double MOST_UNFIT = 0.02;

    private final List<String> signals;
    private final DetectorSettings settings;
    private final SignalAligner aligner;
    private final int learnFrom;
    private final Deque<double[]> rows = new ArrayDeque<>();
    private int untilNextTry;
    private long setBack;
    private String reason;
    private @Nullable AnomalyDetector detector;
    private @Nullable NormalBehaviour behaviour;

    /**
     * @param learn how long to learn from the machine's readings; time without readings does not count
     * @param settle see {@link SignalAligner}
     */
    public AnomalyWatch(List<String> signals, DetectorSettings settings, Duration learn, Duration settle) {
        this.signals = List.copyOf(signals);
        this.settings = settings;
        this.aligner = new SignalAligner(signals, settings.step(), settings.longestHold(), settle);
        this.learnFrom = (int) Math.max(settings.leastReadings(), learn.dividedBy(settings.step()));
        this.untilNextTry = learnFrom;
        this.reason = "no readings yet";
    }

    /** One that has been learned before, as after a restart. */
    public AnomalyWatch(NormalBehaviour behaviour, Duration settle) {
        this(
                behaviour.signals().stream().map(SignalNormal::name).toList(),
                behaviour.settings(),
                behaviour.settings().step(),
                settle);
        this.behaviour = behaviour;
        this.detector = new AnomalyDetector(behaviour);
    }

    public void accept(Sample sample) {
        aligner.accept(sample);
    }

    /** What the rows that are complete now say, oldest first. Call it about once a step. */
    public List<Finding> advance(long gatewayNanos) {
        List<Finding> findings = new ArrayList<>();
        if (aligner.setBack() != setBack && behaviour != null) {
            // Its times are over; what was learned is not.
            detector = new AnomalyDetector(behaviour);
        }
        setBack = aligner.setBack();
        for (SignalAligner.Row row : aligner.advance(gatewayNanos)) {
            AnomalyDetector watching = detector;
            findings.add(watching == null ? learn(row) : watching.accept(row.sourceNanos(), row.values()));
        }
        return findings;
    }

    /** Samples that count for nothing: older than what was known already, or stamped with a time far ahead. */
    public long dropped() {
        return aligner.outdated() + aligner.ahead();
    }

    /** What was learned; empty while learning. */
    public Optional<NormalBehaviour> behaviour() {
        return Optional.ofNullable(behaviour);
    }

    private Finding learn(SignalAligner.Row row) {
        rows.addLast(row.values());
        if (rows.size() > learnFrom) {
            rows.removeFirst();
        }
        untilNextTry--;
        if (untilNextTry > 0) {
            reason = rows.size() < learnFrom ? "learning: " + rows.size() + " of " + learnFrom + " rows" : reason;
        } else {
            tryToLearn();
        }
        return new Finding.Unlearned(reason, row.sourceNanos());
    }

    private void tryToLearn() {
        switch (NormalBehaviour.learn(signals, List.copyOf(rows), settings)) {
            case Learning.Learned(NormalBehaviour learned)
            when !fits(learned) -> notEnough("the machine changed how it behaves within these rows");
            case Learning.Learned(NormalBehaviour learned) -> {
                behaviour = learned;
                detector = new AnomalyDetector(learned);
                rows.clear();
                reason = "learned just now";
            }
            case Learning.NotEnough(String missing) -> notEnough(missing);
        }
    }

    private void notEnough(String missing) {
        untilNextTry = Math.max(1, learnFrom / 10);
        reason = "not enough to learn from: " + missing;
    }

    /** What was learned must call nearly all of what it was learned from normal. */
    private boolean fits(NormalBehaviour learned) {
        AnomalyDetector replay = new AnomalyDetector(learned);
        long nanos = 0;
        int alarms = 0;
        for (double[] row : rows) {
            nanos += settings.step().toNanos();
            alarms += replay.accept(nanos, row) instanceof Finding.Anomalous ? 1 : 0;
        }
        return alarms <= MOST_UNFIT * rows.size();
    }
}
