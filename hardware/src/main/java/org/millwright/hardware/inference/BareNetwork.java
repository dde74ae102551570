package org.millwright.hardware.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * The same network on ONNX Runtime's own interface, with nothing around it: the yardstick of every latency figure.
 *
 * <p>NOT thread safe. Holds native memory until closed.
 */
public final class BareNetwork implements AutoCloseable {

    private final OrtSession session;
    private final Map<String, OnnxTensor> inputs = new HashMap<>();

    /** @throws ModelException when the network cannot be loaded */
    public BareNetwork(ModelBundle bundle, int threads) {
        NativeLibraries.engine();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = Network.options(threads)) {
            this.session = environment.createSession(bundle.bytes(bundle.network()), options);
            for (Tensor tensor : bundle.inputs()) {
                FloatBuffer buffer = ByteBuffer.allocateDirect(tensor.size() * Float.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
                buffer.put(0, bundle.values(bundle.golden().getFirst().inputs().get(inputs.size()), tensor));
                long[] shape =
                        tensor.shape().stream().mapToLong(Integer::longValue).toArray();
                inputs.put(tensor.name(), OnnxTensor.createTensor(environment, buffer, shape));
            }
        } catch (OrtException e) {
            throw new ModelException(bundle + ": cannot be loaded: " + e.getMessage(), e);
        }
    }

    /** Runs the first golden sample; returns how many nanoseconds that took. */
    public long run() {
        long begin = System.nanoTime();
        try (OrtSession.Result result = session.run(inputs)) {
            long nanos = System.nanoTime() - begin;
            if (result.size() == 0) {
                throw new ModelException("the network gave nothing");
            }
            return nanos;
        } catch (OrtException e) {
            throw new ModelException("the network failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        inputs.values().forEach(OnnxTensor::close);
        try {
            session.close();
        } catch (OrtException e) {
            throw new ModelException("the network cannot be closed: " + e.getMessage(), e);
        }
    }
}
