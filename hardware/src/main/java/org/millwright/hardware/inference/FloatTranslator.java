package org.millwright.hardware.inference;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Float arrays in, float arrays out. The inputs go through direct buffers that live as long as the translator, which
 * ONNX Runtime reads in place; the predictor closes the arrays of a call with the call's manager.
 */
final class FloatTranslator implements NoBatchifyTranslator<float[][], float[][]> {

    private final List<Tensor> outputs;
    private final Shape[] shapes;
    private final FloatBuffer[] buffers;

    FloatTranslator(List<Tensor> inputs, List<Tensor> outputs) {
        this.outputs = outputs;
        this.shapes = inputs.stream().map(FloatTranslator::shape).toArray(Shape[]::new);
        this.buffers = inputs.stream()
                .map(tensor -> ByteBuffer.allocateDirect(tensor.size() * Float.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer())
                .toArray(FloatBuffer[]::new);
    }

    static Shape shape(Tensor tensor) {
        return new Shape(tensor.shape().stream().mapToLong(Integer::longValue).toArray());
    }

    @Override
    public NDList processInput(TranslatorContext context, float[][] inputs) {
        NDManager manager = context.getNDManager();
        NDList list = new NDList(inputs.length);
        for (int i = 0; i < inputs.length; i++) {
            buffers[i].clear().put(inputs[i]).flip();
            list.add(manager.create(buffers[i], shapes[i]));
        }
        return list;
    }

    @Override
    public float[][] processOutput(TranslatorContext context, NDList list) {
        if (list.size() != outputs.size()) {
            throw new ModelException("the network gives " + list.size() + " outputs, the manifest lists "
                    + outputs.size() + "; write the bundle again");
        }
        float[][] found = new float[list.size()][];
        for (int i = 0; i < found.length; i++) {
            NDArray array = list.get(i);
            if (!array.getShape().equals(shape(outputs.get(i)))) {
                throw new ModelException(
                        "output \"" + outputs.get(i).name() + "\" of the network has shape " + array.getShape()
                                + ", the manifest says " + outputs.get(i).shape() + "; write the bundle again");
            }
            found[i] = array.toFloatArray();
        }
        return found;
    }
}
