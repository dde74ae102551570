package org.millwright.hardware.training;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@link Graph} as a DJL block: exactly one child block for each step, which is what {@link OnnxWriter} relies on. */
final class GraphBlock extends AbstractBlock {

    private final Graph graph;
    private final List<Block> blocks;

    GraphBlock(Graph graph) {
        this.graph = graph;
        this.blocks = graph.steps().stream()
                .<Block>map(step -> addChildBlock(step.name(), LayerBlocks.sequence(step.layers())))
                .toList();
    }

    /** The block of each step, in their order. */
    List<Block> blocks() {
        return blocks;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> parameters) {
        Map<String, NDArray> found = new HashMap<>(Map.of(graph.input(), inputs.singletonOrThrow()));
        for (int i = 0; i < blocks.size(); i++) {
            Graph.Step step = graph.steps().get(i);
            NDList joined = new NDList(join(step, found));
            found.put(
                    step.name(),
                    step.layers().isEmpty()
                            ? joined.singletonOrThrow()
                            : blocks.get(i).forward(store, joined, training).singletonOrThrow());
        }
        return new NDList(graph.outputs().stream().map(found::get).toList());
    }

    private static NDArray join(Graph.Step step, Map<String, NDArray> found) {
        NDList sources = new NDList(step.from().stream().map(found::get).toList());
        if (sources.size() == 1) {
            return sources.singletonOrThrow();
        }
        return switch (step.join()) {
            case SUM -> NDArrays.add(sources.toArray(new NDArray[0]));
            case MAXIMUM -> sources.stream().reduce(NDArrays::maximum).orElseThrow();
            case CONCATENATE -> NDArrays.concat(sources, 1);
        };
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Map<String, Shape> shapes = new HashMap<>(Map.of(graph.input(), inputs[0]));
        for (int i = 0; i < blocks.size(); i++) {
            Graph.Step step = graph.steps().get(i);
            Shape joined = joined(step, shapes);
            if (!step.layers().isEmpty()) {
                blocks.get(i).initialize(manager, type, joined);
            }
            shapes.put(step.name(), after(i, joined));
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        Map<String, Shape> shapes = new HashMap<>(Map.of(graph.input(), inputs[0]));
        for (int i = 0; i < blocks.size(); i++) {
            Graph.Step step = graph.steps().get(i);
            shapes.put(step.name(), after(i, joined(step, shapes)));
        }
        return graph.outputs().stream().map(shapes::get).toArray(Shape[]::new);
    }

    private Shape after(int index, Shape input) {
        return graph.steps().get(index).layers().isEmpty()
                ? input
                : blocks.get(index).getOutputShapes(new Shape[] {input})[0];
    }

    private static Shape joined(Graph.Step step, Map<String, Shape> shapes) {
        long[] first = known(shapes, step.from().getFirst()).getShape().clone();
        if (step.join() == Graph.Join.CONCATENATE) {
            first[1] = step.from().stream()
                    .mapToLong(name -> known(shapes, name).get(1))
                    .sum();
        }
        return new Shape(first);
    }

    private static Shape known(Map<String, Shape> shapes, String name) {
        return requireNonNull(shapes.get(name), name);
    }
}
