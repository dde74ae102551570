package org.millwright.hardware.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.nn.recurrent.GRU;
import java.util.List;

/** Layers as DJL blocks: exactly one child block for each layer, which is what {@link OnnxWriter} relies on. */
final class LayerBlocks {

    /** DJL's number for it. */
    private static final int NEAREST = 0;

    private LayerBlocks() {}

    static SequentialBlock sequence(List<Layer> layers) {
        SequentialBlock sequence = new SequentialBlock();
        layers.forEach(layer -> sequence.add(block(layer)));
        return sequence;
    }

    private static Block block(Layer layer) {
        return switch (layer) {
            case Layer.Conv conv -> convolution(conv);
            case Layer.BatchNorm() -> BatchNorm.builder().optAxis(1).build();
            case Layer.Relu() -> Activation.reluBlock();
            case Layer.Sigmoid() -> Activation.sigmoidBlock();
            case Layer.Tanh() -> Activation.tanhBlock();
            case Layer.MaxPool(List<Integer> window) ->
                window.size() == 1
                        ? Pool.maxPool1dBlock(shape(window), shape(window))
                        : Pool.maxPool2dBlock(shape(window), shape(window));
            case Layer.AveragePool(List<Integer> window) ->
                window.size() == 1
                        ? Pool.avgPool1dBlock(shape(window), shape(window))
                        : Pool.avgPool2dBlock(shape(window), shape(window));
            case Layer.GlobalAverage(int axes) -> axes == 1 ? Pool.globalAvgPool1dBlock() : Pool.globalAvgPool2dBlock();
            case Layer.GlobalMax(int axes) -> axes == 1 ? Pool.globalMaxPool1dBlock() : Pool.globalMaxPool2dBlock();
            case Layer.Flatten() -> Blocks.batchFlattenBlock();
            case Layer.Linear(int units) -> Linear.builder().setUnits(units).build();
            case Layer.Residual residual -> residual(residual);
            case Layer.Scale(float factor, float offset) ->
                LambdaBlock.singleton(x -> x.mul(factor).add(offset));
            case Layer.Standardise(float least) -> LambdaBlock.singleton(x -> standardise(x, least));
            case Layer.Enlarge(int factor) -> LambdaBlock.singleton(x -> enlarge(x, factor));
            case Layer.Unfold(int block) -> LambdaBlock.singleton(x -> unfold(x, block));
            case Layer.Relight(float offset, float floor) -> LambdaBlock.singleton(x -> relight(x, offset, floor));
            case Layer.Distance distance -> LambdaBlock.singleton(x -> distance(x, distance.points()));
            case Layer.Dropout(float rate) -> Dropout.builder().optRate(rate).build();
            case Layer.SwapTimeAndChannels() -> LambdaBlock.singleton(x -> x.transpose(0, 2, 1));
            case Layer.Gru(int units) -> gru(units);
        };
    }

    private static Block convolution(Layer.Conv conv) {
        return conv.kernel().size() == 1
                ? Conv1d.builder()
                        .setKernelShape(shape(conv.kernel()))
                        .optStride(shape(conv.stride()))
                        .optPadding(shape(conv.padding()))
                        .optGroups(conv.groups())
                        .setFilters(conv.filters())
                        .build()
                : Conv2d.builder()
                        .setKernelShape(shape(conv.kernel()))
                        .optStride(shape(conv.stride()))
                        .optPadding(shape(conv.padding()))
                        .optGroups(conv.groups())
                        .setFilters(conv.filters())
                        .build();
    }

    private static Block residual(Layer.Residual residual) {
        ParallelBlock parallel = new ParallelBlock(outputs -> {
            NDArray sum = outputs.get(0).singletonOrThrow().add(outputs.get(1).singletonOrThrow());
            return new NDList(sum);
        });
        parallel.add(sequence(residual.body()));
        parallel.add(residual.shortcut().isEmpty() ? Blocks.identityBlock() : sequence(residual.shortcut()));
        return parallel;
    }

    private static NDArray standardise(NDArray x, float least) {
        NDArray centred = x.sub(meanOverPlaces(x));
        return centred.div(meanOverPlaces(centred.square()).add(least * least).sqrt());
    }

    /** DJL takes the mean over one axis at a time. */
    private static NDArray meanOverPlaces(NDArray x) {
        return x.mean(new int[] {3}, true).mean(new int[] {2}, true);
    }

    private static NDArray enlarge(NDArray x, int factor) {
        Shape shape = x.getShape();
        long[] size = {shape.get(2) * factor, shape.get(3) * factor};
        return x.getNDArrayInternal().interpolation(size, NEAREST, false);
    }

    private static NDArray unfold(NDArray x, int block) {
        Shape shape = x.getShape();
        long channels = shape.get(1) / ((long) block * block);
        return x.reshape(shape.get(0), channels, block, block, shape.get(2), shape.get(3))
                .transpose(0, 1, 4, 2, 5, 3)
                .reshape(shape.get(0), channels, shape.get(2) * block, shape.get(3) * block);
    }

    private static NDArray relight(NDArray x, float offset, float floor) {
        int[] all = {1}; // DJL takes the mean along one axis only
        NDArray lit = x.add(offset).log().reshape(x.getShape().get(0), -1);
        NDArray centred = lit.sub(lit.mean(all, true));
        return centred.div(centred.square().mean(all, true).sqrt().add(floor)).reshape(x.getShape());
    }

    /** |x − p|² = |x|² − 2xp + |p|², so that one convolution compares with all points. */
    private static NDArray distance(NDArray x, float[][] points) {
        int[] channels = {1};
        NDArray all = x.getManager().create(points);
        NDArray weights = all.mul(-2).reshape(points.length, points[0].length, 1, 1);
        NDArray squares = all.square().sum(channels);
        NDArray nearest = Conv2d.conv2d(x, weights, squares, new Shape(1, 1)).singletonOrThrow();
        return nearest.min(channels, true)
                .add(x.square().sum(channels, true))
                .maximum(0)
                .sqrt();
    }

    private static Block gru(int units) {
        return new SequentialBlock()
                .add(GRU.builder()
                        .setStateSize(units)
                        .setNumLayers(1)
                        .optBatchFirst(true)
                        .build())
                .add(LambdaBlock.singleton(x -> x.get(":, -1, :")));
    }

    private static Shape shape(List<Integer> sizes) {
        return new Shape(sizes.stream().mapToLong(Integer::longValue).toArray());
    }
}
