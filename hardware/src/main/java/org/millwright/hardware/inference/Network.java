package org.millwright.hardware.inference;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.translate.TranslateException;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * A model bundle's network, loaded and proven on its golden samples, run by DJL on ONNX Runtime on the processor.
 *
 * <p>NOT thread safe: one for each thread that runs it. Holds native memory until closed; a call leaves none behind.
 */
public final class Network implements AutoCloseable {

    private final ModelBundle bundle;
    private final Model model;
    private final FloatTranslator translator;
    private final TimedPredictor predictor;

    private Network(ModelBundle bundle, Model model) {
        this.bundle = bundle;
        this.model = model;
        this.translator = new FloatTranslator(model.getNDManager(), bundle.inputs(), bundle.outputs());
        this.predictor = new TimedPredictor(model, translator);
    }

    /**
     * Loads the network and checks names, shapes and every golden sample.
     *
     * @param threads how many threads one call may use, at least 1; more than 1 pays off for large networks only
     * @throws ModelException when the network cannot be loaded or does not compute what was trained
     */
    public static Network open(ModelBundle bundle, int threads) {
        if (threads < 1) {
            throw new ModelException(bundle + ": " + threads + " threads; at least 1 is needed");
        }
        byte[] onnx = bundle.bytes(bundle.network());
        NativeLibraries.engine();
        Model model = Model.newInstance(bundle.name(), Device.cpu(), "OnnxRuntime");
        try (SessionOptions options = options(threads)) {
            // From the bytes that were checked, not from the file again.
            model.load(new ByteArrayInputStream(onnx), Map.of("sessionOptions", options));
            checkInputs(bundle, model.describeInput().keys());
            Network network = new Network(bundle, model);
            network.prove();
            return network;
        } catch (ModelException e) {
            model.close();
            throw e;
        } catch (MalformedModelException | IOException | OrtException | RuntimeException e) {
            model.close();
            throw new ModelException(
                    bundle + ": " + bundle.network() + " cannot be loaded: " + reason(e) + "; export the model again",
                    e);
        }
    }

    /** As {@link #open(ModelBundle, int)} with one thread a call. */
    public static Network open(ModelBundle bundle) {
        return open(bundle, 1);
    }

    public ModelBundle bundle() {
        return bundle;
    }

    /**
     * Runs the network on the calling thread; returns when the outputs are there.
     *
     * @param inputs one array for each input of the bundle, row-major, of exactly its size
     * @return one new array for each output of the bundle, row-major
     * @throws ModelException when an input does not fit, or the runtime fails
     */
    public float[][] run(float[]... inputs) {
        List<Tensor> expected = bundle.inputs();
        if (inputs.length != expected.size()) {
            throw new ModelException(bundle + ": given " + inputs.length + " inputs, expected " + expected.size());
        }
        for (int i = 0; i < inputs.length; i++) {
            Tensor tensor = expected.get(i);
            if (inputs[i].length != tensor.size()) {
                throw new ModelException(bundle + ": input \"" + tensor.name() + "\" has " + inputs[i].length
                        + " values, expected " + tensor.size() + " for shape " + tensor.shape());
            }
        }
        for (int i = 0; i < inputs.length; i++) {
            translator.fill(i, inputs[i]);
        }
        float[][] outputs = outputs();
        runInto(outputs);
        return outputs;
    }

    /**
     * An input's values, row-major, where the runtime reads them; write all of them before each {@link #runInto}.
     *
     * @return a view of the same memory at position 0, valid until the network is closed
     */
    public FloatBuffer input(int index) {
        return translator.input(index);
    }

    /** Arrays for {@link #runInto}, one for each output of the bundle, of its size. */
    public float[][] outputs() {
        return bundle.outputs().stream().map(tensor -> new float[tensor.size()]).toArray(float[][]::new);
    }

    /**
     * Runs the network on what stands in its inputs, on the calling thread, without making a tensor of its own.
     *
     * @param outputs as {@link #outputs} gives them; overwritten
     * @throws ModelException when the runtime fails
     */
    public void runInto(float[][] outputs) {
        try {
            predictor.predict(outputs);
        } catch (TranslateException e) {
            if (e.getCause() instanceof ModelException mismatch) {
                throw mismatch;
            }
            throw new ModelException(bundle + ": the network failed: " + reason(e), e);
        }
    }

    /** How long the runtime itself took for the last call, in nanoseconds, without what is done before and after it. */
    public long runNanos() {
        return predictor.runNanos();
    }

    private void prove() {
        for (GoldenSample sample : bundle.golden()) {
            float[][] inputs = new float[bundle.inputs().size()][];
            for (int i = 0; i < inputs.length; i++) {
                inputs[i] =
                        bundle.values(sample.inputs().get(i), bundle.inputs().get(i));
            }
            float[][] found = run(inputs);
            for (int i = 0; i < found.length; i++) {
                Tensor output = bundle.outputs().get(i);
                compare(sample, output, bundle.values(sample.outputs().get(i), output), found[i]);
            }
        }
    }

    private void compare(GoldenSample sample, Tensor output, float[] expected, float[] found) {
        for (int i = 0; i < expected.length; i++) {
            double limit = sample.limitFor(expected[i]);
            // Negated, so that NaN fails.
            if (!(Math.abs(found[i] - expected[i]) <= limit)) {
                throw new ModelException(bundle + ": golden sample \"" + sample.name() + "\" disagrees: output \""
                        + output.name() + "\"[" + i + "] is " + found[i] + ", expected " + expected[i] + ", limit ±"
                        + limit
                        + "; the network does not compute what was trained: train or export it again, or restore the"
                        + " folder from where it came");
            }
        }
    }

    /** DJL knows the names only; a wrong shape is refused by the runtime, on the first golden sample. */
    private static void checkInputs(ModelBundle bundle, List<String> found) {
        List<String> listed = bundle.inputs().stream().map(Tensor::name).toList();
        if (!found.equals(listed)) {
            throw new ModelException(bundle + ": the network takes the inputs " + found + ", the manifest lists "
                    + listed + "; write the bundle again");
        }
    }

    static SessionOptions options(int threads) throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        // Idle workers would burn a core between two parts.
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }

    private static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null ? root.toString() : message;
    }

    @Override
    public void close() {
        predictor.close();
        model.close();
    }
}
