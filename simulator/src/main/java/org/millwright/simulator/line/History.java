package org.millwright.simulator.line;

import java.util.ArrayList;
import java.util.List;

/** One bearing's life from new to failure, as the spindle's sensors show it. */
public record History(List<Row> rows, double failedAtHours) {

    /** The sensors at one moment; {@code remainingHours} is what was still to come. */
    public record Row(
            double operatingHours,
            double speedPerMinute,
            double loadPercent,
            double vibrationRmsMillimetresPerSecond,
            double bearingCelsius,
            double powerKilowatts,
            double remainingHours) {}

    private static final double NEARLY_FAILED = 0.9;

    public History {
        rows = List.copyOf(rows);
    }

    /**
     * Runs a new bearing to failure with the very physics the line runs on.
     *
     * @param everyHours operating hours between two rows
     */
    public static History run(long seed, WearSettings wear, double everyHours) {
        return record(new Spindle(new Noise(seed), wear.acceleration(), wear.initialWear()), everyHours);
    }

    /** As {@link #run}, of a bearing that is fitted after another failed: the machine is still warm then. */
    public static History runOfNext(long seed, WearSettings wear, double everyHours) {
        Spindle spindle = new Spindle(new Noise(seed), wear.acceleration(), NEARLY_FAILED);
        while (spindle.bearingsReplaced() == 0) {
            spindle.step(Line.TICK.toMillis() / 1000.0);
        }
        return record(spindle, everyHours);
    }

    private static History record(Spindle spindle, double everyHours) {
        List<Row> rows = new ArrayList<>();
        double nextHours = everyHours;
        while (!spindle.failed()) {
            spindle.step(Line.TICK.toMillis() / 1000.0);
            if (spindle.operatingHours() >= nextHours) {
                rows.add(row(spindle));
                nextHours += everyHours;
            }
        }
        return new History(rows, spindle.operatingHours());
    }

    private static Row row(Spindle spindle) {
        return new Row(
                spindle.operatingHours(),
                spindle.speedPerMinute(),
                spindle.loadPercent(),
                spindle.vibrationRmsMillimetresPerSecond(),
                spindle.bearingCelsius(),
                spindle.powerKilowatts(),
                spindle.remainingHours());
    }
}
