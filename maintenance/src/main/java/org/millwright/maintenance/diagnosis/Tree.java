package org.millwright.maintenance.diagnosis;

import java.util.List;

/**
 * One regression tree.
 *
 * @param nodes the root first; every split comes before the nodes that it leads to
 */
public record Tree(List<Node> nodes) {

    public Tree {
        nodes = List.copyOf(nodes);
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i) instanceof Node.Split split
                    && (Math.min(split.below(), split.above()) <= i
                            || Math.max(split.below(), split.above()) >= nodes.size())) {
                throw new IllegalArgumentException("node " + i + " of " + nodes.size() + " leads to " + split.below()
                        + " and " + split.above() + "; both must come after it");
            }
        }
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("a tree has no nodes; it needs one at least");
        }
    }

    /** The answer for these inputs; NaN stands for a missing one. */
    float answer(float[] inputs) {
        int at = 0;
        while (true) {
            switch (nodes.get(at)) {
                case Node.Leaf leaf -> {
                    return leaf.value();
                }
                case Node.Split split -> at = split.next(inputs[split.input()]);
            }
        }
    }
}
