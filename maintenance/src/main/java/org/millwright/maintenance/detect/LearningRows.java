package org.millwright.maintenance.detect;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The newest rows of a machine until they are enough to learn from.
 *
 * <p>NOT thread safe, but for {@link #learn}: while that runs, on whichever thread, no row may be taken.
 */
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

    /** Takes the next row; true once it is time to {@link #learn}. */
    boolean accept(double[] row) {
        rows.addLast(row);
        if (rows.size() > learnFrom) {
            rows.removeFirst();
        }
        untilNextTry--;
        if (untilNextTry > 0) {
            progress = rows.size() < learnFrom ? "learning: " + rows.size() + " of " + learnFrom + " rows" : progress;
            return false;
        }
        progress = "learning from " + rows.size() + " rows now";
        return true;
    }

    /** The heavy part: a second or two for two days of twenty signals. Changes nothing here. */
    MachineLearning learn() {
        MachineLearning outcome = fitted();
        return outcome instanceof MachineLearning.Learned(MachineNormal learned) && !fits(learned)
                ? new MachineLearning.NotEnough("the machine changed how it behaves within these rows")
                : outcome;
    }

    private MachineLearning fitted() {
        try {
            return MachineNormal.learn(signals, List.copyOf(rows), settings, regimes);
        } catch (IllegalArgumentException e) {
            // Figures that nothing can be judged by, such as of readings near the largest number there is.
            return new MachineLearning.NotEnough(String.valueOf(e.getMessage()));
        }
    }

    /** Takes in what became of it: rows are taken again from here where it was not enough. */
    Optional<MachineNormal> conclude(MachineLearning outcome) {
        return switch (outcome) {
            case MachineLearning.Learned(MachineNormal learned) -> Optional.of(learned);
            case MachineLearning.NotEnough(String missing) -> {
                again("not enough to learn from: " + missing);
                yield Optional.empty();
            }
        };
    }

    /** As where it was not enough: a machine is never left without an answer because of a fault of ours. */
    void failed(Throwable cause) {
        again("learning failed and is tried again with newer rows: " + cause);
    }

    private void again(String because) {
        untilNextTry = Math.max(1, learnFrom / 10);
        progress = because;
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
