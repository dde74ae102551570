package org.millwright.maintenance.training.vibration;

import java.util.ArrayList;
import java.util.List;

/**
 * One fault size left out; the normal recordings split by time, with a gap.
 *
 * @param mils the size that is left out
 * @param test windows of the recordings at the load that training is at, one behind the other
 */
record Fold(int mils, List<Example> training, List<Example> test) {

    /** Of a normal recording: up to here for training, the rest but for a gap of one window for the test. */
    private static final double NORMAL_TRAINING_SHARE = 0.55;

    static List<Fold> of(List<Recording> recordings, double windowSeconds) {
        List<Fold> folds = new ArrayList<>();
        int[] sizes = recordings.stream()
                .mapToInt(Recording::mils)
                .filter(mils -> mils > 0)
                .distinct()
                .sorted()
                .toArray();
        for (int size : sizes) {
            List<Example> training = new ArrayList<>();
            List<Example> test = new ArrayList<>();
            for (Recording recording : recordings) {
                if (recording.condition() == Condition.NORMAL) {
                    double parting = NORMAL_TRAINING_SHARE * recording.seconds();
                    training.addAll(recording.windows(windowSeconds, 0, parting));
                    test.addAll(recording.windows(windowSeconds, parting + windowSeconds / 2, recording.seconds()));
                } else {
                    (recording.mils() == size ? test : training)
                            .addAll(recording.windows(windowSeconds, 0, recording.seconds()));
                }
            }
            folds.add(new Fold(size, training, test));
        }
        return folds;
    }
}
