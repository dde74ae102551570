package org.millwright.maintenance.training.trees;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How trees are grown; the names that XGBoost has for the same are in {@link #parameters}. How many trees count is settled
 * by cross-validation within the records that are trained on.
 *
 * @param mostRounds trees for each output, at most
 * @param depth questions on the way to a leaf, at most
 * @param learningRate share of each tree's answer that counts
 * @param leastWeight sum of second derivatives that a leaf needs at least
 * @param penalty on the squares of the leaves' answers
 * @param columnShare inputs that each tree may ask for, picked at random
 * @param exact whether every value between two records may be a threshold; else 255 for each input
 */
record TreeRecipe(
        int mostRounds,
        int depth,
        double learningRate,
        double leastWeight,
        double penalty,
        double columnShare,
        boolean exact) {

    /** XGBoost's own defaults but for smaller steps and shallower trees: up to 200 of depth 4 at 0.1. */
    static final TreeRecipe USUAL = new TreeRecipe(200, 4, 0.1, 1, 1, 1, true);

    private static final int EXACT_RECORDS = 50_000;

    /**
     * The same with exact thresholds up to 50,000 records, above which they take long.
     *
     * @param records of the whole table, so that what is scored on a part of it is grown as what is shipped
     */
    TreeRecipe of(int records) {
        return new TreeRecipe(
                mostRounds, depth, learningRate, leastWeight, penalty, columnShare, records <= EXACT_RECORDS);
    }

    /** For a bundle's manifest. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("most-rounds", mostRounds);
        facts.put("depth", depth);
        facts.put("learning-rate", learningRate);
        facts.put("least-weight", leastWeight);
        facts.put("penalty", penalty);
        facts.put("column-share", columnShare);
        facts.put("exact-thresholds", exact);
        return facts;
    }

    Map<String, Object> parameters() {
        return Map.of(
                "max_depth",
                depth,
                "eta",
                learningRate,
                "min_child_weight",
                leastWeight,
                "lambda",
                penalty,
                "colsample_bytree",
                columnShare,
                "tree_method",
                exact ? "exact" : "hist");
    }
}
