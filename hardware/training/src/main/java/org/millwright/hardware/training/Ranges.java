package org.millwright.hardware.training;

import static java.util.Objects.requireNonNull;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.millwright.hardware.inference.OnnxRun;
import org.millwright.hardware.inference.Tensor;

/** Which values tensors inside of a network take over samples. */
final class Ranges {

    private static final int BINS = 4096;

    private final Map<String, Tally> tallies = new HashMap<>();

    private Ranges() {}

    /**
     * What eight bits without sign stand for: {@code (q − zero) × scale}.
     *
     * @param zero what 0 is written as, 0 to 255
     */
    record Scale(float scale, int zero) {

        private static final int STEPS = 255;

        /** 0 has a number of its own: it is what padding adds, and where a rectifier cuts. */
        static Scale over(float low, float high) {
            float from = Math.min(0, low);
            float scale = (Math.max(0, high) - from) / STEPS;
            return scale > 0 ? new Scale(scale, Math.round(-from / scale)) : new Scale(1, 0);
        }
    }

    /** Runs the network twice over each sample: for the extremes, then for how the values lie between them. */
    static Ranges of(ModelProto model, Set<String> tensors, Tensor input, List<float[]> samples) {
        Ranges ranges = new Ranges();
        tensors.forEach(tensor -> ranges.tallies.put(tensor, new Tally()));
        try (OnnxRun run = new OnnxRun(withOutputs(model, tensors), input)) {
            for (float[] sample : samples) {
                Map<String, float[]> found = run.run(sample);
                ranges.tallies.forEach((tensor, tally) -> tally.stretch(requireNonNull(found.get(tensor), tensor)));
            }
            for (float[] sample : samples) {
                Map<String, float[]> found = run.run(sample);
                ranges.tallies.forEach((tensor, tally) -> tally.count(requireNonNull(found.get(tensor), tensor)));
            }
        }
        return ranges;
    }

    private static byte[] withOutputs(ModelProto model, Set<String> tensors) {
        ModelProto.Builder exposed = model.toBuilder();
        for (String tensor : tensors) {
            exposed.getGraphBuilder()
                    .addOutput(ValueInfoProto.newBuilder()
                            .setName(tensor)
                            .setType(TypeProto.newBuilder()
                                    .setTensorType(TypeProto.Tensor.newBuilder()
                                            .setElemType(TensorProto.DataType.FLOAT.getNumber()))));
        }
        return exposed.build().toByteArray();
    }

    /** @param share of the values that shall lie inside, at either end; 1 for all of them */
    Scale of(String tensor, double share) {
        Tally tally = requireNonNull(tallies.get(tensor), tensor);
        return Scale.over(tally.edge(share, true), tally.edge(share, false));
    }

    /** Values of one tensor. */
    private static final class Tally {

        private final long[] bins = new long[BINS];
        private float low = Float.POSITIVE_INFINITY;
        private float high = Float.NEGATIVE_INFINITY;
        private long all;

        void stretch(float[] values) {
            for (float value : values) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }

        void count(float[] values) {
            float perValue = high > low ? BINS / (high - low) : 0;
            for (float value : values) {
                bins[Math.clamp((int) ((value - low) * perValue), 0, BINS - 1)]++;
            }
            all += values.length;
        }

        /** Where all but {@code 1 − share} of the values lie above, or below. */
        float edge(double share, boolean lower) {
            double outside = (1 - share) * all;
            long passed = 0;
            int bin = 0;
            while (bin < BINS - 1) {
                passed += bins[lower ? bin : BINS - 1 - bin];
                if (passed > outside) {
                    break;
                }
                bin++;
            }
            float width = (high - low) / BINS;
            return lower ? low + bin * width : high - bin * width;
        }
    }
}
