package org.millwright.vision.training;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.millwright.hardware.training.Deck;

/** Pictures to learn from, to choose weights and limit by, and to be counted once at the end. No picture is in two. */
record Split(List<Picture> train, List<Picture> validation, List<Picture> test) {

    private static final double TRAIN_SHARE = 0.7;
    private static final double VALIDATION_SHARE = 0.15;

    /** Good and defective pictures are dealt separately, so that each part has both. */
    static Split of(List<Picture> pictures, long seed) {
        Split split = new Split(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (boolean defective : new boolean[] {false, true}) {
            List<Picture> group = pictures.stream()
                    .filter(picture -> picture.defective() == defective)
                    .toList();
            int[] order = new Deck(group.size(), new SplittableRandom(seed)).deal(group.size());
            for (int i = 0; i < order.length; i++) {
                double share = (i + 0.5) / order.length;
                split.part(share).add(group.get(order[i]));
            }
        }
        return split;
    }

    private List<Picture> part(double share) {
        return share < TRAIN_SHARE ? train : share < TRAIN_SHARE + VALIDATION_SHARE ? validation : test;
    }
}
