package org.millwright.hardware.training;

import java.util.List;

/**
 * One step of a feed-forward network, in terms that both PyTorch (to train it) and ONNX (to ship it) know.
 *
 * <p>Data are (batch, channels, length) or (batch, channels, rows, columns). Lists hold one number for each of the axes
 * after the channels, so their length says which of the two it is.
 */
public sealed interface Layer {

    /** Convolution with bias; {@code groups} of 1 connects every channel with every other. */
    record Conv(int filters, List<Integer> kernel, List<Integer> stride, List<Integer> padding, int groups)
            implements Layer {

        public Conv {
            kernel = List.copyOf(kernel);
            stride = List.copyOf(stride);
            padding = List.copyOf(padding);
            if (kernel.size() != stride.size() || kernel.size() != padding.size()) {
                throw new IllegalArgumentException("kernel " + kernel + ", stride " + stride + " and padding " + padding
                        + " must have one number an axis each");
            }
        }

        /** Square and 2-D, padded so that stride 1 keeps the size for an odd kernel. */
        public static Conv square(int filters, int kernel, int stride) {
            int padding = kernel / 2;
            return new Conv(filters, List.of(kernel, kernel), List.of(stride, stride), List.of(padding, padding), 1);
        }

        /** 1-D, padded so that stride 1 keeps the length for an odd kernel. */
        public static Conv line(int filters, int kernel, int stride) {
            return new Conv(filters, List.of(kernel), List.of(stride), List.of(kernel / 2), 1);
        }
    }

    /** Batch normalisation over the channels; in use, the averages seen in training. */
    record BatchNorm() implements Layer {}

    record Relu() implements Layer {}

    record Sigmoid() implements Layer {}

    record Tanh() implements Layer {}

    /** Maximum over windows that do not overlap and have no padding. */
    record MaxPool(List<Integer> window) implements Layer {

        public MaxPool {
            window = List.copyOf(window);
        }
    }

    /** Mean over windows that do not overlap and have no padding. */
    record AveragePool(List<Integer> window) implements Layer {

        public AveragePool {
            window = List.copyOf(window);
        }
    }

    /** Mean over all axes after the channels: gives (batch, channels). {@code axes} is how many there are, 1 or 2. */
    record GlobalAverage(int axes) implements Layer {}

    /** Maximum over all axes after the channels: gives (batch, channels). {@code axes} is how many there are, 1 or 2. */
    record GlobalMax(int axes) implements Layer {}

    /** All axes after the batch in one. */
    record Flatten() implements Layer {}

    /** Fully connected, with bias, on (batch, values). */
    record Linear(int units) implements Layer {}

    /** {@code body(x) + shortcut(x)}; an empty shortcut is x itself. */
    record Residual(List<Layer> body, List<Layer> shortcut) implements Layer {

        public Residual {
            body = List.copyOf(body);
            shortcut = List.copyOf(shortcut);
        }
    }

    /** {@code x * factor + offset}, fixed: brings raw inputs to about 1, or outputs back to their unit. */
    record Scale(float factor, float offset) implements Layer {}

    /**
     * Each channel of each picture by itself to mean 0 and deviation 1; 2-D only.
     *
     * @param leastDeviation in the values' unit: about as much is added, so that noise alone is not blown up
     */
    record Standardise(float leastDeviation) implements Layer {}

    /** Repeats every value {@code factor} times along rows and columns; 2-D only. */
    record Enlarge(int factor) implements Layer {}

    /**
     * Lays {@code block}² channels out as squares of {@code block} × {@code block} pixels of one channel; 2-D only. Cheaper
     * than convolving at the larger size (Shi et al., "Real-time single image super-resolution", 2016).
     */
    record Unfold(int block) implements Layer {}

    /**
     * Lighting taken out of pictures: logarithm of {@code x + offset}, so that a brighter lamp only adds, then minus the mean
     * and divided by the deviation of the whole sample, to which {@code floor} is added.
     */
    record Relight(float offset, float floor) implements Layer {}

    /**
     * How far, in a straight line, the channels at each place lie from the nearest of fixed points: one channel; 2-D only.
     *
     * @param points a number for each channel; nobody's to change
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    record Distance(float[][] points) implements Layer {}

    /** Zeroes a share of the values while training, does nothing in use. */
    record Dropout(float rate) implements Layer {}

    /** Swaps the two axes after the batch: (batch, time, channels) to (batch, channels, time) and back. */
    record SwapTimeAndChannels() implements Layer {}

    /** One gated recurrent layer on (batch, time, values); gives its last state, (batch, units). */
    record Gru(int units) implements Layer {}
}
