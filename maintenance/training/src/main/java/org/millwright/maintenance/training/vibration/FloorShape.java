package org.millwright.maintenance.training.vibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.millwright.maintenance.vibration.Waveform;

/**
 * Tells faults apart by the shape of their noise floor, where no frequency of the bearing shows: which part is struck
 * decides what it excites. Its level is taken off, so that size does not matter. Holds for machines built like those it
 * was trained on.
 *
 * <p>Which ranges of frequencies to look at is settled by leaving one of the training sizes out in turn; the best few are
 * averaged, since the choice between near equals is chance.
 */
final class FloorShape {

    private static final int LEAST_BANDS = 3;
    private static final double[] PENALTIES = {0.01, 0.1, 1};
    private static final int AVERAGED = 9;

    /** A range of bands, the upper end excluded, and a penalty of {@link Softmax}. */
    record Setting(int from, int to, double penalty) {}

    private record Fitted(Setting setting, Softmax model) {}

    private record Scored(Setting setting, double loss) {}

    private final List<Fitted> fitted;
    private final Function<Waveform, double[]> floor;

    private FloorShape(List<Fitted> fitted, Function<Waveform, double[]> floor) {
        this.fitted = fitted;
        this.floor = floor;
    }

    /**
     * @param faulty windows of at least two sizes
     * @param floor of a window, in decibels
     */
    static FloorShape fit(List<Example> faulty, Function<Waveform, double[]> floor) {
        List<Fitted> best = settings(floor.apply(faulty.getFirst().waveform()).length).stream()
                .map(setting -> new Scored(setting, heldOutLoss(faulty, setting, floor)))
                .sorted(Comparator.comparingDouble(Scored::loss))
                .limit(AVERAGED)
                .map(scored -> fit(faulty, scored.setting(), floor))
                .toList();
        return new FloorShape(best, floor);
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
        for (int size : faulty.stream()
                .mapToInt(example -> example.recording().mils())
                .distinct()
                .toArray()) {
            List<Example> others = faulty.stream()
                    .filter(example -> example.recording().mils() != size)
                    .toList();
            FloorShape shape = new FloorShape(List.of(fit(others, setting, floor)), floor);
            for (Example example : faulty) {
                if (example.recording().mils() == size) {
                    double[] probabilities = shape.probabilities(example.waveform());
                    double right = probabilities[example.condition().index()];
                    wrong += Arrays.stream(probabilities).anyMatch(p -> p > right) ? 1 : 0;
                    logLoss -= Math.log(Math.max(right, 1e-9));
                    count++;
                }
            }
        }
        return (wrong + 1e-3 * logLoss) / count;
    }

    private static Fitted fit(List<Example> faulty, Setting setting, Function<Waveform, double[]> floor) {
        double[][] rows = new double[faulty.size()][];
        int[] labels = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row(floor.apply(faulty.get(i).waveform()), setting);
            labels[i] = faulty.get(i).condition().index();
        }
        return new Fitted(setting, Softmax.fit(rows, labels, Condition.values().length, setting.penalty()));
    }

    private static double[] row(double[] floor, Setting setting) {
        double[] row = Arrays.copyOfRange(floor, setting.from(), setting.to());
        double mean = Arrays.stream(row).average().orElse(0);
        for (int i = 0; i < row.length; i++) {
            row[i] -= mean;
        }
        return row;
    }

    /** By {@link Condition#index}; that of a class not trained on is near 0. */
    double[] probabilities(Waveform waveform) {
        double[] mean = new double[Condition.values().length];
        double[] bands = floor.apply(waveform);
        for (Fitted one : fitted) {
            double[] probabilities = one.model().probabilities(row(bands, one.setting()));
            for (int i = 0; i < mean.length; i++) {
                mean[i] += probabilities[i] / fitted.size();
            }
        }
        return mean;
    }
}
