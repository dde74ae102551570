package org.millwright.hardware.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.training.loss.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.millwright.hardware.inference.Tensor;

final class FitTest {

    private static final Tensor INPUT = new Tensor("x", List.of(1, 2));

    @Test
    void aPlaneIsLearnedAndTheBestWeightsAreKept() {
        List<String> lines = new ArrayList<>();
        try (TrainableNetwork network = network()) {
            Fit.Result result = new Fit(network, new Plane(), Loss.l2Loss(), new Fit.Plan(40, 40, 32, 640, 0.03f, 5))
                    .run(FitTest::error, lines::add);

            // harm.
            assertThat(result.validation()).isLessThan(0.05);
            assertThat(error(network)).isEqualTo(result.validation());
            assertThat(lines).hasSize(40).first().asString().contains("epoch 1/40", "loss", "validation", "best");
        }
    }

    @Test
    void trainingStopsWhenNothingImproves() {
        List<String> lines = new ArrayList<>();
        try (TrainableNetwork network = network()) {
            List<float[]> start = network.weights();
            Fit.Result result = new Fit(network, new Plane(), Loss.l2Loss(), new Fit.Plan(50, 2, 32, 32, 0.1f, 5))
                    .run(trained -> 1 + lines.size(), lines::add);

            assertThat(result).isEqualTo(new Fit.Result(1, 1, 3));
            assertThat(network.weights().getFirst()).isNotEqualTo(start.getFirst());
        }
    }

    @Test
    void aDeckDealsEveryCardOnceARound() {
        Deck deck = new Deck(7, new SplittableRandom(1));
        assertThat(deck.deal(7)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
        assertThat(deck.deal(3)).doesNotHaveDuplicates();
        assertThat(deck.deal(20)).hasSize(20);
    }

    private static TrainableNetwork network() {
        return TrainableNetwork.create("plane", List.of(new Layer.Linear(1)), INPUT, "y", 1);
    }

    private static double error(TrainableNetwork network) {
        float[] answers = network.answer(new float[] {0, 0, 1, 0, 0, 1, -1, 1}, 4);
        double[] wanted = {1, 3, 0, -2};
        double sum = 0;
        for (int i = 0; i < wanted.length; i++) {
            sum += Math.abs(answers[i] - wanted[i]);
        }
        return sum;
    }

    /** y = 2a − b + 1. */
    private record Plane() implements Samples {

        @Override
        public int count() {
            return 100;
        }

        @Override
        public List<Integer> inputShape() {
            return INPUT.shape();
        }

        @Override
        public int targetSize() {
            return 1;
        }

        @Override
        public void write(
                int index, RandomGenerator random, float[] inputs, int inputAt, float[] targets, int targetAt) {
            float a = (float) random.nextDouble(-1, 1);
            float b = (float) random.nextDouble(-1, 1);
            inputs[inputAt] = a;
            inputs[inputAt + 1] = b;
            targets[targetAt] = 2 * a - b + 1;
        }
    }
}
