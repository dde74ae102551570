package org.millwright.edge.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;

/** Reads {@code release:}, in the form that its source asks for. */
final class ReleaseReader {

    private static final Format<Duration> HEARTBEAT =
            Formats.duration(Duration.ofMillis(10), Duration.ofSeconds(10), "200ms");
    private static final Duration DEFAULT_HEARTBEAT = Duration.ofMillis(200);

    private final Inventory inventory;
    private final References references;
    private final List<AllowedOutput> allowed;

    ReleaseReader(Inventory inventory, References references, List<AllowedOutput> allowed) {
        this.inventory = inventory;
        this.references = references;
        this.allowed = allowed;
    }

    ReleaseConfig read(Section section) {
        Optional<SourceConfig> source = section.find("source", Formats.TEXT).flatMap(inventory::source);
        ReleaseConfig release = source.orElse(null) instanceof MqttSourceConfig mqtt
                ? announcement(section, mqtt.name())
                : handshake(section);
        section.end();
        return release;
    }

    private ReleaseConfig announcement(Section section, String source) {
        ReleaseConfig.Announcement release = new ReleaseConfig.Announcement(
                source,
                section.required("topic", Topics.NAME),
                section.required("heartbeat-topic", Topics.NAME),
                section.optional("heartbeat-every", HEARTBEAT, DEFAULT_HEARTBEAT));
        List<String> refused = new ArrayList<>();
        for (String topic : List.of(release.topic(), release.heartbeatTopic())) {
            if (!topic.isEmpty() && !allowed.contains(new AllowedOutput.MqttTopic(source, topic))) {
                refused.add(topic);
            }
        }
        if (!release.topic().isEmpty() && release.topic().equals(release.heartbeatTopic())) {
            section.problem("heartbeat-topic", "is the topic of the verdicts too", "give the heartbeat one of its own");
        }
        report(section, source, refused, "topic");
        return release;
    }

    private ReleaseConfig handshake(Section section) {
        String source = references
                .source(section, "source", OpcUaSourceConfig.class, "opcua or mqtt")
                .map(OpcUaSourceConfig::name)
                .orElse("");
        Optional<String> prefix = section.find("prefix", NodeIds.PREFIX);
        ReleaseConfig.Handshake release = new ReleaseConfig.Handshake(
                source,
                node(section, prefix, "busy", "Busy"),
                node(section, prefix, "part", "PartId"),
                node(section, prefix, "sequence", "Sequence"),
                node(section, prefix, "acknowledge", "Acknowledge"),
                node(section, prefix, "verdict-part", "VerdictPartId"),
                node(section, prefix, "verdict-sequence", "VerdictSequence"),
                node(section, prefix, "good", "VerdictGood"),
                node(section, prefix, "ready", "VerdictReady"),
                node(section, prefix, "heartbeat", "Heartbeat"),
                section.optional("heartbeat-every", HEARTBEAT, DEFAULT_HEARTBEAT));
        checkAllowed(section, release);
        return release;
    }

    /** With a prefix, a node that is not named has the name it has in the handshake's description. */
    private static NodeAddress node(Section section, Optional<String> prefix, String key, String usualName) {
        Format<NodeAddress> format = NodeIds.format(prefix.orElse(""));
        if (!section.has(key) && prefix.isPresent()) {
            return format.parse().apply(usualName) instanceof Parsed.Ok<NodeAddress>(NodeAddress node)
                    ? node
                    : format.standIn();
        }
        if (section.has("prefix") && !section.has(key)) {
            return format.standIn();
        }
        return section.required(key, format);
    }

    private void checkAllowed(Section section, ReleaseConfig.Handshake release) {
        List<String> refused = new ArrayList<>();
        for (NodeAddress node : List.of(
                release.verdictPart(),
                release.verdictSequence(),
                release.good(),
                release.ready(),
                release.heartbeat())) {
            if (node instanceof NodeAddress.ById(String id)
                    && !id.isEmpty()
                    && !allowed.contains(new AllowedOutput.OpcUaNode(release.source(), node))) {
                refused.add(id);
            }
        }
        report(section, release.source(), refused, "node");
    }

    /** A verdict that may not be written would stop the station for good; better to say so before it starts. */
    private static void report(Section section, String source, List<String> refused, String what) {
        if (!refused.isEmpty() && !source.isEmpty()) {
            section.problem(
                    "would write " + Words.list(refused, "and") + ", which outputs.allow does not name",
                    "add to outputs.allow: {source: " + source + ", " + what + ": …} for each");
        }
    }
}
