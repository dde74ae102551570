package org.millwright.vision.training.goodonly;

import java.util.ArrayList;
import java.util.List;
import org.millwright.hardware.training.Graph;
import org.millwright.hardware.training.Graph.Join;
import org.millwright.hardware.training.Graph.Step;
import org.millwright.hardware.training.Layer;

/**
 * The convolutions that all of this package stands on: levels in, features at a half to a sixteenth of the size, and
 * log-odds of a flaw for each cell of {@link #CELL} pixels. About 110 million multiplications for 224×224 grey.
 */
final class Trunk {

    /** Pixels a cell of the answer is wide and high. */
    static final int CELL = 4;
    /** The picture's width and height must be multiples of this many pixels. */
    static final int GRID = 16;

    static final String PICTURE = "picture";
    static final String QUARTER = "quarter";
    static final String EIGHTH = "eighth";
    static final String WIDE = "wide";
    static final String FLAWS = "flaws";

    /** Pixels that the first filters are wide and high. */
    static final int FIRST_KERNEL = 5;

    private static final int STEM = 12;
    private static final int NARROW = 24;
    private static final int MIDDLE = 48;
    private static final int DEEP = 64;

    private Trunk() {}

    /** All steps, the last of which is {@link #FLAWS}. */
    static List<Step> steps() {
        return List.of(
                new Step(
                        "stem",
                        PICTURE,
                        joined(List.of(new Layer.Relight(8, 0.05f)), convolved(STEM, FIRST_KERNEL, 2))),
                new Step(QUARTER, "stem", convolved(NARROW, 3, 2)),
                new Step(EIGHTH, QUARTER, joined(convolved(MIDDLE, 3, 2), residual(MIDDLE))),
                new Step("deep", EIGHTH, joined(convolved(DEEP, 3, 2), residual(DEEP))),
                new Step("deep-up", "deep", List.of(Layer.Conv.square(MIDDLE, 1, 1), new Layer.Enlarge(2))),
                new Step(WIDE, List.of(EIGHTH, "deep-up"), Join.SUM, convolved(MIDDLE, 3, 1)),
                new Step("wide-up", WIDE, List.of(Layer.Conv.square(NARROW, 1, 1), new Layer.Enlarge(2))),
                new Step("fine", List.of(QUARTER, "wide-up"), Join.SUM, convolved(NARROW, 3, 1)),
                new Step(FLAWS, "fine", List.of(Layer.Conv.square(1, 1, 1))));
    }

    /** The trunk alone, giving the answers of the steps named. */
    static Graph graph(String... outputs) {
        return new Graph(PICTURE, steps(), List.of(outputs));
    }

    private static List<Layer> convolved(int filters, int kernel, int stride) {
        return List.of(Layer.Conv.square(filters, kernel, stride), new Layer.BatchNorm(), new Layer.Relu());
    }

    private static List<Layer> residual(int channels) {
        return List.of(
                new Layer.Residual(
                        List.of(
                                Layer.Conv.square(channels, 3, 1),
                                new Layer.BatchNorm(),
                                new Layer.Relu(),
                                Layer.Conv.square(channels, 3, 1),
                                new Layer.BatchNorm()),
                        List.of()),
                new Layer.Relu());
    }

    @SafeVarargs
    private static List<Layer> joined(List<Layer>... parts) {
        List<Layer> all = new ArrayList<>();
        for (List<Layer> part : parts) {
            all.addAll(part);
        }
        return all;
    }
}
