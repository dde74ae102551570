package org.millwright.maintenance.training.trees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.millwright.hardware.inference.Tensor;
import org.millwright.hardware.training.TrainedNetwork;
import org.millwright.maintenance.diagnosis.TreeEnsemble;

/**
 * Trees that XGBoost grew, to be packed as a bundle. Same seed, same trees. NOT thread safe. Holds native memory until closed.
 *
 * <p>Source: Chen and Guestrin, XGBoost: A Scalable Tree Boosting System, 2016.
 */
final class BoostedTrees implements TrainedNetwork, AutoCloseable {

    private final String name;
    private final Link link;
    private final int width;
    private final int outputs;
    /** One for each output, or one for all where their probabilities sum to 1. */
    private final List<Booster> boosters;

    private BoostedTrees(String name, Link link, int width, int outputs, List<Booster> boosters) {
        this.name = name;
        this.link = link;
        this.width = width;
        this.outputs = outputs;
        this.boosters = boosters;
    }

    /** Grows trees on one thread; the caller closes them. */
    static BoostedTrees grow(String name, TreeRecipe recipe, Link link, int outputs, TreeExamples examples, long seed) {
        List<Booster> boosters = new ArrayList<>();
        try {
            DMatrix data = matrix(examples.flatInputs(), examples.inputs().size());
            try {
                Map<String, Object> parameters = new HashMap<>(recipe.parameters());
                parameters.put("objective", link.objective());
                parameters.put("seed", seed);
                parameters.put("nthread", 1);
                parameters.put("verbosity", 0);
                if (link == Link.SOFTMAX) {
                    parameters.put("num_class", outputs);
                }
                for (int column = 0; column < (link == Link.SOFTMAX ? 1 : outputs); column++) {
                    data.setLabel(examples.target(column));
                    boosters.add(XGBoost.train(data, parameters, recipe.rounds(), Map.of(), null, null));
                }
            } finally {
                data.dispose();
            }
            return new BoostedTrees(name, link, examples.width(), outputs, boosters);
        } catch (XGBoostError e) {
            boosters.forEach(Booster::dispose);
            throw new IllegalStateException("XGBoost failed: " + e.getMessage(), e);
        }
    }

    private static DMatrix matrix(float[] inputs, int rows) throws XGBoostError {
        return new DMatrix(inputs, rows, inputs.length / rows, Float.NaN);
    }

    TreeEnsemble ensemble() {
        try {
            if (link == Link.SOFTMAX) {
                return XgboostTrees.of(boosters.getFirst(), outputs);
            }
            List<TreeEnsemble> each = new ArrayList<>();
            for (Booster booster : boosters) {
                each.add(XgboostTrees.of(booster, 1));
            }
            return new TreeEnsemble(
                    each.stream().map(one -> one.trees().getFirst()).toList(),
                    each.stream().map(one -> one.bases().getFirst()).toList());
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost failed: " + e.getMessage(), e);
        }
    }

    /** XGBoost's own Shapley values of one output's margin, the expectation last; for one set of inputs. */
    float[] contributions(float[] inputs, int output) {
        try {
            DMatrix data = matrix(inputs, 1);
            try {
                Booster booster = boosters.get(link == Link.SOFTMAX ? 0 : output);
                float[] all = booster.predictContrib(data, 0)[0];
                int from = link == Link.SOFTMAX ? output * (width + 1) : 0;
                return Arrays.copyOfRange(all, from, from + width + 1);
            } finally {
                data.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost failed: " + e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Tensor input() {
        return new Tensor("inputs", List.of(1, width));
    }

    @Override
    public List<Tensor> outputs() {
        return List.of(new Tensor("answers", List.of(1, outputs)));
    }

    @Override
    public float[][] answers(float[] inputs, int count) {
        float[] answers = new float[count * outputs];
        try {
            DMatrix data = matrix(inputs, count);
            try {
                for (int booster = 0; booster < boosters.size(); booster++) {
                    float[][] found = boosters.get(booster).predict(data);
                    int column = booster;
                    IntStream.range(0, count)
                            .forEach(row -> System.arraycopy(
                                    found[row], 0, answers, row * outputs + column, found[row].length));
                }
            } finally {
                data.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost failed: " + e.getMessage(), e);
        }
        return new float[][] {answers};
    }

    @Override
    public byte[] onnx() {
        return TreeOnnx.write(name, ensemble(), link, input(), outputs().getFirst());
    }

    @Override
    public void close() {
        boosters.forEach(Booster::dispose);
    }
}
