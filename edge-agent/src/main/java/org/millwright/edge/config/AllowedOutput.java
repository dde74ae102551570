package org.millwright.edge.config;

import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;

/** One thing in the plant that the agent may write. There is none unless the file names it. */
public sealed interface AllowedOutput {
    String source();

    record OpcUaNode(String source, NodeAddress node) implements AllowedOutput {}

    record MqttTopic(String source, String topic) implements AllowedOutput {}
}
