package org.millwright.hardware.training;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.millwright.hardware.inference.Tensor;

/**
 * Writes trained layers as an ONNX model (opset 17), without Python.
 *
 * <p>Source: the ONNX operator specification, https://onnx.ai/onnx/operators/.
 */
final class OnnxWriter {

    private final OnnxNodes nodes;

    private OnnxWriter(OnnxNodes nodes) {
        this.nodes = nodes;
    }

    /**
     * The model as bytes.
     *
     * @param block built from the same graph, with its weights
     */
    static byte[] write(String name, Graph graph, GraphBlock block, Tensor input, List<Tensor> outputs) {
        OnnxNodes nodes = new OnnxNodes(name, input);
        OnnxWriter writer = new OnnxWriter(nodes);
        Map<String, String> found = new HashMap<>(Map.of(graph.input(), input.name()));
        for (int i = 0; i < graph.steps().size(); i++) {
            Graph.Step step = graph.steps().get(i);
            String joined = writer.join(step, found);
            found.put(
                    step.name(),
                    step.layers().isEmpty()
                            ? joined
                            : writer.sequence(step.layers(), block.blocks().get(i), joined));
        }
        for (int i = 0; i < outputs.size(); i++) {
            nodes.output(
                    outputs.get(i), requireNonNull(found.get(graph.outputs().get(i))));
        }
        return nodes.model();
    }

    private String join(Graph.Step step, Map<String, String> found) {
        List<String> sources = step.from().stream()
                .map(name -> requireNonNull(found.get(name)))
                .toList();
        if (sources.size() == 1) {
            return sources.getFirst();
        }
        return switch (step.join()) {
            case SUM -> nodes.node("Sum", sources);
            case MAXIMUM -> nodes.node("Max", sources);
            case CONCATENATE -> nodes.node("Concat", sources, OnnxNodes.whole("axis", 1));
        };
    }

