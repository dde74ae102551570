package org.millwright.vision;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Writes the smallest networks that keep the contract: each output is one convolution of the picture, so that a test knows
 * every figure. The wire format is that of protobuf, the field numbers are those of onnx.proto (ONNX 1.16).
 */
final class TinyOnnx {

    private static final int FLOAT = 1;

    /**
     * A convolution whose steps do not overlap, then flattened where there are classes.
     *
     * @param weights for each channel put out, for each channel of the picture: the same for every pixel of a kernel
     * @param flat whether the output is (1, channels put out)
     */
    @SuppressWarnings("ArrayRecordComponent") // Test data.
    record Head(String name, int kernelWidth, int kernelHeight, float[][] weights, float[] bias, boolean flat) {}

    private TinyOnnx() {}

    static byte[] network(int channels, int width, int height, List<Head> heads) {
        ByteArrayOutputStream graph = new ByteArrayOutputStream();
        for (Head head : heads) {
            String result = head.flat ? head.name + "-map" : head.name;
            message(graph, 1, convolution(head, result));
            if (head.flat) {
                message(graph, 1, node("Flatten", List.of(result), head.name, new byte[0]));
            }
        }
        text(graph, 2, "tiny");
        for (Head head : heads) {
            message(graph, 5, weights(head, channels));
            message(graph, 5, tensor(head.name + "-bias", new long[] {head.bias.length}, head.bias));
        }
        message(graph, 11, value("picture", 1, channels, height, width));
        for (Head head : heads) {
            int out = head.bias.length;
            message(
                    graph,
                    12,
                    head.flat
                            ? value(head.name, 1, out)
                            : value(
                                    head.name,
                                    1,
                                    out,
                                    Math.floorDiv(height, head.kernelHeight),
                                    Math.floorDiv(width, head.kernelWidth)));
        }
        ByteArrayOutputStream model = new ByteArrayOutputStream();
        number(model, 1, 8); // ir_version
        message(model, 7, graph.toByteArray());
        ByteArrayOutputStream opset = new ByteArrayOutputStream();
        number(opset, 2, 13);
        message(model, 8, opset.toByteArray());
        return model.toByteArray();
    }

    private static byte[] convolution(Head head, String result) {
        ByteArrayOutputStream strides = new ByteArrayOutputStream();
        text(strides, 1, "strides");
        number(strides, 8, head.kernelHeight);
        number(strides, 8, head.kernelWidth);
        number(strides, 20, 7); // INTS
        return node(
                "Conv", List.of("picture", head.name + "-weights", head.name + "-bias"), result, strides.toByteArray());
    }

    private static byte[] node(String kind, List<String> inputs, String output, byte[] attribute) {
        ByteArrayOutputStream node = new ByteArrayOutputStream();
        inputs.forEach(input -> text(node, 1, input));
        text(node, 2, output);
        text(node, 4, kind);
        if (attribute.length > 0) {
            message(node, 5, attribute);
        }
        return node.toByteArray();
    }

    private static byte[] weights(Head head, int channels) {
        int kernel = head.kernelWidth * head.kernelHeight;
        float[] all = new float[head.bias.length * channels * kernel];
        for (int out = 0; out < head.bias.length; out++) {
            for (int in = 0; in < channels; in++) {
                int at = (out * channels + in) * kernel;
                Arrays.fill(all, at, at + kernel, head.weights[out][in]);
            }
        }
        return tensor(
                head.name + "-weights",
                new long[] {head.bias.length, channels, head.kernelHeight, head.kernelWidth},
                all);
    }

    private static byte[] tensor(String name, long[] shape, float[] values) {
        ByteArrayOutputStream tensor = new ByteArrayOutputStream();
        for (long size : shape) {
            number(tensor, 1, size);
        }
        number(tensor, 2, FLOAT);
        text(tensor, 8, name);
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        message(tensor, 9, raw.array());
        return tensor.toByteArray();
    }

    private static byte[] value(String name, int... shape) {
        ByteArrayOutputStream dimensions = new ByteArrayOutputStream();
        for (int size : shape) {
            ByteArrayOutputStream dimension = new ByteArrayOutputStream();
            number(dimension, 1, size);
            message(dimensions, 1, dimension.toByteArray());
        }
        ByteArrayOutputStream tensor = new ByteArrayOutputStream();
        number(tensor, 1, FLOAT);
        message(tensor, 2, dimensions.toByteArray());
        ByteArrayOutputStream type = new ByteArrayOutputStream();
        message(type, 1, tensor.toByteArray());
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        text(value, 1, name);
        message(value, 2, type.toByteArray());
        return value.toByteArray();
    }

    private static void text(ByteArrayOutputStream out, int field, String text) {
        message(out, field, text.getBytes(UTF_8));
    }

    private static void message(ByteArrayOutputStream out, int field, byte[] bytes) {
        varint(out, ((long) field << 3) | 2);
        varint(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void number(ByteArrayOutputStream out, int field, long number) {
        varint(out, (long) field << 3);
        varint(out, number);
    }

    private static void varint(ByteArrayOutputStream out, long number) {
        long left = number;
        while (left > 0x7F) {
            out.write((int) ((left & 0x7F) | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
    }
}
