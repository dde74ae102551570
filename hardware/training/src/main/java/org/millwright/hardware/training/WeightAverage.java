package org.millwright.hardware.training;

import java.util.ArrayList;
import java.util.List;

/**
 * A moving average of a network's weights over the last steps of a training. It does better than the weights of any one
 * step, above all when there is time for few passes (Polyak and Juditsky 1992). NOT thread safe.
 */
final class WeightAverage {

    /** About as many steps back as the average looks. */
    private static final int STEPS = 150;

    private final TrainableNetwork network;
    private List<float[]> average;
    private int steps;

    WeightAverage(TrainableNetwork network) {
        this.network = network;
        this.average = network.weights();
    }

    /** Takes in the network's weights as they are now. */
    void add() {
        steps++;
        // A plain mean at first, so that the random start does not linger.
        float share = 1f / Math.min(steps, STEPS);
        List<float[]> weights = network.weights();
        List<float[]> moved = new ArrayList<>(weights.size());
        for (int i = 0; i < weights.size(); i++) {
            float[] now = weights.get(i);
            float[] past = average.get(i);
            for (int j = 0; j < now.length; j++) {
                now[j] = past[j] + share * (now[j] - past[j]);
            }
            moved.add(now);
        }
        average = moved;
    }

    /** The average; not to be changed. */
    List<float[]> weights() {
        return average;
    }
}
