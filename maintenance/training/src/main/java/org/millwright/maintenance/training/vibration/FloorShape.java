package org.millwright.maintenance.training.vibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.millwright.maintenance.vibration.HealthyReference;
import org.millwright.maintenance.vibration.Waveform;

/**
 * Tells faults apart by the shape of their noise floor, where no frequency of the bearing shows: which part is struck
 * decides what it excites. Its level is taken off, so that size does not matter. Holds for machines built like those it
 * was trained on.
 *
 * <p>Which range of frequencies to look at is settled by leaving one of the training sizes out in turn.
 */
final class FloorShape {

    private static final int LEAST_BANDS = 3;
    private static final double[] PENALTIES = {0.01, 0.1, 1};

    /** A range of bands, the upper end excluded, and a penalty of {@link Softmax}. */
    record Setting(int from, int to, double penalty) {}

    private final Setting setting;
    private final Softmax model;
    private final Function<Waveform, double[]> floor;

    private FloorShape(Setting setting, Softmax model, Function<Waveform, double[]> floor) {
        this.setting = setting;
        this.model = model;
        this.floor = floor;
    }

    /**
     * @param faulty windows of at least two sizes; the normal ones are left out
     * @param floor of a window, in decibels
     */
    static FloorShape fit(List<Example> faulty, Function<Waveform, double[]> floor) {
        Setting best = new Setting(0, 0, 0);
        double least = Double.POSITIVE_INFINITY;
        for (Setting setting : settings(floor.apply(faulty.getFirst().waveform()).length)) {
            double loss = heldOutLoss(faulty, setting, floor);
            if (loss < least) {
                least = loss;
                best = setting;
            }
        }
        return fit(faulty, best, floor);
    }

    private static List<Setting> settings(int bands) {
        List<Setting> settings = new ArrayList<>();
        for (int from = 0; from < bands; from++) {
            for (int to = from + LEAST_BANDS; to <= bands; to++) {
                for (double penalty : PENALTIES) {
                    settings.add(new Setting(from, to, penalty));
                }
            }
        }
        return settings;
    }

    /** Share of windows of the size left out that are told wrongly; the log loss decides between equals. */
    private static double heldOutLoss(List<Example> faulty, Setting setting, Function<Waveform, double[]> floor) {
        double wrong = 0;
        double logLoss = 0;
        int count = 0;
        for (int size : faulty.stream().mapToInt(example -> example.recording().mils()).distinct().toArray()) {
            List<Example> others = faulty.stream()
                    .filter(example -> example.recording().mils() != size)
                    .toList();
            FloorShape shape = fit(others, setting, floor);
            for (Example example : faulty) {
                if (example.recording().mils() == size) {
                    double[] probabilities = shape.probabilities(example.waveform());
                    double right = probabilities[example.condition().ordinal()];
                    wrong += Arrays.stream(probabilities).anyMatch(p -> p > right) ? 1 : 0;
                    logLoss -= Math.log(Math.max(right, 1e-9));
                    count++;
                }
            }
        }
        return (wrong + 1e-3 * logLoss) / count;
    }

    private static FloorShape fit(List<Example> faulty, Setting setting, Function<Waveform, double[]> floor) {
        double[][] rows = new double[faulty.size()][];
        int[] labels = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row(floor.apply(faulty.get(i).waveform()), setting);
            labels[i] = faulty.get(i).condition().ordinal();
        }
        return new FloorShape(
                setting, Softmax.fit(rows, labels, Condition.values().length, setting.penalty()), floor);
    }

    private static double[] row(double[] floor, Setting setting) {
        double[] row = Arrays.copyOfRange(floor, setting.from(), setting.to());
        double mean = Arrays.stream(row).average().orElse(0);
        for (int i = 0; i < row.length; i++) {
            row[i] -= mean;
        }
        return row;
    }

    Setting setting() {
        return setting;
    }

    /** By the ordinals of {@link Condition}; that of a class not trained on is near 0. */
    double[] probabilities(Waveform waveform) {
        return model.probabilities(row(floor.apply(waveform), setting));
    }
}
