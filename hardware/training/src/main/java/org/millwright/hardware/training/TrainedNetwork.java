package org.millwright.hardware.training;

import java.util.List;
import org.millwright.hardware.inference.Tensor;

/** What a {@link BundleWriter} packs: something trained that can say what it answers and be written as ONNX. */
public interface TrainedNetwork {

    String name();

    /** Of a batch of 1. */
    Tensor input();

    /** In the order of the answers, each of a batch of 1. */
    List<Tensor> outputs();

    /**
     * What it answers in use, by the library that trained it and not by ONNX Runtime.
     *
     * @param inputs one after the other, each of the input's size
     * @param count how many
     * @return for each output the answers, one after the other
     */
    float[][] answers(float[] inputs, int count);

    /** The ONNX model, for a batch of 1. */
    byte[] onnx();
}
