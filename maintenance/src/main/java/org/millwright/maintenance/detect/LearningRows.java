package org.millwright.maintenance.detect;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The newest rows of a machine until they are enough to learn from. NOT thread safe. */
final class LearningRows {

    private static final double MOST_UNFIT = 0.02;

    private final List<String> signals;
    private final DetectorSettings settings;
    private final RegimeSettings regimes;
    private final int learnFrom;
    private final Deque<double[]> rows = new ArrayDeque<>();
    private int untilNextTry;
    private String progress = "no readings yet";

    LearningRows(List<String> signals, DetectorSettings settings, RegimeSettings regimes, Duration learn) {
        this.signals = signals;
        this.settings = settings;
        this.regimes = regimes;
        this.learnFrom = (int) Math.max(settings.leastReadings(), learn.dividedBy(settings.step()));
        this.untilNextTry = learnFrom;
    }

    /** How far it is, or what it lacks, in words. */
    String progress() {
        return progress;
    }

    /** Takes the next row; what was learned once that was enough. */
    Optional<MachineNormal> accept(double[] row) {
        rows.addLast(row);
        if (rows.size() > learnFrom) {
            rows.removeFirst();
        }
        untilNextTry--;
        if (untilNextTry > 0) {
            progress = rows.size() < learnFrom ? "learning: " + rows.size() + " of " + learnFrom + " rows" : progress;
            return Optional.empty();
        }
        return switch (learned()) {
            case MachineLearning.Learned(MachineNormal learned)
            when !fits(learned) -> notEnough("the machine changed how it behaves within these rows");
            case MachineLearning.Learned(MachineNormal learned) -> {
                progress = "learned just now";
                yield Optional.of(learned);
            }
            case MachineLearning.NotEnough(String missing) -> notEnough(missing);
        };
    }

    private MachineLearning learned() {
        try {
            return MachineNormal.learn(signals, List.copyOf(rows), settings, regimes);
        } catch (IllegalArgumentException e) {
            // Figures that nothing can be judged by, such as of readings near the largest number there is.
            return new MachineLearning.NotEnough(String.valueOf(e.getMessage()));
        }
    }

    private Optional<MachineNormal> notEnough(String missing) {
        untilNextTry = Math.max(1, learnFrom / 10);
        progress = "not enough to learn from: " + missing;
        return Optional.empty();
    }

    /** What was learned must call nearly all of what it was learned from normal. */
    private boolean fits(MachineNormal learned) {
        MachineDetector replay = new MachineDetector(learned);
        long nanos = 0;
        int alarms = 0;
        for (double[] row : rows) {
            nanos += settings.step().toNanos();
            alarms += replay.accept(nanos, row).finding() instanceof Finding.Anomalous ? 1 : 0;
        }
        return alarms <= MOST_UNFIT * rows.size();
    }
}
