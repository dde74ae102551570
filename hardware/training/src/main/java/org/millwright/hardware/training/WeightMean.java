package org.millwright.hardware.training;

import java.util.List;

/**
 * A running mean of the weights, which generalises better than the last ones do and is what gets validated and kept
 * (Polyak averaging). NOT thread safe.
 */
final class WeightMean {

    private final float keep;
    private List<float[]> mean = List.of();
    private int steps;

    /** @param keep how much of the mean stays at each step; 0 takes the weights as they are */
    WeightMean(float keep) {
        this.keep = keep;
    }

    /** After a step of training. */
    void add(TrainableNetwork network) {
        if (keep == 0) {
            return;
        }
        List<float[]> weights = network.weights();
        if (mean.isEmpty()) {
            mean = weights;
            return;
        }
        steps++;
        float share = Math.min(keep, (1f + steps) / (10f + steps)); // early weights are soon forgotten
        for (int i = 0; i < weights.size(); i++) {
            float[] to = mean.get(i);
            float[] from = weights.get(i);
            for (int j = 0; j < to.length; j++) {
                to[j] += (1 - share) * (from[j] - to[j]);
            }
        }
    }

    /** Puts the mean into the network; returns what was there. */
    List<float[]> swapIn(TrainableNetwork network) {
        List<float[]> last = network.weights();
        if (keep > 0) {
            network.restore(mean);
        }
        return last;
    }
}
