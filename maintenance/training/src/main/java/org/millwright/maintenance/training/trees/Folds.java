package org.millwright.maintenance.training.trees;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Parts of a data set, each of which is the test part once.
 *
 * @param of for each record the number of its fold
 */
record Folds(List<Integer> of, int count) {

    /** Each stratum spread evenly over the folds, which of its records where at random. */
    static Folds stratified(List<?> strata, int count, long seed) {
        Map<Object, List<Integer>> members = new LinkedHashMap<>();
        for (int i = 0; i < strata.size(); i++) {
            members.computeIfAbsent(strata.get(i), any -> new ArrayList<>()).add(i);
        }
        Integer[] folds = new Integer[strata.size()];
        Random random = new Random(seed);
        int next = 0; // goes on from stratum to stratum, so that small ones do not all fill the first folds
        for (List<Integer> stratum : members.values()) {
            Collections.shuffle(stratum, random);
            for (int record : stratum) {
                folds[record] = next++ % count;
            }
        }
        return new Folds(List.of(folds), count);
    }

    List<Integer> test(int fold) {
        return IntStream.range(0, of.size()).filter(i -> of.get(i) == fold).boxed().toList();
    }

    List<Integer> train(int fold) {
        return IntStream.range(0, of.size()).filter(i -> of.get(i) != fold).boxed().toList();
    }
}
