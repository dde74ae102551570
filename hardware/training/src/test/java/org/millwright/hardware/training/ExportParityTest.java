package org.millwright.hardware.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.hardware.inference.Network;
import org.millwright.hardware.inference.Tensor;

/** What ONNX Runtime computes from the exported file is what PyTorch computes from the trained layers. */
final class ExportParityTest {

    private static final double TOLERANCE = 1e-5;
    /** Distances are differences of squares, which cost a digit. */
    private static final double ROUNDING = 5e-5;

    @TempDir
    Path folder;

    static List<Arguments> networks() {
        return List.of(
                Arguments.of(
                        "image",
                        List.of(1, 1, 33, 30),
                        List.of(
                                new Layer.Scale(1 / 128f, -1),
                                Layer.Conv.square(6, 5, 2),
                                new Layer.BatchNorm(),
                                new Layer.Relu(),
                                new Layer.Residual(
                                        List.of(
                                                Layer.Conv.square(6, 3, 1),
                                                new Layer.Relu(),
                                                new Layer.Conv(6, List.of(3, 3), List.of(1, 1), List.of(1, 1), 6)),
                                        List.of()),
                                new Layer.MaxPool(List.of(2, 2)),
                                new Layer.Residual(
                                        List.of(Layer.Conv.square(8, 3, 2), new Layer.BatchNorm()),
                                        List.of(Layer.Conv.square(8, 1, 2))),
                                new Layer.Sigmoid())),
                Arguments.of(
                        "remembered",
                        List.of(1, 2, 9, 12),
                        List.of(
                                new Layer.Relight(8, 0.05f),
                                Layer.Conv.square(3, 3, 1),
                                new Layer.Distance(new float[][] {{1, 0, 0}, {0.5f, 2, -1}, {-1, 1, 1}}))),
                Arguments.of(
                        "pooled",
                        List.of(1, 2, 20, 20),
                        List.of(
                                Layer.Conv.square(5, 3, 1),
                                new Layer.Tanh(),
                                new Layer.AveragePool(List.of(3, 3)),
                                new Layer.GlobalMax(2),
                                new Layer.Linear(7),
                                new Layer.BatchNorm(),
                                new Layer.Dropout(0.5f),
                                new Layer.Linear(2))),
                Arguments.of(
                        "line",
                        List.of(1, 30, 14),
                        List.of(
                                new Layer.SwapTimeAndChannels(),
                                Layer.Conv.line(16, 5, 1),
                                new Layer.BatchNorm(),
                                new Layer.Relu(),
                                new Layer.MaxPool(List.of(2)),
                                Layer.Conv.line(8, 3, 2),
                                new Layer.AveragePool(List.of(2)),
                                new Layer.GlobalAverage(1),
                                new Layer.Linear(1),
                                new Layer.Scale(125, 60))),
                Arguments.of(
                        "flat",
                        List.of(1, 3, 11),
                        List.of(new Layer.Flatten(), new Layer.Linear(9), new Layer.Relu(), new Layer.Linear(3))),
                Arguments.of(
                        "recurrent",
                        List.of(1, 25, 6),
                        List.of(new Layer.Gru(12), new Layer.Relu(), new Layer.Linear(1))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void theExportedNetworkAgreesWithTheTrainedOne(String name, List<Integer> shape, List<Layer> layers)
            throws Exception {
        Tensor input = new Tensor("x", shape);
        try (TrainableNetwork trained = TrainableNetwork.create(name, layers, input, "y", 7)) {
            disturb(trained);
            SplittableRandom random = new SplittableRandom(11);
            BundleWriter writer = new BundleWriter(trained, "1", "test", Map.of(), Map.of());
            writer.golden("first", random(input, random), TOLERANCE);
            ModelBundle bundle = writer.write(folder.resolve("bundle"));
            try (Network network = Network.open(bundle)) {
                for (int i = 0; i < 20; i++) {
                    float[] x = random(input, random);
                    float[] expected = trained.answer(x, 1);
                    float[] found = network.run(x)[0];
                    assertClose(found, expected);
                }
            }
        }
    }

    @Test
    void skipsAndSeveralOutputsAgreeToo() throws Exception {
        Tensor input = new Tensor("x", List.of(1, 2, 16, 24));
        Graph graph = new Graph(
                "x",
                List.of(
                        new Graph.Step("even", "x", List.of(new Layer.Standardise(0.1f))),
                        new Graph.Step(
                                "half",
                                List.of("x", "even"),
                                Graph.Join.CONCATENATE,
                                List.of(Layer.Conv.square(6, 3, 2), new Layer.BatchNorm(), new Layer.Relu())),
                        new Graph.Step("quarter", "half", List.of(Layer.Conv.square(6, 3, 2), new Layer.Enlarge(2))),
                        new Graph.Step(
                                "map",
                                List.of("quarter", "half"),
                                Graph.Join.SUM,
                                List.of(Layer.Conv.square(4, 3, 1), new Layer.Unfold(2))),
                        new Graph.Step("kind", "quarter", List.of(new Layer.GlobalAverage(2), new Layer.Linear(3)))),
                List.of("map", "kind"));
        try (TrainableNetwork trained = TrainableNetwork.create("graph", graph, input, 5)) {
            disturb(trained);
            SplittableRandom random = new SplittableRandom(17);
            ModelBundle bundle = new BundleWriter(trained, "1", "test", Map.of(), Map.of())
                    .golden("first", random(input, random), TOLERANCE)
                    .write(folder.resolve("bundle"));
            assertThat(bundle.outputs())
                    .containsExactly(new Tensor("map", List.of(1, 1, 16, 24)), new Tensor("kind", List.of(1, 3)));
            try (Network network = Network.open(bundle)) {
                float[] x = random(input, random);
                float[][] expected = trained.answers(x, 1);
                float[][] found = network.run(x);
                for (int i = 0; i < expected.length; i++) {
                    assertClose(found[i], expected[i]);
                }
            }
        }
    }

    @Test
    void aGraphThatNamesAnUnknownStepIsRefused() {
        assertThatThrownBy(() -> new Graph("x", List.of(new Graph.Step("a", "b", List.of())), List.of("a")))
                .hasMessageContaining("step \"a\" takes \"b\", which is none of [x]");
    }

    @Test
    void aBatchGetsTheSameAnswersAsItsMembersAlone() {
        Tensor input = new Tensor("x", List.of(1, 3, 8));
        try (TrainableNetwork trained = TrainableNetwork.create(
                "batch", List.of(Layer.Conv.line(4, 3, 1), new Layer.BatchNorm()), input, "y", 3)) {
            SplittableRandom random = new SplittableRandom(5);
            float[] both = new float[2 * input.size()];
            float[] second = random(input, random);
            System.arraycopy(second, 0, both, input.size(), second.length);
            float[] answers = trained.answer(both, 2);
            assertThat(Arrays.copyOfRange(answers, trained.output().size(), answers.length))
                    .containsExactly(trained.answer(second, 1), Offset.offset(1e-6f));
        }
    }

    private static void assertClose(float[] found, float[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat((double) found[i])
                    .isCloseTo(expected[i], Offset.offset(ROUNDING * Math.max(1, Math.abs(expected[i]))));
        }
    }

    /** Batch norms start as the identity; only other values show an exchanged weight. */
    private static void disturb(TrainableNetwork trained) {
        SplittableRandom random = new SplittableRandom(13);
        List<float[]> weights = trained.weights();
        for (float[] weight : weights) {
            for (int i = 0; i < weight.length; i++) {
                weight[i] = Math.abs(weight[i]) + (float) random.nextDouble(0.05, 0.3);
            }
        }
        trained.restore(weights);
    }

    private static float[] random(Tensor tensor, SplittableRandom random) {
        float[] values = new float[tensor.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }
}
