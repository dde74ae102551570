package org.millwright.hardware.training;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;

/**
 * Weights and bias of a convolution, row-major, the filters first.
 *
 * @param shape of the weights
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
record Filters(long[] shape, float[] weights, float[] bias) {

    static final float BATCH_NORM_EPSILON = 1e-5f; // DJL's

    static Filters of(Block convolution) {
        NDArray weights = array(convolution, "weight");
        return new Filters(
                weights.getShape().getShape(),
                weights.toFloatArray(),
                array(convolution, "bias").toFloatArray());
    }

    /** The same with the batch normalisation that follows: one multiplication and addition a channel, so it costs nothing. */
    Filters then(Block batchNorm) {
        float[] gamma = array(batchNorm, "gamma").toFloatArray();
        float[] beta = array(batchNorm, "beta").toFloatArray();
        float[] mean = array(batchNorm, "runningMean").toFloatArray();
        float[] variance = array(batchNorm, "runningVar").toFloatArray();
        float[] folded = weights.clone();
        float[] shifted = new float[bias.length];
        int size = weights.length / bias.length;
        for (int i = 0; i < bias.length; i++) {
            double factor = gamma[i] / Math.sqrt((double) variance[i] + BATCH_NORM_EPSILON);
            shifted[i] = (float) (beta[i] + (bias[i] - (double) mean[i]) * factor);
            for (int j = i * size; j < (i + 1) * size; j++) {
                folded[j] = (float) (weights[j] * factor);
            }
        }
        return new Filters(shape, folded, shifted);
    }

    /** A block's own parameter, by how its name ends. */
    static NDArray array(Block block, String suffix) {
        return block.getDirectParameters().stream()
                .filter(parameter -> parameter.getKey().endsWith(suffix))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(block + " has no parameter " + suffix + ", only "
                        + block.getDirectParameters().keys()))
                .getValue()
                .getArray();
    }
}
