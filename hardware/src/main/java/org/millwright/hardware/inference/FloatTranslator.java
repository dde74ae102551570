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
 * Hands the runtime tensors that stand on direct buffers for as long as the network is open, so that a call makes none;
 * what comes out is copied into the caller's arrays and closed at once.
 */
final class FloatTranslator implements NoBatchifyTranslator<float[][], float[][]> {

    private final List<Tensor> outputs;
    private final Shape[] outputShapes;
    private final FloatBuffer[] buffers;
    private final NDList tensors = new NDList();

    /** @param manager owns the tensors, and closes them */
    FloatTranslator(NDManager manager, List<Tensor> inputs, List<Tensor> outputs) {
        this.outputs = outputs;
        this.outputShapes = outputs.stream().map(FloatTranslator::shape).toArray(Shape[]::new);
        this.buffers = inputs.stream()
                .map(tensor -> ByteBuffer.allocateDirect(tensor.size() * Float.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer())
                .toArray(FloatBuffer[]::new);
        for (int i = 0; i < buffers.length; i++) {
            tensors.add(manager.create(buffers[i], shape(inputs.get(i))));
        }
    }

    private static Shape shape(Tensor tensor) {
        return new Shape(tensor.shape().stream().mapToLong(Integer::longValue).toArray());
    }

    /** What the runtime reads in place. */
    FloatBuffer input(int index) {
        return buffers[index].duplicate();
    }

    void fill(int index, float[] values) {
        buffers[index].put(0, values);
    }

    @Override
    public NDList processInput(TranslatorContext context, float[][] into) {
        context.setAttachment("into", into);
        return tensors;
    }

    @Override
    public float[][] processOutput(TranslatorContext context, NDList list) {
        float[][] into = (float[][]) context.getAttachment("into");
        // They belong to the tensors' manager, which lives on: the list closes them.
        try (list) {
            if (list.size() != outputs.size()) {
                throw new ModelException("the network gives " + list.size() + " outputs, the manifest lists "
                        + outputs.size() + "; write the bundle again");
            }
            for (int i = 0; i < into.length; i++) {
                NDArray array = list.get(i);
                if (!array.getShape().equals(outputShapes[i])) {
                    throw new ModelException(
                            "output \"" + outputs.get(i).name() + "\" of the network has shape " + array.getShape()
                                    + ", the manifest says " + outputs.get(i).shape() + "; write the bundle again");
                }
                array.toByteBuffer(false).asFloatBuffer().get(into[i]);
            }
        }
        return into;
    }
}
