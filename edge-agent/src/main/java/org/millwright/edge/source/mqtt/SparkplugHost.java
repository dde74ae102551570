package org.millwright.edge.source.mqtt;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;
import org.millwright.edge.config.MqttSourceConfig;
import org.millwright.edge.config.MqttSourceConfig.SparkplugDevice;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.source.NamedFaults;

/**
 * Our half of Sparkplug B 3.0: a host application that listens, is not the primary host, and writes nothing but rebirth
 * requests, at most one in ten seconds for each edge node. So it publishes no STATE, by which a primary host tells edge nodes
 * to store their data until it is back.
 *
 * <p>Safe from any thread, one at a time.
 */
final class SparkplugHost implements Decoder {

    /** Takes a message for the broker; must not block. */
    interface Commands {
        void send(String topic, byte[] payload);
    }

    private static final Duration BETWEEN_REBIRTHS = Duration.ofSeconds(10);

    private final Map<SparkplugTopic.Node, SparkplugNode> nodes = new LinkedHashMap<>();
    private final Map<SparkplugTopic.Node, Instant> lastRebirths = new HashMap<>();
    private final Set<Machine> machines = new LinkedHashSet<>();
    private final NamedFaults faults;
    private final boolean rebirth;
    private final InstantSource clock;
    private final Commands commands;

    SparkplugHost(
            MqttSourceConfig config,
            NamedFaults faults,
            DecodeLosses losses,
            Clocks clocks,
            InstantSource clock,
            Commands commands) {
        this.faults = faults;
        this.rebirth = config.sparkplugRebirth();
        this.clock = clock;
        this.commands = commands;
        config.sparkplug().forEach(device -> machines.add(device.machine()));
        config.sparkplug().stream()
                .collect(Collectors.groupingBy(SparkplugHost::node, LinkedHashMap::new, Collectors.toList()))
                .forEach((node, own) -> nodes.put(
                        node,
                        new SparkplugNode(
                                new SparkplugNode.Setting(node, own, config.sparkplugReorder(), rebirth),
                                faults,
                                losses,
                                clocks,
                                () -> askForRebirth(node))));
    }

    private static SparkplugTopic.Node node(SparkplugDevice device) {
        return new SparkplugTopic.Node(device.group(), device.edgeNode());
    }

    @Override
    public List<String> filters() {
        return nodes.keySet().stream().map(SparkplugTopic.Node::filter).toList();
    }

    @Override
    public Set<Machine> machines() {
        return machines;
    }

    @Override
    public synchronized void connecting() {
        nodes.values().forEach(SparkplugNode::forget);
    }

    /** BIRTHs are not retained: each node has to be asked for one that has not given it already. */
    @Override
    public synchronized void connected() {
        lastRebirths.clear();
        nodes.forEach((node, state) -> {
            if (!state.isBorn()) {
                askForRebirth(node);
            }
        });
    }

    @Override
    public synchronized List<Event> decode(Arrival arrival) {
        return SparkplugTopic.parse(arrival.topic())
                .map(topic -> take(topic, arrival.payload(), arrival.nanos()))
                .orElse(List.of());
    }

    @Override
    public synchronized void skip(Arrival arrival) {
        SparkplugTopic.parse(arrival.topic()).ifPresent(topic -> {
            SparkplugNode node = nodes.get(topic.node());
            if (node != null) {
                node.skip(topic.device().orElse(""), arrival.nanos());
            }
        });
    }

    @Override
    public synchronized List<Event> tick(long nowNanos) {
        List<Event> events = new ArrayList<>();
        nodes.values().forEach(node -> events.addAll(node.tick(nowNanos)));
        return events;
    }

    synchronized List<Event> take(SparkplugTopic topic, byte[] bytes, long receivedNanos) {
        SparkplugNode node = nodes.get(topic.node());
        if (node == null || topic.type().endsWith("CMD")) {
            return List.of();
        }
        String device = topic.device().orElse("");
        try {
            Payload payload = Payload.parseFrom(bytes);
            if (payload.getUuid().equals("SPBV1.0_COMPRESSED")) {
                faults.report(
                        "compressed",
                        topic.node().toString(),
                        () -> "Sparkplug node " + topic.node()
                                + " compresses its payloads, which are not read: switch compression off in the node");
                node.skip(device, receivedNanos);
                return List.of();
            }
            return node.take(topic.type(), device, payload, receivedNanos);
        } catch (InvalidProtocolBufferException e) {
            faults.report(
                    "sparkplug",
                    topic.node().toString(),
                    () -> "Sparkplug node " + topic.node() + ": the payload of its " + topic.type()
                            + " is no Sparkplug B (" + e.getMessage() + "): does the node speak Sparkplug A, or JSON?");
            node.skip(device, receivedNanos);
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
        commands.send(node.commandTopic(), rebirthRequest(now.toEpochMilli()));
    }

    private static byte[] rebirthRequest(long millis) {
        return Payload.newBuilder()
                .setTimestamp(millis)
                .addMetrics(Metric.newBuilder()
                        .setName("Node Control/Rebirth")
                        .setTimestamp(millis)
                        .setDatatype(DataType.Boolean_VALUE)
                        .setBooleanValue(true))
                .build()
                .toByteArray();
    }
}
