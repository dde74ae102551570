package org.millwright.vision.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.millwright.hardware.training.Samples;

/**
 * Whole pictures, changed at random, with the cells that their masks cover, their class, and what is known of them. Rare
 * classes come more often.
 */
final class LabelledSamples implements Samples {

    /** Takes the edge off certainty, so that one wrong label does not bend the network. */
    private static final float SMOOTHING = 0.05f;

    private final Lesson lesson;
    private final List<Example> dealt;
    private final Augmentation augmentation;
    private final float[] cover;

    LabelledSamples(Lesson lesson, List<Example> examples) {
        this.lesson = lesson;
        this.dealt = balanced(examples);
        this.augmentation = new Augmentation(lesson.picture());
        this.cover = new float[lesson.picture().plane()];
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
        augmentation.choose(random);
        augmentation.picture(example.planes(), inputs, inputAt);
        if (lesson.hasMap() && example.masked()) {
            augmentation.cover(example.cover(), cover);
            cells(cover, lesson, targets, targetAt);
        }
        labels(example, lesson, SMOOTHING, targets, targetAt);
    }

    /** How far each cell is covered, 0 to 1. */
    static void cells(float[] cover, Lesson lesson, float[] targets, int at) {
        int width = lesson.picture().width();
        for (int y = 0; y < lesson.rows(); y++) {
            for (int x = 0; x < lesson.columns(); x++) {
                int from = y * Lesson.CELL * width + x * Lesson.CELL;
                float sum = cover[from] + cover[from + 1] + cover[from + width] + cover[from + width + 1];
                targets[at + y * lesson.columns() + x] = sum / (Lesson.CELL * Lesson.CELL * 255f);
            }
        }
    }

    static void labels(Example example, Lesson lesson, float smoothing, float[] targets, int at) {
        int kinds = lesson.kinds().size();
        for (int i = 0; i < kinds; i++) {
            boolean its = lesson.kinds().get(i).equals(example.kind());
            targets[at + lesson.kindsAt() + i] = (its ? 1 - smoothing : 0) + smoothing / kinds;
        }
        targets[at + lesson.mapKnownAt()] = example.mapKnown() ? 1 : 0;
        targets[at + lesson.defectiveAt()] = example.good() ? 0 : 1;
        targets[at + lesson.partKnownAt()] = lesson.hasGood() ? 1 : 0;
    }
}
