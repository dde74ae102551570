package org.millwright.maintenance.training.vibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One fault size left out at the lowest load that there is; the normal recording split by time, with a gap.
 *
 * @param mils the size that is left out
 * @param test windows at the load of the training, one behind the other
 * @param elsewhere windows of the size left out and of the normal state at each other load, which training never sees
 */
record Fold(int mils, List<Example> training, List<Example> test, Map<Integer, List<Example>> elsewhere) {

    /** Of a normal recording: up to here for training, the rest but for a gap of half a window or more for the test. */
    private static final double NORMAL_TRAINING_SHARE = 0.55;

    static List<Fold> of(List<Recording> recordings, double windowSeconds) {
        int load = recordings.stream().mapToInt(Recording::load).min().orElseThrow();
        return recordings.stream()
                .filter(recording -> recording.load() == load && recording.mils() > 0)
                .map(Recording::mils)
                .distinct()
                .sorted()
                .map(mils -> of(recordings, mils, load, windowSeconds))
                .toList();
    }

    private static Fold of(List<Recording> recordings, int mils, int load, double windowSeconds) {
        Fold fold = new Fold(mils, new ArrayList<>(), new ArrayList<>(), new TreeMap<>());
        for (Recording recording : recordings) {
            boolean normal = recording.condition() == Condition.NORMAL;
            double end = recording.seconds();
            if (recording.load() != load) {
                if (normal || recording.mils() == mils) {
                    fold.elsewhere
                            .computeIfAbsent(recording.load(), other -> new ArrayList<>())
                            .addAll(recording.windows(windowSeconds, 0, end));
                }
            } else if (normal) {
                double parting = NORMAL_TRAINING_SHARE * end;
                fold.training.addAll(recording.windows(windowSeconds, 0, parting));
                fold.test.addAll(recording.windows(windowSeconds, parting + windowSeconds / 2, end));
            } else {
                (recording.mils() == mils ? fold.test : fold.training).addAll(recording.windows(windowSeconds, 0, end));
            }
        }
        return fold;
    }
}
