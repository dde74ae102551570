package org.millwright.hardware.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An ONNX file of one input on one thread of ONNX Runtime, before it is part of a bundle: for exporters that want to know what
 * it answers.
 *
 * <p>NOT thread safe. Holds native memory until closed.
 */
public final class OnnxRun implements AutoCloseable {

    private final Tensor input;
    private final OrtSession session;

    /** @throws ModelException when the runtime does not take the file */
    public OnnxRun(byte[] onnx, Tensor input) {
        this.input = input;
        NativeLibraries.engine();
        try (OrtSession.SessionOptions options = Network.options(1)) {
            this.session = OrtEnvironment.getEnvironment().createSession(onnx, options);
        } catch (OrtException e) {
            throw new ModelException("the network cannot be loaded: " + e.getMessage() + "; export it again", e);
        }
    }

    /**
     * What the outputs are for one sample, by name, row-major.
     *
     * @throws ModelException when the runtime fails
     */
    public Map<String, float[]> run(float[] values) {
        long[] shape = input.shape().stream().mapToLong(Integer::longValue).toArray();
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), FloatBuffer.wrap(values), shape);
                OrtSession.Result result = session.run(Map.of(input.name(), tensor))) {
            Map<String, float[]> outputs = new LinkedHashMap<>();
            for (Map.Entry<String, OnnxValue> output : result) {
                outputs.put(output.getKey(), floats((OnnxTensor) output.getValue()));
            }
            return outputs;
        } catch (OrtException e) {
            throw new ModelException("the network failed: " + e.getMessage(), e);
        }
    }

    /** The answers of these outputs, in this order. */
    public float[][] run(float[] values, List<Tensor> outputs) {
        Map<String, float[]> found = run(values);
        return outputs.stream().map(output -> found.get(output.name())).toArray(float[][]::new);
    }

    private static float[] floats(OnnxTensor tensor) {
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new ModelException("the network cannot be closed: " + e.getMessage(), e);
        }
    }
}
