package org.millwright.vision.training;

import java.util.List;
import org.millwright.hardware.inference.Tensor;
import org.millwright.hardware.training.Layer;
import org.millwright.hardware.training.TrainableNetwork;

/**
 * A small fully convolutional network: grey levels in, log-odds of a defect for each cell of 8 × 8 pixels out. It tells
 * and finds in one; the worst cell decides on the part.
 */
final class SurfaceNetwork {

    /** Pixels a cell is wide and high. */
    static final int CELL = 8;

    private SurfaceNetwork() {}

    static TrainableNetwork create(int width, int height, long seed) {
        return TrainableNetwork.create(
                "surface", layers(), new Tensor("picture", List.of(1, 1, height, width)), "defects", seed);
    }

    private static List<Layer> layers() {
        return List.of(
                new Layer.Scale(1 / 64f, -2),
                Layer.Conv.square(12, 5, 2),
                new Layer.BatchNorm(),
                new Layer.Relu(),
                Layer.Conv.square(24, 3, 2),
                new Layer.BatchNorm(),
                new Layer.Relu(),
                Layer.Conv.square(32, 3, 2),
                new Layer.BatchNorm(),
                new Layer.Relu(),
                residual(32),
                new Layer.Relu(),
                residual(32),
                new Layer.Relu(),
                Layer.Conv.square(1, 1, 1));
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
