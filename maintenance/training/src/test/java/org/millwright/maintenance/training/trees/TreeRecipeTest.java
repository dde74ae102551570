package org.millwright.maintenance.training.trees;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How trees are grown is settled by the table, not by the part of it that is trained on. */
final class TreeRecipeTest {

    @Test
    void thresholdsOfALargeTableAreRoundedInEveryPartOfIt() {
        TreeRecipe large = TreeRecipe.USUAL.of(50_001);
        assertThat(large.parameters()).containsEntry("tree_method", "hist");
        assertThat(large.facts()).containsEntry("exact-thresholds", false);
        assertThat(TreeRecipe.USUAL.of(50_000)).isEqualTo(TreeRecipe.USUAL);
        assertThat(TreeRecipe.USUAL.parameters()).containsEntry("tree_method", "exact");
    }
}
