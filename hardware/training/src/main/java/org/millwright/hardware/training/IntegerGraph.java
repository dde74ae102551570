package org.millwright.hardware.training;

import static java.util.Objects.requireNonNull;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes a graph anew with QuantizeLinear and DequantizeLinear around what a plan says, a form that ONNX Runtime turns into
 * convolutions of integers: activations in 8 bits without sign, weights in 7 with sign and a scale for each filter, bias
 * in 32.
 *
 * <p>Seven bits and not eight: two products of 255 · 64 fit into the 16 bits in which processors without VNNI add
 * them, so that all processors give the same. Source: https://onnxruntime.ai/docs/performance/model-optimizations/quantization.html.
 */
final class IntegerGraph {

    private static final int MOST_WEIGHT = 64;
    private static final double MOST_BIAS = 1 << 30;

    private final GraphProto source;
    private final IntegerPlan plan;
    private final Function<String, Ranges.Scale> scales;
    private final Map<String, TensorProto> numbers;
    private final Set<String> replaced = new HashSet<>();
    private final GraphProto.Builder graph;

    private IntegerGraph(GraphProto source, IntegerPlan plan, Function<String, Ranges.Scale> scales) {
        this.source = source;
        this.plan = plan;
        this.scales = scales;
        this.numbers = source.getInitializerList().stream()
                .collect(Collectors.toMap(TensorProto::getName, Function.identity()));
        this.graph = source.toBuilder().clearNode().clearInitializer();
    }

    static byte[] write(ModelProto model, IntegerPlan plan, Function<String, Ranges.Scale> scales) {
        IntegerGraph writer = new IntegerGraph(model.getGraph(), plan, scales);
        return model.toBuilder().setGraph(writer.rewritten()).build().toByteArray();
    }

    private GraphProto rewritten() {
        for (String tensor : plan.scales()) {
            Ranges.Scale scale = scales.apply(tensor);
            floats(tensor + ".scale", List.of(), scale.scale());
            bytes(tensor + ".zero", List.of(), TensorProto.DataType.UINT8, (byte) scale.zero());
        }
        for (NodeProto node : source.getNodeList()) {
            if (!plan.isLeftOut(node)) {
                rewrite(node);
            }
        }
        source.getInitializerList().stream()
                .filter(tensor -> !replaced.contains(tensor.getName()))
                .forEach(graph::addInitializer);
        return graph.build();
    }

    private void rewrite(NodeProto node) {
        NodeProto.Builder next = node.toBuilder().clearInput();
        node.getInputList().forEach(input -> next.addInput(plan.isHandedOn(input) ? input + ".read" : input));
        String result = plan.rectified(IntegerPlan.result(node));
        if (plan.isConvolution(node)) {
            Ranges.Scale input = scales.apply(plan.scale(node.getInput(0)));
            filters(node.getInput(1), node.getInput(2), input, next);
            next.setOutput(0, result);
        } else if (plan.isSum(node)) {
            next.setOpType("Add").setOutput(0, result);
        }
        graph.addNode(next);
        if (plan.isHandedOn(result)) {
            String scale = plan.scale(result);
            add("QuantizeLinear", List.of(result, scale + ".scale", scale + ".zero"), result + ".kept");
            add("DequantizeLinear", List.of(result + ".kept", scale + ".scale", scale + ".zero"), result + ".read");
        }
    }

    private void filters(String weightName, String biasName, Ranges.Scale input, NodeProto.Builder convolution) {
        TensorProto tensor = requireNonNull(numbers.get(weightName));
        float[] weights = floats(tensor);
        float[] bias = floats(requireNonNull(numbers.get(biasName)));
        int size = weights.length / bias.length;
        float[] steps = new float[bias.length];
        float[] biasSteps = new float[bias.length];
        byte[] whole = new byte[weights.length];
        ByteBuffer wholeBias = ByteBuffer.allocate(bias.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < bias.length; i++) {
            steps[i] = step(weights, i * size, size, bias[i], input.scale());
            biasSteps[i] = steps[i] * input.scale();
            for (int j = i * size; j < (i + 1) * size; j++) {
                whole[j] = (byte) Math.round(weights[j] / steps[i]);
            }
            wholeBias.putInt((int) Math.round((double) bias[i] / biasSteps[i]));
        }
        List<Long> filters = List.of((long) bias.length);
        floats(weightName + ".scale", filters, steps);
        bytes(weightName + ".zero", filters, TensorProto.DataType.INT8, new byte[bias.length]);
        bytes(weightName + ".kept", tensor.getDimsList(), TensorProto.DataType.INT8, whole);
        floats(biasName + ".scale", filters, biasSteps);
        bytes(biasName + ".zero", filters, TensorProto.DataType.INT32, new byte[bias.length * Integer.BYTES]);
        bytes(biasName + ".kept", filters, TensorProto.DataType.INT32, wholeBias.array());
        for (String name : List.of(weightName, biasName)) {
            add("DequantizeLinear", List.of(name + ".kept", name + ".scale", name + ".zero"), name + ".read");
            replaced.add(name);
        }
        convolution.setInput(1, weightName + ".read").setInput(2, biasName + ".read");
    }

    /** What one step of a filter's weights is worth: as little as holds the largest of them, and the bias. */
    private static float step(float[] weights, int from, int count, float bias, float inputScale) {
        float most = 0;
        for (int i = from; i < from + count; i++) {
            most = Math.max(most, Math.abs(weights[i]));
        }
        double step = Math.max(most / MOST_WEIGHT, Math.abs(bias) / (inputScale * MOST_BIAS));
        return step > Float.MIN_NORMAL ? (float) step : 1;
    }

    private void add(String operator, List<String> inputs, String output) {
        NodeProto.Builder node =
                NodeProto.newBuilder().setOpType(operator).addAllInput(inputs).addOutput(output);
        graph.addNode(node.addAttribute(OnnxNodes.whole("axis", 0)));
    }

    private static float[] floats(TensorProto tensor) {
        ByteBuffer raw = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[raw.remaining() / Float.BYTES];
        raw.asFloatBuffer().get(values);
        return values;
    }

    private void floats(String name, List<Long> shape, float... values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        bytes(name, shape, TensorProto.DataType.FLOAT, raw.array());
    }

    private void bytes(String name, List<Long> shape, TensorProto.DataType type, byte... values) {
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .addAllDims(shape)
                .setDataType(type.getNumber())
                .setRawData(ByteString.copyFrom(values)));
    }
}
