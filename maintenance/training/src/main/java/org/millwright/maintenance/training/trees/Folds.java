package org.millwright.maintenance.training.trees;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
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

    /**
     * Each stratum spread evenly over the folds, at random, without parting a group. A group counts to the stratum of its
     * first record.
     */
    static Folds of(List<?> strata, List<?> groups, int count, long seed) {
        Map<Object, List<Integer>> members = new LinkedHashMap<>();
        for (int i = 0; i < groups.size(); i++) {
            members.computeIfAbsent(groups.get(i), any -> new ArrayList<>()).add(i);
        }
        if (members.size() < count) {
            throw new IllegalArgumentException(
                    members.size() + " groups cannot be parted into " + count + " folds; use fewer folds");
        }
        Map<Object, List<List<Integer>>> byStratum = new LinkedHashMap<>();
        members.values()
                .forEach(group -> byStratum
                        .computeIfAbsent(strata.get(group.getFirst()), any -> new ArrayList<>())
                        .add(group));
        Random random = new Random(seed);
        Map<Integer, Integer> fold = new HashMap<>();
        int[] sizes = new int[count];
        for (List<List<Integer>> stratum : byStratum.values()) {
            Collections.shuffle(stratum, random);
            int[] its = new int[count];
            for (List<Integer> group : stratum) {
                int smallest = smallest(its, sizes);
                group.forEach(record -> fold.put(record, smallest));
                its[smallest] += group.size();
                sizes[smallest] += group.size();
            }
        }
        return new Folds(IntStream.range(0, groups.size()).mapToObj(fold::get).toList(), count);
    }

    /** The fold that has least of the stratum, and of those the one that has least of all. */
    private static int smallest(int[] ofStratum, int[] ofAll) {
        int best = 0;
        for (int i = 1; i < ofAll.length; i++) {
            if (ofStratum[i] < ofStratum[best] || (ofStratum[i] == ofStratum[best] && ofAll[i] < ofAll[best])) {
                best = i;
            }
        }
        return best;
    }

    List<Integer> test(int fold) {
        return IntStream.range(0, of.size())
                .filter(i -> of.get(i) == fold)
                .boxed()
                .toList();
    }

    List<Integer> train(int fold) {
        return IntStream.range(0, of.size())
                .filter(i -> of.get(i) != fold)
                .boxed()
                .toList();
    }
}
