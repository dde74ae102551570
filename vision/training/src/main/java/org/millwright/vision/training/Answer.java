package org.millwright.vision.training;

import org.millwright.vision.DefectMap;

/**
 * What a network says about one picture.
 *
 * @param map log-odds a cell; one surely good cell where the network has no map
 * @param shares of the classes, which sum up to 1; empty where the network tells none
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
record Answer(Example example, DefectMap map, float[] shares) {

    /** Log-odds of the worst cell, which decides on the part. */
    float score() {
        return map.worst();
    }

    /** Index of the class with the largest share. */
    int kind() {
        int best = 0;
        for (int i = 1; i < shares.length; i++) {
            best = shares[i] > shares[best] ? i : best;
        }
        return best;
    }

    /** The best class other than this one, for a part that is known to be defective. */
    int kindOtherThan(int excluded) {
        int best = excluded == 0 && shares.length > 1 ? 1 : 0;
        for (int i = 0; i < shares.length; i++) {
            best = i != excluded && shares[i] > shares[best] ? i : best;
        }
        return best;
    }
}
