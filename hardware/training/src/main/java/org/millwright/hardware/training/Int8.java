package org.millwright.hardware.training;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.millwright.hardware.inference.OnnxRun;
import org.millwright.hardware.inference.Tensor;

/**
 * A trained network once more, its convolutions in integers of eight bits, scaled by what its tensors are on samples
 * (static quantisation). Whether that is good enough is for who asks to measure. NOT thread safe.
 */
public final class Int8 {

    /** How the bundle calls it. */
    public static final String PRECISION = "int8";

    private final ModelProto model;
    private final Tensor input;
    private final List<Tensor> outputs;
    private final Ranges ranges;

    private Int8(ModelProto model, Tensor input, List<Tensor> outputs, Ranges ranges) {
        this.model = model;
        this.input = input;
        this.outputs = outputs;
        this.ranges = ranges;
    }

    /**
     * Runs the network over the samples, twice each.
     *
     * @param samples inputs of the kind that it will see; some dozens of its training set
     */
    public static Int8 of(TrainableNetwork network, List<float[]> samples) {
        ModelProto model = parsed(network.onnx());
        IntegerPlan most = new IntegerPlan(model.getGraph(), 1);
        Ranges ranges = Ranges.of(model, most.scales(), network.input(), samples);
        return new Int8(model, network.input(), network.outputs(), ranges);
    }

    /**
     * How many convolutions are in integers then.
     *
     * @param floatEnds how many convolutions in a row before an output stay as they are, at least 1
     */
    public int convolutions(int floatEnds) {
        return new IntegerPlan(model.getGraph(), floatEnds).convolutions();
    }

    /**
     * The network as an ONNX file.
     *
     * @param floatEnds as {@link #convolutions} takes it
     * @param share of a tensor's values that its eight bits can tell, 1 for all; the others are cut to the nearest that they can
     */
    public byte[] onnx(int floatEnds, double share) {
        IntegerPlan plan = new IntegerPlan(model.getGraph(), floatEnds);
        return IntegerGraph.write(model, plan, tensor -> ranges.of(tensor, share));
    }

    /** ONNX Runtime with such a file; the caller closes it. */
    public Answering answering(byte[] onnx) {
        return new Answering(new OnnxRun(onnx, input), outputs);
    }

    /** A network in ONNX Runtime that is asked about samples. NOT thread safe. */
    public record Answering(OnnxRun run, List<Tensor> outputs) implements AutoCloseable {

        /** What each output says about one sample. */
        public float[][] answers(float[] sample) {
            return run.run(sample, outputs);
        }

        @Override
        public void close() {
            run.close();
        }
    }

    private static ModelProto parsed(byte[] onnx) {
        try {
            return ModelProto.parseFrom(onnx);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("what was just written cannot be read", e);
        }
    }
}
