package org.millwright.vision.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.millwright.hardware.training.Samples;

/**
 * Pictures or windows of them, changed at random, with the cells that their masks cover, their class, and what is known of
 * them. Rare classes come more often; defects are moved to other parts; a window that shows nothing of the defect is good.
 * NOT thread safe.
 */
final class LabelledSamples implements Samples {

    /** Takes the edge off certainty, so that one wrong label does not bend the network. */
    private static final float SMOOTHING = 0.05f;
    /** Share of the windows of a defective picture that are laid so that they show some of the defect. */
    private static final double AIMED = 0.75;
    /** Share of the pictures, good ones and others, that get a defect of another one. */
    private static final double GRAFTED = 0.35;
    /** Sum of the cover of fewer pixels is nothing that could be told. */
    private static final float LEAST_VISIBLE = 6 * 255f;

    private final Lesson lesson;
    private final List<Example> dealt;
    private final List<List<Example>> donors;
    private final Augmentation augmentation;
    private final Grafting grafting;
    private final float[] cover;
    private final float[] donorCover;
    private final float[] donor;

    /** @param lesson of the window's size, which may be smaller than the examples */
    LabelledSamples(Lesson lesson, List<Example> examples) {
        this.lesson = lesson;
        this.dealt = balanced(examples);
        this.donors = donors(examples);
        this.augmentation = new Augmentation(lesson.picture());
        this.grafting = new Grafting(lesson.picture());
        this.cover = new float[lesson.picture().plane()];
        this.donorCover = new float[lesson.picture().plane()];
        this.donor = new float[lesson.picture().size()];
    }

    /** Each class as often as the root of its rarity asks: a class of a tenth the size comes three times as often. */
    private static List<Example> balanced(List<Example> examples) {
        Map<String, Integer> counts = new HashMap<>();
        examples.forEach(example -> counts.merge(example.kind(), 1, Integer::sum));
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(1);
        List<Example> dealt = new ArrayList<>();
        Map<String, Double> owed = new HashMap<>();
        for (Example example : examples) {
            double often = Math.sqrt((double) most / counts.getOrDefault(example.kind(), most));
            double due = owed.merge(example.kind(), often, Double::sum);
            for (; due >= 1; due--) {
                dealt.add(example);
            }
            owed.put(example.kind(), due);
        }
        return List.copyOf(dealt);
    }

    /** Defects with masks, class by class. */
    private static List<List<Example>> donors(List<Example> examples) {
        Map<String, List<Example>> byKind = new TreeMap<>();
        examples.stream()
                .filter(Example::masked)
                .forEach(example -> byKind.computeIfAbsent(example.kind(), any -> new ArrayList<>())
                        .add(example));
        return List.copyOf(byKind.values());
    }

    @Override
    public int count() {
        return dealt.size();
    }

    @Override
    public List<Integer> inputShape() {
        Example.Shape shape = lesson.picture();
        return List.of(1, shape.channels(), shape.height(), shape.width());
    }

    @Override
    public int targetSize() {
        return lesson.targetSize();
    }

    @Override
    public void write(int index, RandomGenerator random, float[] inputs, int inputAt, float[] targets, int targetAt) {
        Example example = dealt.get(index);
        lay(example, random);
        augmentation.picture(example.planes(), inputs, inputAt);
        augmentation.cover(example.cover(), cover);
        String kind = example.kind();
        boolean defective = !example.good();
        if (lesson.hasMap() && lesson.hasGood() && example.masked() && !visible(cover)) {
            kind = lesson.kinds().getFirst();
            defective = false;
        }
        if (lesson.hasMap() && example.mapKnown() && !donors.isEmpty() && random.nextDouble() < GRAFTED) {
            Example other = graft(random, inputs, inputAt);
            if (visible(donorCover)) {
                kind = defective ? kind : other.kind();
                defective = true;
            }
        }
        if (lesson.hasMap()) {
            cells(cover, lesson, targets, targetAt);
        }
        labels(kind, defective, example.mapKnown(), targets, targetAt);
    }

    private void lay(Example example, RandomGenerator random) {
        int aim = -1;
        if (example.masked() && random.nextDouble() < AIMED) {
            int from = random.nextInt(example.cover().length);
            for (int i = 0; i < example.cover().length && aim < 0; i++) {
                int pixel = (from + i) % example.cover().length;
                aim = example.cover()[pixel] != 0 ? pixel : -1;
            }
        }
        augmentation.choose(random, example.shape(), aim);
    }

    /** A defect of another picture, laid anew; both covers become one. */
    private Example graft(RandomGenerator random, float[] inputs, int inputAt) {
        List<Example> kind = donors.get(random.nextInt(donors.size()));
        Example other = kind.get(random.nextInt(kind.size()));
        lay(other, random);
        augmentation.picture(other.planes(), donor, 0);
        augmentation.cover(other.cover(), donorCover);
        grafting.graft(inputs, inputAt, donor, donorCover);
        for (int i = 0; i < cover.length; i++) {
            cover[i] = Math.max(cover[i], donorCover[i]);
        }
        return other;
    }

    private static boolean visible(float[] cover) {
        float sum = 0;
        for (float pixel : cover) {
            sum += pixel;
        }
        return sum >= LEAST_VISIBLE;
    }

    /** How far each cell of a picture with even sides is covered, 0 to 1. */
    private static void cells(float[] cover, Lesson lesson, float[] targets, int at) {
        int width = lesson.picture().width();
        for (int y = 0; y < lesson.rows(); y++) {
            for (int x = 0; x < lesson.columns(); x++) {
                int from = y * Lesson.CELL * width + x * Lesson.CELL;
                float sum = cover[from] + cover[from + 1] + cover[from + width] + cover[from + width + 1];
                targets[at + y * lesson.columns() + x] = sum / (Lesson.CELL * Lesson.CELL * 255f);
            }
        }
    }

    private void labels(String kind, boolean defective, boolean mapKnown, float[] targets, int at) {
        int kinds = lesson.kinds().size();
        for (int i = 0; i < kinds; i++) {
            boolean its = lesson.kinds().get(i).equals(kind);
            targets[at + lesson.kindsAt() + i] = (its ? 1 - SMOOTHING : 0) + SMOOTHING / kinds;
        }
        targets[at + lesson.mapKnownAt()] = mapKnown ? 1 : 0;
        targets[at + lesson.defectiveAt()] = defective ? 1 : 0;
        targets[at + lesson.partKnownAt()] = lesson.hasGood() ? 1 : 0;
    }
}
