package org.millwright.hardware.training;

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
import java.util.List;
import org.millwright.hardware.inference.Tensor;

/** An ONNX graph (opset 17) as it grows: nodes, numbers, inputs and outputs. Results are called by names of its own. */
final class OnnxNodes {

    private static final int OPSET = 17;
    private static final int IR_VERSION = 8;

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private int names;

    OnnxNodes(String name, Tensor input) {
        graph.setName(name).addInput(value(input));
    }

    /** Gives a result the name by which it leaves the graph. */
    void output(Tensor output, String result) {
        graph.addOutput(value(output));
        graph.addNode(
                NodeProto.newBuilder().setOpType("Identity").addInput(result).addOutput(output.name()));
    }

    byte[] model() {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("millwright")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    /** Adds a node; gives the name of its output. */
    String node(String operator, List<String> inputs, AttributeProto... attributes) {
        return add(operator, inputs, NodeProto.newBuilder(), attributes);
    }

    /** As {@link #node}, for an operator whose first output is not wanted. */
    String secondOutput(String operator, List<String> inputs, AttributeProto... attributes) {
        return add(operator, inputs, NodeProto.newBuilder().addOutput(""), attributes);
    }

    private String add(String operator, List<String> inputs, NodeProto.Builder node, AttributeProto... attributes) {
        String output = name();
        graph.addNode(
                node.setOpType(operator).addAllInput(inputs).addOutput(output).addAllAttribute(List.of(attributes)));
        return output;
    }

    String constant(float value) {
        return initializer(new long[0], new float[] {value});
    }

    String axis(long axis) {
        String name = name();
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(1)
                .addInt64Data(axis));
        return name;
    }

    String initializer(long[] shape, float[] values) {
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

    static AttributeProto whole(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    static AttributeProto ints(String name, List<Integer> values) {
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
