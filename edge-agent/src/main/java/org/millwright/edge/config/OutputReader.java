package org.millwright.edge.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code outputs:}, the list of what the agent may write. */
final class OutputReader {

    private static final String REMEDY = "write node: or nodes: of an OPC UA source, or topic: of an MQTT source";

    private final Inventory inventory;
    private final References references;

    OutputReader(Inventory inventory, References references) {
        this.inventory = inventory;
        this.references = references;
    }

    List<AllowedOutput> read(Section section) {
        List<AllowedOutput> allowed = new ArrayList<>();
        for (Section item : section.sections("allow")) {
            item.atMostOneOf("node", "nodes", "topic");
            if (item.has("topic")) {
                topic(item).ifPresent(allowed::add);
            } else {
                allowed.addAll(nodes(item));
            }
            item.end();
        }
        section.end();
        return allowed;
    }

    private Optional<AllowedOutput> topic(Section item) {
        String topic = item.required("topic", Topics.NAME);
        return references
                .source(item, "source", MqttSourceConfig.class, "mqtt")
                .map(source -> new AllowedOutput.MqttTopic(source.name(), topic));
    }

    private List<AllowedOutput> nodes(Section item) {
        Optional<SourceConfig> mqtt = item.find("source", Formats.TEXT).flatMap(inventory::source);
        if (!item.has("node") && !item.has("nodes")) {
            item.missing(mqtt.orElse(null) instanceof MqttSourceConfig ? "topic" : "node", REMEDY);
            return List.of();
        }
        String prefix = item.optional("prefix", NodeIds.PREFIX, "");
        List<Entry> entries = new ArrayList<>(item.items("nodes"));
        item.find("node").ifPresent(entries::add);
        Optional<OpcUaSourceConfig> source = references.source(item, "source", OpcUaSourceConfig.class, "opcua");
        List<AllowedOutput> allowed = new ArrayList<>();
        for (Entry entry : entries) {
            entry.read(NodeIds.format(prefix))
                    .ifPresent(node -> allowed.add(new AllowedOutput.OpcUaNode(
                            source.map(SourceConfig::name).orElse(""), node)));
        }
        return allowed;
    }
}
