package org.millwright.hardware.training;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

    private static final int OPSET = 17;
    private static final int IR_VERSION = 8;
    private static final float BATCH_NORM_EPSILON = 1e-5f; // DJL's

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private int names;

    private OnnxWriter() {}

    /**
     * The model as bytes.
     *
     * @param block built from the same graph, with its weights
     */
    static byte[] write(String name, Graph graph, GraphBlock block, Tensor input, List<Tensor> outputs) {
        OnnxWriter writer = new OnnxWriter();
        writer.graph.setName(name).addInput(value(input));
        outputs.forEach(output -> writer.graph.addOutput(value(output)));
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
            writer.graph.addNode(NodeProto.newBuilder()
                    .setOpType("Identity")
                    .addInput(requireNonNull(found.get(graph.outputs().get(i))))
                    .addOutput(outputs.get(i).name()));
        }
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("millwright")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(writer.graph)
                .build()
                .toByteArray();
    }

    private String join(Graph.Step step, Map<String, String> found) {
        List<String> sources = step.from().stream()
                .map(name -> requireNonNull(found.get(name)))
                .toList();
        if (sources.size() == 1) {
            return sources.getFirst();
        }
        return step.join() == Graph.Join.SUM ? node("Sum", sources) : node("Concat", sources, whole("axis", 1));
    }

    private String sequence(List<Layer> layers, Block block, String input) {
        List<Block> blocks = block.getChildren().values();
        if (blocks.size() != layers.size()) {
            throw new IllegalArgumentException(
                    layers.size() + " layers, but the trained block has " + blocks.size() + " children");
        }
        String last = input;
        for (int i = 0; i < layers.size(); i++) {
            last = layer(layers.get(i), blocks.get(i), last);
        }
        return last;
    }

    private String layer(Layer layer, Block block, String input) {
        return switch (layer) {
            case Layer.Conv conv -> convolution(conv, block, input);
            case Layer.BatchNorm() -> batchNorm(block, input);
            case Layer.Relu() -> node("Relu", List.of(input));
            case Layer.Sigmoid() -> node("Sigmoid", List.of(input));
            case Layer.Tanh() -> node("Tanh", List.of(input));
            case Layer.MaxPool(List<Integer> window) ->
                node("MaxPool", List.of(input), ints("kernel_shape", window), ints("strides", window));
            case Layer.AveragePool(List<Integer> window) ->
                node("AveragePool", List.of(input), ints("kernel_shape", window), ints("strides", window));
            case Layer.GlobalAverage(int axes) -> flatten(node("GlobalAveragePool", List.of(input)));
            case Layer.GlobalMax(int axes) -> flatten(node("GlobalMaxPool", List.of(input)));
            case Layer.Flatten() -> flatten(input);
            case Layer.Linear(int units) ->
                node("Gemm", List.of(input, weight(block, "weight"), weight(block, "bias")), whole("transB", 1));
            case Layer.Residual residual -> residual(residual, block, input);
            case Layer.Scale(float factor, float offset) ->
                node("Add", List.of(node("Mul", List.of(input, constant(factor))), constant(offset)));
            case Layer.Standardise(float least) -> standardise(least, input);
            case Layer.Enlarge(int factor) -> enlarge(factor, input);
            case Layer.Unfold(int size) ->
                node("DepthToSpace", List.of(input), whole("blocksize", size), text("mode", "CRD"));
            case Layer.Relight(float offset, float floor) -> relight(offset, floor, input);
            case Layer.Distance(float[][] points) -> distance(points, input);
            case Layer.Dropout(float rate) -> input;
            case Layer.SwapTimeAndChannels() -> node("Transpose", List.of(input), ints("perm", List.of(0, 2, 1)));
            case Layer.Gru(int units) -> gru(units, block, input);
        };
    }

    /** Over rows, columns and channels of a picture. */
    private String relight(float offset, float floor, String input) {
        AttributeProto all = ints("axes", List.of(1, 2, 3));
        String lit = node("Log", List.of(node("Add", List.of(input, constant(offset)))));
        String centred = node("Sub", List.of(lit, node("ReduceMean", List.of(lit), all)));
        String variance = node("ReduceMean", List.of(node("Mul", List.of(centred, centred))), all);
        return node("Div", List.of(centred, node("Add", List.of(node("Sqrt", List.of(variance)), constant(floor)))));
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
        String all = node(
                "Conv",
                List.of(
                        input,
                        initializer(new long[] {points.length, channels, 1, 1}, weights),
                        initializer(new long[] {points.length}, squares)));
        String nearest = node("ReduceMin", List.of(all), ints("axes", List.of(1)));
        String size = node("ReduceSumSquare", List.of(input), ints("axes", List.of(1)));
        return node("Sqrt", List.of(node("Relu", List.of(node("Add", List.of(nearest, size))))));
    }

    private String convolution(Layer.Conv conv, Block block, String input) {
        List<Integer> pads = new ArrayList<>(conv.padding()); // all beginnings, then all ends
        pads.addAll(conv.padding());
        return node(
                "Conv",
                List.of(input, weight(block, "weight"), weight(block, "bias")),
                ints("kernel_shape", conv.kernel()),
                ints("strides", conv.stride()),
                ints("pads", pads),
                whole("group", conv.groups()));
    }

    private String batchNorm(Block block, String input) {
        return node(
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
                        .setF(BATCH_NORM_EPSILON)
                        .build());
    }

    private String residual(Layer.Residual residual, Block block, String input) {
        List<Block> paths = block.getChildren().values();
        String body = sequence(residual.body(), paths.get(0), input);
        String shortcut = residual.shortcut().isEmpty() ? input : sequence(residual.shortcut(), paths.get(1), input);
        return node("Add", List.of(body, shortcut));
    }

    /** ONNX has it as a group norm with as many groups as channels; here by hand, since the channels are not known. */
    private String standardise(float least, String input) {
        AttributeProto places = ints("axes", List.of(2, 3));
        String centred = node("Sub", List.of(input, node("ReduceMean", List.of(input), places)));
        String variance = node("ReduceMean", List.of(node("Mul", List.of(centred, centred))), places);
        return node(
                "Div",
                List.of(centred, node("Sqrt", List.of(node("Add", List.of(variance, constant(least * least)))))));
    }

    private String enlarge(int factor, String input) {
        String scales = initializer(new long[] {4}, new float[] {1, 1, factor, factor});
        return node(
                "Resize",
                List.of(input, "", scales),
                text("mode", "nearest"),
                text("coordinate_transformation_mode", "asymmetric"),
                text("nearest_mode", "floor"));
    }

    private String flatten(String input) {
        return node("Flatten", List.of(input), whole("axis", 1));
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
        NodeProto.Builder node = NodeProto.newBuilder()
                .setOpType("GRU")
                .addInput(node("Transpose", List.of(input), ints("perm", List.of(1, 0, 2))))
                .addInput(initializer(new long[] {1, gates, inputWeights.length / gates}, inputWeights))
                .addInput(initializer(new long[] {1, gates, units}, stateWeights))
                .addInput(initializer(new long[] {1, 2L * gates}, biases))
                .addAttribute(whole("hidden_size", units))
                .addAttribute(whole("linear_before_reset", 1));
        String lastState = name();
        graph.addNode(node.addOutput("").addOutput(lastState)); // (1, batch, units)
        return node("Squeeze", List.of(lastState, axis(0)));
    }

    private static float[] swapGates(float[] stacked) {
        int gate = stacked.length / 3;
        float[] swapped = stacked.clone();
        System.arraycopy(stacked, 0, swapped, gate, gate);
        System.arraycopy(stacked, gate, swapped, 0, gate);
        return swapped;
    }

    private String node(String operator, List<String> inputs, AttributeProto... attributes) {
        String output = name();
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes)));
        return output;
    }

    private String weight(Block block, String parameter) {
        NDArray array = array(block, parameter);
        return initializer(array.getShape().getShape(), array.toFloatArray());
    }

    private static float[] floats(Block block, String suffix) {
        return array(block, suffix).toFloatArray();
    }

    private static NDArray array(Block block, String suffix) {
        return block.getDirectParameters().stream()
                .filter(parameter -> parameter.getKey().endsWith(suffix))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(block + " has no parameter " + suffix + ", only "
                        + block.getDirectParameters().keys()))
                .getValue()
                .getArray();
    }

    private String constant(float value) {
        return initializer(new long[0], new float[] {value});
    }

    private String axis(long axis) {
        String name = name();
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(1)
                .addInt64Data(axis));
        return name;
    }

    private String initializer(long[] shape, float[] values) {
        String name = name();
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .setRawData(ByteString.copyFrom(raw));
        for (long size : shape) {
            tensor.addDims(size);
        }
        graph.addInitializer(tensor);
        return name;
    }

    private String name() {
        return "t" + names++;
    }

    private static AttributeProto whole(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    private static AttributeProto ints(String name, List<Integer> values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        values.forEach(value -> attribute.addInts(value));
        return attribute.build();
    }

    private static ValueInfoProto value(Tensor tensor) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        tensor.shape()
                .forEach(size ->
                        shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(size)));
        return ValueInfoProto.newBuilder()
                .setName(tensor.name())
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                                .setShape(shape)))
                .build();
    }
}
