package org.millwright.vision.training;

import java.util.ArrayList;
import java.util.List;
import org.millwright.hardware.inference.Tensor;
import org.millwright.hardware.training.Graph;
import org.millwright.hardware.training.Graph.Join;
import org.millwright.hardware.training.Graph.Step;
import org.millwright.hardware.training.Layer;
import org.millwright.hardware.training.TrainableNetwork;

/**
 * A small U-shaped network (Ronneberger et al. 2015) with residual blocks: five halvings, then back up to half the
 * picture's size with sums for skips, where each cell of 2 × 2 pixels gets its log-odds of a defect; the classes are told
 * from the deepest features. About 225 million multiplications for a grey picture of 224 × 224.
 */
final class InspectionNetwork {

    static final String INPUT = "picture";
    static final String MAP = "defects";
    static final String CLASSES = "classes";

    /** Grey levels. */
    private static final float LEAST_CONTRAST = 4;

    static final int FIRST_KERNEL = 5;

    /** Multiples of the 16 floats that a processor with AVX-512 takes at once. */
    private static final int[] WIDTHS = {16, 32, 48, 80, 128};

    private InspectionNetwork() {}

    static TrainableNetwork create(String name, Lesson lesson, long seed) {
        Example.Shape shape = lesson.picture();
        Tensor input = new Tensor(INPUT, List.of(1, shape.channels(), shape.height(), shape.width()));
        return TrainableNetwork.create(name, graph(lesson), input, seed);
    }

    private static Graph graph(Lesson lesson) {
        List<Step> steps = new ArrayList<>(down());
        List<String> outputs = new ArrayList<>();
        if (lesson.hasMap()) {
            steps.addAll(up());
            steps.add(new Step(
                    MAP,
                    "up4",
                    List.of(Layer.Conv.square(Lesson.CELL * Lesson.CELL, 3, 1), new Layer.Unfold(Lesson.CELL))));
            outputs.add(MAP);
        }
        if (lesson.hasClasses()) {
            steps.add(new Step("mean", "down32", List.of(new Layer.GlobalAverage(2))));
            steps.add(new Step("most", "down32", List.of(new Layer.GlobalMax(2)))); // small defects drown in the mean
            steps.add(new Step(
                    CLASSES,
                    List.of("mean", "most"),
                    Join.CONCATENATE,
                    List.of(
                            new Layer.Dropout(0.2f),
                            new Layer.Linear(lesson.kinds().size()))));
            outputs.add(CLASSES);
        }
        return new Graph(INPUT, steps, outputs);
    }

    /** Steps called by how many pixels of the picture one of theirs is wide. */
    private static List<Step> down() {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("levels", INPUT, List.of(new Layer.Scale(1 / 128f, -1))));
        steps.add(new Step("contrasts", INPUT, List.of(new Layer.Standardise(LEAST_CONTRAST))));
        steps.add(new Step(
                "down2",
                List.of("levels", "contrasts"),
                Join.CONCATENATE,
                List.of(Layer.Conv.square(WIDTHS[0], FIRST_KERNEL, 2), new Layer.BatchNorm(), new Layer.Relu())));
        for (int i = 1; i < WIDTHS.length; i++) {
            steps.add(new Step(
                    "down" + (2 << i),
                    "down" + (1 << i),
                    List.of(
                            Layer.Conv.square(WIDTHS[i], 3, 2),
                            new Layer.BatchNorm(),
                            new Layer.Relu(),
                            residual(WIDTHS[i]),
                            new Layer.Relu())));
        }
        return steps;
    }

    private static List<Step> up() {
        List<Step> steps = new ArrayList<>();
        String below = "down32";
        for (int i = WIDTHS.length - 2; i >= 1; i--) {
            int pixels = 2 << i;
            steps.add(new Step(
                    "enlarged" + pixels, below, List.of(Layer.Conv.square(WIDTHS[i], 1, 1), new Layer.Enlarge(2))));
            steps.add(new Step(
                    "up" + pixels,
                    List.of("enlarged" + pixels, "down" + pixels),
                    Join.SUM,
                    List.of(Layer.Conv.square(WIDTHS[i], 3, 1), new Layer.BatchNorm(), new Layer.Relu())));
            below = "up" + pixels;
        }
        return steps;
    }

    private static Layer residual(int channels) {
        return new Layer.Residual(
                List.of(
                        Layer.Conv.square(channels, 3, 1),
                        new Layer.BatchNorm(),
                        new Layer.Relu(),
                        Layer.Conv.square(channels, 3, 1),
                        new Layer.BatchNorm()),
                List.of());
    }
}
