package org.millwright.vision.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.millwright.hardware.training.Deck;

/**
 * Pictures to learn from, to choose weights and limit by, and to be counted once at the end. No group is in two of them,
 * and each class is spread over all three.
 */
record Split(List<Example> train, List<Example> validation, List<Example> test) {

    private static final int PARTS = 3;
    private static final int LEAST_GROUPS = 3;

    /**
     * Deals the groups of each class, the rarest class first.
     *
     * @param shares of the pictures, for train, validation and test
     * @throws IOException naming a class that cannot be dealt
     */
    static Split of(Examples examples, double[] shares, long seed) throws IOException {
        List<List<Example>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Map<String, List<List<Example>>> groups = groupsByKind(examples.all());
        List<String> rarestFirst = groups.keySet().stream()
                .sorted(Comparator.comparingLong(examples::countOf).thenComparing(kind -> kind))
                .toList();
        for (String kind : rarestFirst) {
            deal(kind, groups.getOrDefault(kind, List.of()), shares, seed, parts);
        }
        return new Split(List.copyOf(parts.get(0)), List.copyOf(parts.get(1)), List.copyOf(parts.get(2)));
    }

    /** Everything a group holds goes with the kind that is most frequent in it. */
    private static Map<String, List<List<Example>>> groupsByKind(List<Example> all) {
        Map<Integer, List<Example>> byGroup = new LinkedHashMap<>();
        all.forEach(example -> byGroup.computeIfAbsent(example.group(), any -> new ArrayList<>())
                .add(example));
        Map<String, List<List<Example>>> byKind = new HashMap<>();
        for (List<Example> group : byGroup.values()) {
            Map<String, Integer> counts = new LinkedHashMap<>();
            group.forEach(example -> counts.merge(example.kind(), 1, Integer::sum));
            String kind = counts.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();
            byKind.computeIfAbsent(kind, any -> new ArrayList<>()).add(group);
        }
        return byKind;
    }

    private static void deal(
            String kind, List<List<Example>> groups, double[] shares, long seed, List<List<Example>> parts)
            throws IOException {
        if (groups.size() < LEAST_GROUPS) {
            int pictures = groups.stream().mapToInt(List::size).sum();
            throw new IOException("class " + kind + " has " + pictures + " pictures of " + groups.size()
                    + " different things, at least " + LEAST_GROUPS
                    + " are needed to train, validate and test: add pictures or move the folder away");
        }
        int all = groups.stream().mapToInt(List::size).sum();
        int[] dealt = new int[PARTS];
        for (int index : new Deck(groups.size(), new SplittableRandom(seed)).deal(groups.size())) {
            int neediest = 0;
            double need = Double.NEGATIVE_INFINITY;
            for (int part = 0; part < PARTS; part++) {
                double missing = shares[part] == 0 ? -1 : 1 - dealt[part] / (shares[part] * all);
                if (missing > need) {
                    need = missing;
                    neediest = part;
                }
            }
            dealt[neediest] += groups.get(index).size();
            parts.get(neediest).addAll(groups.get(index));
        }
    }

    /**
     * Without the good pictures to train on of things that other pictures show a defect of: as likely as not the defect is there
     * as well, and a network that is told otherwise learns not to see it. Validation and test keep theirs.
     */
    Split withoutDoubtful() {
        Set<Integer> defective = new HashSet<>();
        train.stream().filter(example -> !example.good()).forEach(example -> defective.add(example.group()));
        List<Example> kept = train.stream()
                .filter(example -> !example.good() || !defective.contains(example.group()))
                .toList();
        return new Split(kept, validation, test);
    }

    /** How many pictures each part has, for the record. */
    Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        sizes.put("train", train.size());
        sizes.put("validation", validation.size());
        sizes.put("test", test.size());
        return sizes;
    }

    /** How many groups are in more than one part: none, or the figures mean nothing. */
    int shared() {
        Set<Integer> trained = new HashSet<>();
        train.forEach(example -> trained.add(example.group()));
        Set<Integer> validated = new HashSet<>();
        validation.forEach(example -> validated.add(example.group()));
        Set<Integer> found = new HashSet<>();
        for (Example example : test) {
            if (trained.contains(example.group()) || validated.contains(example.group())) {
                found.add(example.group());
            }
        }
        validated.retainAll(trained);
        found.addAll(validated);
        return found.size();
    }
}
