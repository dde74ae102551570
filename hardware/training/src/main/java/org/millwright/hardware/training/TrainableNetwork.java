package org.millwright.hardware.training;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.millwright.hardware.inference.Tensor;

/**
 * A network that PyTorch trains through DJL: layers with weights, one input, one output or more.
 *
 * <p>Random weights and everything random that follows in this process come from the seed. NOT thread safe. Holds
 * native memory until closed.
 */
public final class TrainableNetwork implements TrainedNetwork, AutoCloseable {

    private final Graph graph;
    private final GraphBlock block;
    private final Model model;
    private final Tensor input;
    private final List<Tensor> outputs;

    private TrainableNetwork(Graph graph, GraphBlock block, Model model, Tensor input, List<Tensor> outputs) {
        this.graph = graph;
        this.block = block;
        this.model = model;
        this.input = input;
        this.outputs = outputs;
    }

    /**
     * A plain sequence of layers with random weights.
     *
     * @param input of a batch of 1; training may use any batch
     * @param output the name that the output gets
     */
    public static TrainableNetwork create(String name, List<Layer> layers, Tensor input, String output, long seed) {
        return create(name, Graph.of(input.name(), layers, output), input, seed);
    }

    /**
     * A network with random weights; its outputs are called as in the graph.
     *
     * @param input of a batch of 1; training may use any batch
     */
    public static TrainableNetwork create(String name, Graph graph, Tensor input, long seed) {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        Engine engine = Engine.getEngine("PyTorch");
        engine.setRandomSeed((int) seed);
        Model model = Model.newInstance(name, Device.cpu(), "PyTorch");
        GraphBlock block = new GraphBlock(graph);
        Shape shape = shape(input);
        block.initialize(model.getNDManager(), DataType.FLOAT32, shape);
        model.setBlock(block);
        return new TrainableNetwork(graph, block, model, input, outputs(graph, model, shape));
    }

    @Override
    public String name() {
        return model.getName();
    }

    @Override
    public Tensor input() {
        return input;
    }

    /** The first output, for networks that have no other. */
    public Tensor output() {
        return outputs.getFirst();
    }

    @Override
    public List<Tensor> outputs() {
        return outputs;
    }

    /** A DJL trainer for this network; the caller closes it. */
    public Trainer trainer(TrainingConfig config) {
        Trainer trainer = model.newTrainer(config);
        trainer.initialize(shape(input));
        return trainer;
    }

    /**
     * What the first output says in use (not in training), by PyTorch.
     *
     * @param inputs one after the other, each of the input's size
     * @param count how many
     * @return the answers, one after the other
     */
    public float[] answer(float[] inputs, int count) {
        return answers(inputs, count)[0];
    }

    /** As {@link #answer}, for each output. */
    @Override
    public float[][] answers(float[] inputs, int count) {
        try (NDManager manager = model.getNDManager().newSubManager()) {
            long[] shape = shape(input).getShape();
            shape[0] *= count;
            NDArray array = manager.create(inputs, new Shape(shape));
            NDList found = model.getBlock().forward(new ParameterStore(manager, false), new NDList(array), false);
            return found.stream().map(NDArray::toFloatArray).toArray(float[][]::new);
        }
    }

    /** A copy of all weights, to come back to. */
    public List<float[]> weights() {
        return parameters()
                .map(parameter -> parameter.getArray().toFloatArray())
                .toList();
    }

    /** Puts a copy taken by {@link #weights} back. */
    public void restore(List<float[]> weights) {
        List<Parameter> parameters = parameters().toList();
        for (int i = 0; i < weights.size(); i++) {
            parameters.get(i).getArray().set(weights.get(i));
        }
    }

    /** How many numbers training sets. */
    public long size() {
        return parameters().mapToLong(parameter -> parameter.getArray().size()).sum();
    }

    /** The network as an ONNX model, for a batch of 1. */
    @Override
    public byte[] onnx() {
        return OnnxWriter.write(model.getName(), graph, block, input, outputs);
    }

    private static List<Tensor> outputs(Graph graph, Model model, Shape input) {
        try (NDManager manager = model.getNDManager().newSubManager()) {
            NDList zeros = new NDList(manager.zeros(input));
            NDList found = model.getBlock().forward(new ParameterStore(manager, false), zeros, false);
            List<Tensor> outputs = new ArrayList<>();
            for (int i = 0; i < found.size(); i++) {
                outputs.add(
                        new Tensor(graph.outputs().get(i), sizes(found.get(i).getShape())));
            }
            return List.copyOf(outputs);
        }
    }

    private static List<Integer> sizes(Shape shape) {
        return Arrays.stream(shape.getShape()).mapToObj(Math::toIntExact).toList();
    }

    private Stream<Parameter> parameters() {
        return model.getBlock().getParameters().values().stream();
    }

    private static Shape shape(Tensor tensor) {
        return new Shape(tensor.shape().stream().mapToLong(Integer::longValue).toArray());
    }

    @Override
    public void close() {
        model.close();
    }
}
