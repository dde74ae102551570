package org.millwright.maintenance.training.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Every record is tested once, no group is parted, and classes are spread evenly. */
class FoldsTest {

    @Property(tries = 100)
    void everyRecordIsTestedOnceAndNoGroupIsParted(@ForAll long seed, @ForAll @IntRange(min = 2, max = 5) int count) {
        Random random = new Random(seed);
        List<Integer> groups = new ArrayList<>(List.of(0, 1, 2, 3, 4));
        List<Integer> strata = new ArrayList<>(List.of(0, 0, 0, 0, 0));
        for (int i = 0; i < 60; i++) {
            groups.add(random.nextInt(12));
            strata.add(random.nextInt(3));
        }
        Folds folds = Folds.of(strata, groups, count, seed);
        List<Integer> tested = new ArrayList<>();
        for (int fold = 0; fold < count; fold++) {
            List<Integer> train = folds.train(fold);
            List<Integer> test = folds.test(fold);
            tested.addAll(test);
            assertThat(train.size() + test.size()).isEqualTo(groups.size());
            assertThat(test.stream().map(groups::get))
                    .doesNotContainAnyElementsOf(train.stream().map(groups::get).toList());
        }
        assertThat(tested)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, groups.size()).boxed().toList());
    }

    @Test
    void rareClassIsSpreadEvenly() {
        List<Integer> strata =
                IntStream.range(0, 103).mapToObj(i -> i < 10 ? 1 : 0).toList();
        Folds folds = Folds.of(strata, IntStream.range(0, 103).boxed().toList(), 5, 3);
        for (int fold = 0; fold < 5; fold++) {
            assertThat(folds.test(fold).stream().filter(i -> strata.get(i) == 1))
                    .hasSize(2);
            assertThat(folds.test(fold).size()).isBetween(20, 21);
        }
    }

    @Test
    void fewerGroupsThanFoldsAreRefused() {
        assertThatThrownBy(() -> Folds.of(List.of(0, 0, 0), List.of("a", "a", "b"), 3, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 groups cannot be parted into 3 folds");
    }
}
