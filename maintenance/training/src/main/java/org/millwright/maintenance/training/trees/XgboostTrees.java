package org.millwright.maintenance.training.trees;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.millwright.maintenance.diagnosis.Node;
import org.millwright.maintenance.diagnosis.Tree;
import org.millwright.maintenance.diagnosis.TreeEnsemble;

/**
 * Reads a trained booster's trees.
 *
 * <p>Source: XGBoost's model schema, https://xgboost.readthedocs.io/en/stable/tutorials/saving_model.html.
 */
final class XgboostTrees {

    private static final String LOGISTIC = "binary:logistic";

    private XgboostTrees() {}

    /** The trees of one booster, by its outputs. */
    static TreeEnsemble of(Booster booster, int outputs) throws XGBoostError {
        try {
            JsonNode learner = JsonMapper.builder()
                    .build()
                    .readTree(booster.toByteArray("json"))
                    .path("learner");
            JsonNode model = learner.path("gradient_booster").path("model");
            List<List<Tree>> trees = Stream.generate(() -> (List<Tree>) new ArrayList<Tree>())
                    .limit(outputs)
                    .toList();
            for (int i = 0; i < model.path("trees").size(); i++) {
                trees.get(model.path("tree_info").get(i).intValue())
                        .add(tree(model.path("trees").get(i)));
            }
            Float[] bases = new Float[outputs];
            Arrays.fill(bases, base(learner));
            return new TreeEnsemble(trees, List.of(bases));
        } catch (IOException e) {
            throw new IllegalStateException("XGBoost's model is not JSON", e);
        }
    }

    /** XGBoost notes the base as a probability where the answer is one. */
    private static float base(JsonNode learner) {
        String text = learner.path("learner_model_param").path("base_score").asText();
        double base = Double.parseDouble(text.replace("[", "").replace("]", ""));
        boolean probability = learner.path("objective").path("name").asText().equals(LOGISTIC);
        return (float) (probability ? Math.log(base / (1 - base)) : base);
    }

    private static Tree tree(JsonNode tree) {
        JsonNode below = tree.path("left_children");
        JsonNode above = tree.path("right_children");
        JsonNode numbers = tree.path("split_conditions");
        JsonNode covers = tree.path("sum_hessian");
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < below.size(); i++) {
            float cover = covers.get(i).floatValue();
            float number = numbers.get(i).floatValue();
            nodes.add(
                    below.get(i).intValue() < 0
                            ? new Node.Leaf(number, cover)
                            : new Node.Split(
                                    tree.path("split_indices").get(i).intValue(),
                                    number,
                                    below.get(i).intValue(),
                                    above.get(i).intValue(),
                                    tree.path("default_left").get(i).asInt() == 1,
                                    cover));
        }
        return new Tree(nodes);
    }
}
