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

    /** Rounds without any gain on a fold, after which it is given up. */
    private static final int PATIENCE = 30;

    private final String name;
    private final Link link;
    private final int width;
    private final int outputs;
    /** One for each output, or one for all where their probabilities sum to 1. */
    private final List<Booster> boosters;

    private final List<Integer> rounds;

    private BoostedTrees(String name, Link link, int width, int outputs, List<Booster> boosters, List<Integer> rounds) {
        this.name = name;
        this.link = link;
        this.width = width;
        this.outputs = outputs;
        this.boosters = boosters;
        this.rounds = rounds;
    }

    /**
     * Grows trees on one thread, as many as do best on the examples' folds, then on all examples; the caller closes them.
     */
    static BoostedTrees grow(String name, TreeRecipe recipe, Link link, int outputs, TreeExamples examples, long seed) {
        List<Booster> boosters = new ArrayList<>();
        List<Integer> rounds = new ArrayList<>();
        try {
            DMatrix data = Matrices.of(examples.flatInputs(), examples.inputs().size());
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
                    int best = bestRounds(data, parameters, recipe.mostRounds(), examples.folds());
                    rounds.add(best);
                    boosters.add(XGBoost.train(data, parameters, best, Map.of(), null, null));
                }
            } finally {
                data.dispose();
            }
            return new BoostedTrees(name, link, examples.width(), outputs, boosters, rounds);
        } catch (XGBoostError e) {
            boosters.forEach(Booster::dispose);
            throw new IllegalStateException("XGBoost failed: " + e.getMessage(), e);
        }
    }

    /** Where XGBoost's own loss, averaged over the folds, is least. */
    private static int bestRounds(DMatrix data, Map<String, Object> parameters, int most, Folds folds)
            throws XGBoostError {
        double[] losses = new double[most];
        for (int fold = 0; fold < folds.count(); fold++) {
            DMatrix train = data.slice(rows(folds.train(fold)));
            DMatrix test = data.slice(rows(folds.test(fold)));
            try {
                addLosses(train, test, parameters, losses);
            } finally {
                train.dispose();
                test.dispose();
            }
        }
        return 1 + least(losses);
    }

    /** Round by round, since XGBoost's own loop prints each; ends where nothing has become better for long. */
    private static void addLosses(DMatrix train, DMatrix test, Map<String, Object> parameters, double[] losses)
            throws XGBoostError {
        Booster booster = XGBoost.train(train, parameters, 0, Map.of(), null, null);
        try {
            double[] its = new double[losses.length];
            Arrays.fill(its, Double.POSITIVE_INFINITY);
            DMatrix[] watched = {test};
            for (int i = 0; i < its.length && i - least(its) <= PATIENCE; i++) {
                booster.update(train, i);
                float[] found = new float[1];
                booster.evalSet(watched, new String[] {"test"}, i, found);
                its[i] = found[0];
            }
            for (int i = 0; i < losses.length; i++) {
                losses[i] += its[i];
            }
        } finally {
            booster.dispose();
        }
    }

    private static int least(double[] values) {
        return IntStream.range(0, values.length).reduce(0, (best, i) -> values[i] < values[best] ? i : best);
    }

    private static int[] rows(List<Integer> which) {
        return which.stream().mapToInt(Integer::intValue).toArray();
    }

    /** How many trees each booster has for each of its outputs. */
    List<Integer> rounds() {
        return rounds;
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
            DMatrix data = Matrices.of(inputs, 1);
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
            DMatrix data = Matrices.of(inputs, count);
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
