package org.millwright.maintenance.training.trees;

import java.util.List;
import java.util.stream.Stream;
import org.millwright.maintenance.diagnosis.Node;
import org.millwright.maintenance.diagnosis.TreeEnsemble;

/** Every number that the trees compare with: where a wrong comparison would show. */
final class Thresholds {

    private Thresholds() {}

    static List<Float> of(TreeEnsemble trees) {
        return trees.trees().stream()
                .flatMap(List::stream)
                .flatMap(tree -> tree.nodes().stream())
                .flatMap(node -> node instanceof Node.Split split ? Stream.of(split.threshold()) : Stream.empty())
                .distinct()
                .toList();
    }
}
