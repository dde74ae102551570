package org.millwright.hardware.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millwright.hardware.inference.FastestNetwork;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.hardware.inference.Network;
import org.millwright.hardware.inference.Tensor;

/** Networks in integers answer about what the trained ones do, and are run as such. */
final class Int8Test {

    /** Of how far the trained network's answers lie apart: some steps of the 255 that each layer has. */
    private static final double MOST_OFF = 0.06;

    private static final Tensor INPUT = new Tensor("x", List.of(1, 2, 32, 48));

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void integersAnswerAboutWhatTheTrainedNetworkDoes(long seed) {
        try (TrainableNetwork trained = network(seed)) {
            Int8 int8 = Int8.of(trained, samples(seed, 20));
            for (double share : new double[] {1, 0.9999}) {
                try (Int8.Answering integers = int8.answering(int8.onnx(1, share))) {
                    assertNear(trained, integers::answers, samples(seed + 100, 10));
                }
            }
        }
    }

    @Test
    void allButTheFirstAndTheLastConvolutionsBecomeIntegersInOnnxRuntime() throws Exception {
        try (TrainableNetwork trained = network(7)) {
            Int8 int8 = Int8.of(trained, samples(7, 4));
            assertThat(int8.convolutions(1)).isEqualTo(7);
            assertThat(int8.convolutions(2)).isLessThan(7).isPositive();

            Map<String, Long> operators = operators(int8.onnx(1, 1));

            assertThat(operators).containsEntry("QLinearConv", 7L).containsEntry("QLinearAdd", 2L);
            assertThat(operators.getOrDefault("DequantizeLinear", 0L)).isLessThanOrEqualTo(4);
        }
    }

    @Test
    void tensorsAndFiltersOfNothingButZeroDoNoHarm() {
        try (TrainableNetwork trained = network(3)) {
            trained.restore(trained.weights().stream()
                    .map(weight -> new float[weight.length])
                    .toList());
            Int8 int8 = Int8.of(trained, List.of(new float[INPUT.size()]));
            try (Int8.Answering integers = int8.answering(int8.onnx(1, 1))) {
                for (float[] output : integers.answers(samples(1, 1).getFirst())) {
                    assertThat(output).containsOnly(0);
                }
            }
        }
    }

    @Test
    void aNetworkWithoutConvolutionsInBetweenHasNothingToTurnIntoIntegers() {
        List<Layer> layers = List.of(Layer.Conv.square(3, 3, 1), new Layer.Relu(), Layer.Conv.square(1, 3, 1));
        try (TrainableNetwork trained = TrainableNetwork.create("short", layers, INPUT, "y", 1)) {
            assertThat(Int8.of(trained, samples(1, 1)).convolutions(1)).isZero();
        }
    }

    @Test
    void theBundleHoldsBothAndEachProvesItself() throws Exception {
        try (TrainableNetwork trained = network(4)) {
            List<float[]> samples = samples(4, 8);
            ModelBundle bundle = new BundleWriter(trained, "1", "test", Map.of(), Map.of())
                    .golden("first", samples.getFirst(), 1e-4)
                    .variant(Int8.PRECISION, Int8.of(trained, samples).onnx(1, 1), 0.01, Map.of("auroc", 1))
                    .write(folder.resolve("bundle"));

            assertThat(bundle.variants()).singleElement().satisfies(variant -> {
                assertThat(variant.network()).isEqualTo("network-int8.onnx");
                assertThat(variant.golden().getFirst().outputs())
                        .containsExactly("golden/first.int8.map.output.f32", "golden/first.int8.kind.output.f32");
            });
            FastestNetwork fastest = FastestNetwork.open(bundle, 1);
            try (Network network = fastest.network()) {
                assertThat(fastest.choice().refused()).isEmpty();
                assertNear(trained, network::run, samples);
            }
        }
    }