    private String sequence(List<Layer> layers, Block block, String input) {
        List<Block> blocks = block.getChildren().values();
        if (blocks.size() != layers.size()) {
            throw new IllegalArgumentException(
                    layers.size() + " layers, but the trained block has " + blocks.size() + " children");
        }
        String last = input;
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof Layer.Conv conv
                    && i + 1 < layers.size()
                    && layers.get(i + 1) instanceof Layer.BatchNorm) {
                last = convolution(conv, Filters.of(blocks.get(i)).then(blocks.get(i + 1)), last);
                i++;
            } else {
                last = layer(layers.get(i), blocks.get(i), last);
            }
        }
        return last;
    }

    private String layer(Layer layer, Block block, String input) {
        return switch (layer) {
            case Layer.Conv conv -> convolution(conv, Filters.of(block), input);
            case Layer.BatchNorm() -> batchNorm(block, input);
            case Layer.Relu() -> nodes.node("Relu", List.of(input));
            case Layer.Sigmoid() -> nodes.node("Sigmoid", List.of(input));
            case Layer.Tanh() -> nodes.node("Tanh", List.of(input));
            case Layer.MaxPool(List<Integer> window) ->
                nodes.node(
                        "MaxPool",
                        List.of(input),
                        OnnxNodes.ints("kernel_shape", window),
                        OnnxNodes.ints("strides", window));
            case Layer.AveragePool(List<Integer> window) ->
                nodes.node(
                        "AveragePool",
                        List.of(input),
                        OnnxNodes.ints("kernel_shape", window),
                        OnnxNodes.ints("strides", window));
            case Layer.GlobalAverage(int axes) -> flatten(nodes.node("GlobalAveragePool", List.of(input)));
            case Layer.GlobalMax(int axes) -> flatten(nodes.node("GlobalMaxPool", List.of(input)));
            case Layer.Flatten() -> flatten(input);
            case Layer.Linear(int units) ->
                nodes.node(
                        "Gemm",
                        List.of(input, weight(block, "weight"), weight(block, "bias")),
                        OnnxNodes.whole("transB", 1));
            case Layer.Residual residual -> residual(residual, block, input);
            case Layer.Scale(float factor, float offset) ->
                nodes.node(
                        "Add",
                        List.of(nodes.node("Mul", List.of(input, nodes.constant(factor))), nodes.constant(offset)));
            case Layer.Standardise(float least) -> standardise(least, input);
            case Layer.Enlarge(int factor) -> enlarge(factor, input);
            case Layer.Unfold(int size) ->
                nodes.node(
                        "DepthToSpace",
                        List.of(input),
                        OnnxNodes.whole("blocksize", size),
                        OnnxNodes.text("mode", "CRD"));
            case Layer.Relight(float offset, float floor) -> relight(offset, floor, input);
            case Layer.Distance(float[][] points) -> distance(points, input);
            case Layer.Dropout(float rate) -> input;
            case Layer.SwapTimeAndChannels() ->
                nodes.node("Transpose", List.of(input), OnnxNodes.ints("perm", List.of(0, 2, 1)));
            case Layer.Gru(int units) -> gru(units, block, input);
        };
    }

    /** Over rows, columns and channels of a picture. */
    private String relight(float offset, float floor, String input) {
        AttributeProto all = OnnxNodes.ints("axes", List.of(1, 2, 3));
        String lit = nodes.node("Log", List.of(nodes.node("Add", List.of(input, nodes.constant(offset)))));
        String centred = nodes.node("Sub", List.of(lit, nodes.node("ReduceMean", List.of(lit), all)));
        String variance = nodes.node("ReduceMean", List.of(nodes.node("Mul", List.of(centred, centred))), all);
        return nodes.node(
                "Div",
                List.of(
                        centred,
                        nodes.node("Add", List.of(nodes.node("Sqrt", List.of(variance)), nodes.constant(floor)))));
    }

    /** As {@link LayerBlocks} has it. */
    private String distance(float[][] points, String input) {
        int channels = points[0].length;
        float[] weights = new float[points.length * channels];
        float[] squares = new float[points.length];
        for (int i = 0; i < points.length; i++) {
            for (int j = 0; j < channels; j++) {
                weights[i * channels + j] = -2 * points[i][j];
                squares[i] += points[i][j] * points[i][j];
            }
        }
        String all = nodes.node(
                "Conv",
                List.of(
                        input,
                        nodes.initializer(new long[] {points.length, channels, 1, 1}, weights),
                        nodes.initializer(new long[] {points.length}, squares)));
        String nearest = nodes.node("ReduceMin", List.of(all), OnnxNodes.ints("axes", List.of(1)));
        String size = nodes.node("ReduceSumSquare", List.of(input), OnnxNodes.ints("axes", List.of(1)));
        return nodes.node("Sqrt", List.of(nodes.node("Relu", List.of(nodes.node("Add", List.of(nearest, size))))));
    }

    private String convolution(Layer.Conv conv, Filters filters, String input) {
        List<Integer> pads = new ArrayList<>(conv.padding()); // all beginnings, then all ends
        pads.addAll(conv.padding());
        return nodes.node(
                "Conv",
                List.of(
                        input,
                        nodes.initializer(filters.shape(), filters.weights()),
                        nodes.initializer(new long[] {filters.bias().length}, filters.bias())),
                OnnxNodes.ints("kernel_shape", conv.kernel()),
                OnnxNodes.ints("strides", conv.stride()),
                OnnxNodes.ints("pads", pads),
                OnnxNodes.whole("group", conv.groups()));
    }

    private String batchNorm(Block block, String input) {
        return nodes.node(
                "BatchNormalization",
                List.of(
                        input,
                        weight(block, "gamma"),
                        weight(block, "beta"),
                        weight(block, "runningMean"),
                        weight(block, "runningVar")),
                AttributeProto.newBuilder()
                        .setName("epsilon")
                        .setType(AttributeProto.AttributeType.FLOAT)
                        .setF(Filters.BATCH_NORM_EPSILON)
                        .build());
    }

    private String residual(Layer.Residual residual, Block block, String input) {
        List<Block> paths = block.getChildren().values();
        String body = sequence(residual.body(), paths.get(0), input);
        String shortcut = residual.shortcut().isEmpty() ? input : sequence(residual.shortcut(), paths.get(1), input);
        return nodes.node("Add", List.of(body, shortcut));
    }

    /** ONNX has it as a group norm with as many groups as channels; here by hand, since the channels are not known. */
    private String standardise(float least, String input) {
        AttributeProto places = OnnxNodes.ints("axes", List.of(2, 3));
        String centred = nodes.node("Sub", List.of(input, nodes.node("ReduceMean", List.of(input), places)));
        String variance = nodes.node("ReduceMean", List.of(nodes.node("Mul", List.of(centred, centred))), places);
        return nodes.node(
                "Div",
                List.of(
                        centred,
                        nodes.node(
                                "Sqrt", List.of(nodes.node("Add", List.of(variance, nodes.constant(least * least)))))));
    }

    private String enlarge(int factor, String input) {
        String scales = nodes.initializer(new long[] {4}, new float[] {1, 1, factor, factor});
        return nodes.node(
                "Resize",
                List.of(input, "", scales),
                OnnxNodes.text("mode", "nearest"),
                OnnxNodes.text("coordinate_transformation_mode", "asymmetric"),
                OnnxNodes.text("nearest_mode", "floor"));
    }

    private String flatten(String input) {
        return nodes.node("Flatten", List.of(input), OnnxNodes.whole("axis", 1));
    }

    /** PyTorch stacks the gates as reset, update, new; ONNX as update, reset, new. */
    private String gru(int units, Block block, String input) {
        Block gru = block.getChildren().values().get(0);
        float[] inputWeights = swapGates(floats(gru, "i2h_WEIGHT"));
        float[] stateWeights = swapGates(floats(gru, "h2h_WEIGHT"));
        float[] inputBias = swapGates(floats(gru, "i2h_BIAS"));
        float[] stateBias = swapGates(floats(gru, "h2h_BIAS"));
        float[] biases = new float[inputBias.length + stateBias.length];
        System.arraycopy(inputBias, 0, biases, 0, inputBias.length);
        System.arraycopy(stateBias, 0, biases, inputBias.length, stateBias.length);
        int gates = 3 * units;
        List<String> inputs = List.of(
                nodes.node("Transpose", List.of(input), OnnxNodes.ints("perm", List.of(1, 0, 2))),
                nodes.initializer(new long[] {1, gates, inputWeights.length / gates}, inputWeights),
                nodes.initializer(new long[] {1, gates, units}, stateWeights),
                nodes.initializer(new long[] {1, 2L * gates}, biases));
        // The first output, all states, is not wanted; the second is (1, batch, units).
        String lastState = nodes.secondOutput(
                "GRU", inputs, OnnxNodes.whole("hidden_size", units), OnnxNodes.whole("linear_before_reset", 1));
        return nodes.node("Squeeze", List.of(lastState, nodes.axis(0)));
    }

    private static float[] swapGates(float[] stacked) {
        int gate = stacked.length / 3;
        float[] swapped = stacked.clone();
        System.arraycopy(stacked, 0, swapped, gate, gate);
        System.arraycopy(stacked, gate, swapped, 0, gate);
        return swapped;
    }

    private String weight(Block block, String parameter) {
        NDArray array = Filters.array(block, parameter);
        return nodes.initializer(array.getShape().getShape(), array.toFloatArray());
    }

    private static float[] floats(Block block, String suffix) {
        return Filters.array(block, suffix).toFloatArray();
    }
}
