package org.millwright.hardware.training;

import java.util.List;
import java.util.random.RandomGenerator;

/** What a network learns from: inputs with the answers that are wanted, by index. */
public interface Samples {

    int count();

    /** Of one sample, as a batch of 1. A network without fixed sizes may learn from smaller inputs than it is used on. */
    List<Integer> inputShape();

    /** How many numbers the target of one sample has. */
    int targetSize();

    /**
     * Writes one sample, changed at random where that helps learning.
     *
     * @param inputs of the whole batch; this sample begins at {@code inputAt}
     * @param targets of the whole batch; this sample begins at {@code targetAt}
     */
    void write(int index, RandomGenerator random, float[] inputs, int inputAt, float[] targets, int targetAt);
}
