package org.millwright.vision.training.goodonly;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;

/**
 * Cross-entropy of every cell, the few flawed ones counted more, plus that of the worst cell against the whole picture: the
 * first teaches where, the second is what decides.
 */
final class FlawLoss extends Loss {

    private static final float FLAWED_CELL_WEIGHT = 3;
    private static final float CELLS_SHARE = 4;

    FlawLoss() {
        super("flaws");
    }

    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray wanted = labels.singletonOrThrow();
        NDArray logOdds = predictions.singletonOrThrow().reshape(wanted.getShape());
        NDArray weights = wanted.mul(FLAWED_CELL_WEIGHT - 1).add(1);
        NDArray cells = crossEntropy(logOdds, wanted).mul(weights).mean();
        int[] cellAxis = {1};
        NDArray whole =
                crossEntropy(logOdds.max(cellAxis), wanted.max(cellAxis)).mean();
        return cells.mul(CELLS_SHARE).add(whole.mul(0.5f));
    }

    /** max(x, 0) − x·y + log(1 + exp(−|x|)), which neither overflows nor loses small numbers. */
    private static NDArray crossEntropy(NDArray logOdds, NDArray wanted) {
        return logOdds.maximum(0)
                .sub(logOdds.mul(wanted))
                .add(logOdds.abs().neg().exp().add(1).log());
    }
}