    /** Every kind of layer that a convolution may stand beside. */
    private static TrainableNetwork network(long seed) {
        Layer depthwise = new Layer.Conv(8, List.of(3, 3), List.of(1, 1), List.of(1, 1), 8);
        Graph graph = new Graph(
                "x",
                List.of(
                        new Graph.Step("even", "x", List.of(new Layer.Standardise(0.1f))),
                        new Graph.Step(
                                "half",
                                List.of("x", "even"),
                                Graph.Join.CONCATENATE,
                                List.of(Layer.Conv.square(8, 5, 2), new Layer.BatchNorm(), new Layer.Relu())),
                        new Graph.Step(
                                "quarter",
                                "half",
                                List.of(
                                        depthwise,
                                        new Layer.BatchNorm(),
                                        new Layer.Relu(),
                                        new Layer.MaxPool(List.of(2, 2)),
                                        new Layer.Residual(
                                                List.of(
                                                        Layer.Conv.square(8, 3, 1),
                                                        new Layer.Relu(),
                                                        Layer.Conv.square(8, 3, 1),
                                                        new Layer.BatchNorm()),
                                                List.of(Layer.Conv.square(8, 1, 1))),
                                        new Layer.Relu())),
                        new Graph.Step("up", "quarter", List.of(Layer.Conv.square(8, 1, 1), new Layer.Enlarge(2))),
                        new Graph.Step(
                                "joined",
                                List.of("up", "half"),
                                Graph.Join.SUM,
                                List.of(Layer.Conv.square(8, 3, 1), new Layer.BatchNorm(), new Layer.Relu())),
                        new Graph.Step("slow", "joined", List.of(Layer.Conv.square(4, 3, 1), new Layer.Tanh())),
                        new Graph.Step("map", "slow", List.of(Layer.Conv.square(4, 3, 1), new Layer.Unfold(2))),
                        new Graph.Step("mean", "quarter", List.of(new Layer.GlobalAverage(2))),
                        new Graph.Step("most", "quarter", List.of(new Layer.GlobalMax(2))),
                        new Graph.Step(
                                "kind", List.of("mean", "most"), Graph.Join.CONCATENATE, List.of(new Layer.Linear(3)))),
                List.of("map", "kind"));
        return TrainableNetwork.create("graph", graph, INPUT, seed);
    }

    private static List<float[]> samples(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        List<float[]> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] values = new float[INPUT.size()];
            for (int j = 0; j < values.length; j++) {
                values[j] = (float) random.nextDouble(-1, 1);
            }
            samples.add(values);
        }
        return samples;
    }

    /** Each output by itself, over all samples: the mean difference beside how far the wanted answers lie apart. */
    private static void assertNear(
            TrainableNetwork trained, Function<float[], float[][]> integers, List<float[]> samples) {
        for (int i = 0; i < trained.outputs().size(); i++) {
            float low = Float.POSITIVE_INFINITY;
            float high = Float.NEGATIVE_INFINITY;
            double sum = 0;
            for (float[] sample : samples) {
                float[] expected = trained.answers(sample, 1)[i];
                float[] found = integers.apply(sample)[i];
                for (int j = 0; j < expected.length; j++) {
                    low = Math.min(low, expected[j]);
                    high = Math.max(high, expected[j]);
                    sum += Math.abs(found[j] - expected[j]) / expected.length;
                }
            }
            assertThat(sum / samples.size()).isLessThan(MOST_OFF * (high - low));
        }
    }

    /** How often each operator is left once ONNX Runtime has made the graph its own. */
    private Map<String, Long> operators(byte[] onnx) throws Exception {
        Path optimised = folder.resolve("optimised.onnx");
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.EXTENDED_OPT);
            options.setOptimizedModelFilePath(optimised.toString());
            OrtEnvironment.getEnvironment().createSession(onnx, options).close();
        }
        return ModelProto.parseFrom(Files.readAllBytes(optimised)).getGraph().getNodeList().stream()
                .collect(Collectors.groupingBy(NodeProto::getOpType, Collectors.counting()));
    }
}
