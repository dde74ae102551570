package org.millwright.edge.source.mqtt;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;
import org.millwright.edge.config.MqttSourceConfig.SparkplugDevice;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.source.NamedFaults;

/**
 * Our half of Sparkplug B 3.0: a host application that listens, is not the primary host, and writes nothing but rebirth
 * requests, at most one in ten seconds for each edge node.
 *
 * <p>Safe from any thread, one at a time.
 */
final class SparkplugHost {

    /** Takes a message for the broker; must not block. */
    interface Commands {
        void send(String topic, byte[] payload);
    }

    private static final Duration BETWEEN_REBIRTHS = Duration.ofSeconds(10);

    private final Map<SparkplugTopic.Node, SparkplugNode> nodes = new LinkedHashMap<>();
    private final Map<SparkplugTopic.Node, Instant> lastRebirths = new HashMap<>();
    private final NamedFaults faults;
    private final boolean rebirth;
    private final InstantSource clock;
    private final Commands commands;

    SparkplugHost(
            List<SparkplugDevice> devices,
            boolean rebirth,
            NamedFaults faults,
            InstantSource clock,
            Commands commands) {
        this.faults = faults;
        this.rebirth = rebirth;
        this.clock = clock;
        this.commands = commands;
        devices.stream()
                .collect(Collectors.groupingBy(
                        device -> new SparkplugTopic.Node(device.group(), device.edgeNode()),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .forEach((node, own) ->
                        nodes.put(node, new SparkplugNode(node, own, faults, () -> askForRebirth(node))));
    }

    List<String> filters() {
        return nodes.keySet().stream().map(SparkplugTopic.Node::filter).toList();
    }

    /** BIRTHs are not retained: after a connect each node has to be asked for one. */
    synchronized void connected() {
        lastRebirths.clear();
        nodes.forEach((node, state) -> {
            state.forget();
            askForRebirth(node);
        });
    }

    synchronized List<Reading> take(SparkplugTopic topic, byte[] bytes, long receivedNanos) {
        SparkplugNode node = nodes.get(topic.node());
        if (node == null || topic.type().endsWith("CMD")) {
            return List.of();
        }
        try {
            Payload payload = Payload.parseFrom(bytes);
            if (payload.getUuid().equals("SPBV1.0_COMPRESSED")) {
                faults.report(
                        "compressed",
                        topic.node().toString(),
                        () -> "Sparkplug node " + topic.node()
                                + " compresses its payloads, which are not read: switch compression off in the node");
                return List.of();
            }
            return node.take(topic.type(), topic.device().orElse(""), payload, receivedNanos);
        } catch (InvalidProtocolBufferException e) {
            faults.report(
                    "sparkplug",
                    topic.node().toString(),
                    () -> "Sparkplug node " + topic.node() + ": the payload of its " + topic.type()
                            + " is no Sparkplug B (" + e.getMessage() + "): does the node speak Sparkplug A, or JSON?");
            return List.of();
        }
    }

    private void askForRebirth(SparkplugTopic.Node node) {
        Instant now = clock.instant();
        Instant last = lastRebirths.get(node);
        if (!rebirth || (last != null && last.plus(BETWEEN_REBIRTHS).isAfter(now))) {
            return;
        }
        lastRebirths.put(node, now);
        commands.send(
                node.commandTopic(),
                Payload.newBuilder()
                        .setTimestamp(now.toEpochMilli())
                        .addMetrics(Metric.newBuilder()
                                .setName("Node Control/Rebirth")
                                .setTimestamp(now.toEpochMilli())
                                .setDatatype(DataType.Boolean_VALUE)
                                .setBooleanValue(true))
                        .build()
                        .toByteArray());
    }
}
