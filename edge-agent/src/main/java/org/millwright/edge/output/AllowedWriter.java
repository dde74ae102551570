package org.millwright.edge.output;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.millwright.edge.config.AllowedOutput;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;
import org.millwright.edge.source.opcua.OpcUaNodes;
import org.millwright.edge.source.opcua.OpcUaNodes.Write;

/** The only way to a node: what the allow-list does not name for this source is refused, at each write anew. */
final class AllowedWriter {

    private final String source;
    private final Set<NodeAddress> allowed;
    private final OpcUaNodes nodes;

    AllowedWriter(String source, List<AllowedOutput> allowed, OpcUaNodes nodes) {
        this.source = source;
        this.nodes = nodes;
        this.allowed = allowed.stream()
                .filter(AllowedOutput.OpcUaNode.class::isInstance)
                .map(AllowedOutput.OpcUaNode.class::cast)
                .filter(output -> output.source().equals(source))
                .map(AllowedOutput.OpcUaNode::node)
                .collect(Collectors.toUnmodifiableSet());
    }

    void require(NodeAddress node) {
        if (!allowed.contains(node)) {
            throw new OutputNotAllowedException("outputs.allow does not name " + node + " of source " + source
                    + ": add it there if the agent is meant to write it, else take it out of the release");
        }
    }

    void write(List<Write> writes, Duration timeout) {
        writes.forEach(write -> require(write.node()));
        nodes.write(writes, timeout);
    }
}
