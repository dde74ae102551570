package org.millwright.edge.config;

import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Counts what a walk through a document would see, with each alias followed each time. */
final class NodeCount {

    private final int maxDepth;
    private int left;

    NodeCount(int maxDepth, int maxNodes) {
        this.maxDepth = maxDepth;
        this.left = maxNodes;
    }

    boolean allows(Node root) {
        visit(root, 0);
        return left > 0;
    }

    private void visit(Node node, int depth) {
        left--;
        if (depth > maxDepth) {
            left = 0;
        }
        if (left <= 0) {
            return;
        }
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                visit(tuple.getKeyNode(), depth + 1);
                visit(tuple.getValueNode(), depth + 1);
            }
        } else if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> visit(item, depth + 1));
        }
    }
}
