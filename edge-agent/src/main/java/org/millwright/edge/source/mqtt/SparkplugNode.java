package org.millwright.edge.source.mqtt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;
import org.millwright.edge.config.MqttSourceConfig.SparkplugDevice;
import org.millwright.edge.config.MqttSourceConfig.SparkplugMetric;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.Value;
import org.millwright.edge.source.NamedFaults;

/**
 * What is known of one Sparkplug edge node and its devices between BIRTH and DEATH.
 *
 * <p>A message out of sequence means that another was lost: it is counted, a rebirth is asked for, and its own values
 * are taken, since they are as good as ever. Data before a BIRTH cannot be named and is counted. After a DEATH each
 * signal gets one reading without a value and with {@code Bad_NoCommunication}: the last value again, however marked,
 * would put a measurement in the store that nobody made.
 *
 * <p>NOT thread safe.
 */
final class SparkplugNode {

    private static final int METRICS_PER_NODE = 20_000;
    private static final int SEQUENCES = 256;

    /** What BIRTH said of a metric; {@code signal} is empty where nobody wants it. */
    private record Known(String device, String name, int datatype, Optional<Signal> signal) {}

    private final SparkplugTopic.Node node;
    private final Map<String, SparkplugDevice> wanted = new HashMap<>();
    private final NamedFaults faults;
    private final Runnable askForRebirth;
    private final Map<Long, Known> byAlias = new HashMap<>();
    private final Map<String, Map<String, Known>> byDevice = new LinkedHashMap<>();
    private boolean born;
    private OptionalLong birthSequence = OptionalLong.empty();
    private long nextSequence;

    /** Devices are named by themselves; the edge node itself by the empty name. */
    SparkplugNode(SparkplugTopic.Node node, List<SparkplugDevice> devices, NamedFaults faults, Runnable askForRebirth) {
        this.node = node;
        this.faults = faults;
        this.askForRebirth = askForRebirth;
        devices.forEach(device -> wanted.put(device.device().orElse(""), device));
    }

    /** After a reconnect: what was missed is not known, so nothing counts until the next BIRTH. */
    void forget() {
        born = false;
        byAlias.clear();
        byDevice.clear();
    }

    List<Reading> take(String type, String device, Payload payload, long receivedNanos) {
        return switch (type) {
            case "NBIRTH" -> nodeBirth(payload, receivedNanos);
            case "NDEATH" -> nodeDeath(payload, receivedNanos);
            case "DBIRTH" -> inSequence(payload) ? birth(device, payload, receivedNanos) : List.of();
            case "DDEATH" -> inSequence(payload) ? deviceDeath(device, payload, receivedNanos) : List.of();
            case "NDATA", "DDATA" -> inSequence(payload) ? data(device, payload, receivedNanos) : List.of();
            default -> List.of(); // Commands, ours among them.
        };
    }

    private List<Reading> nodeBirth(Payload payload, long receivedNanos) {
        forget();
        born = true;
        nextSequence = (payload.getSeq() + 1) % SEQUENCES;
        birthSequence = birthSequence(payload);
        return birth("", payload, receivedNanos);
    }

    private static OptionalLong birthSequence(Payload payload) {
        for (Metric metric : payload.getMetricsList()) {
            if (metric.getName().equals("bdSeq")) {
                return OptionalLong.of(metric.hasLongValue() ? metric.getLongValue() : metric.getIntValue());
            }
        }
        return OptionalLong.empty();
    }

    /** False where the node is not born, so that the message cannot be understood. */
    private boolean inSequence(Payload payload) {
        if (!born) {
            faults.report(
                    "no-birth",
                    node.toString(),
                    () -> "Sparkplug node " + node + " sends data without a BIRTH that this agent has heard: "
                            + "its values are dropped until it answers a rebirth request");
            askForRebirth.run();
            return false;
        }
        if (payload.getSeq() != nextSequence) {
            long expected = nextSequence;
            faults.report(
                    "sequence-gap",
                    node.toString(),
                    () -> "Sparkplug node " + node + ": message " + payload.getSeq() + " came where " + expected
                            + " was due, so at least one was lost: is the network between node and broker sound?");
            askForRebirth.run();
        }
        nextSequence = (payload.getSeq() + 1) % SEQUENCES;
        return true;
    }

    private List<Reading> birth(String device, Payload payload, long receivedNanos) {
        byAlias.values().removeIf(known -> known.device().equals(device));
        Map<String, Known> metrics = new LinkedHashMap<>();
        byDevice.put(device, metrics);
        List<Reading> readings = new ArrayList<>();
        for (Metric metric : payload.getMetricsList()) {
            if (isControl(metric.getName())) {
                continue;
            }
            Known known = new Known(device, metric.getName(), metric.getDatatype(), signal(device, metric));
            if (!metrics.containsKey(known.name()) && !hasRoom()) {
                continue;
            }
            metrics.put(known.name(), known);
            if (metric.hasAlias()) {
                byAlias.put(metric.getAlias(), known);
            }
            reading(known, metric, payload, receivedNanos).ifPresent(readings::add);
        }
        nameMissing(device, metrics);
        return readings;
    }

    private static boolean isControl(String name) {
        return name.equals("bdSeq") || name.startsWith("Node Control/") || name.startsWith("Device Control/");
    }

    private boolean hasRoom() {
        if (byDevice.values().stream().mapToInt(Map::size).sum() < METRICS_PER_NODE) {
            return true;
        }
        faults.report(
                "too-many-metrics",
                node.toString(),
                () -> "Sparkplug node " + node + " names more than " + METRICS_PER_NODE
                        + " metrics: the others are dropped");
        return false;
    }

    /** The metrics that the file names; all that BIRTH names where the file names none. */
    private Optional<Signal> signal(String device, Metric metric) {
        SparkplugDevice config = wanted.get(device);
        if (config == null) {
            return Optional.empty();
        }
        if (config.metrics().isEmpty()) {
            Optional<Signal> signal = MetricDecoder.typeOf(metric.getDatatype())
                    .map(type -> new Signal(config.machine(), metric.getName(), type, MetricDecoder.unit(metric)));
            if (signal.isEmpty()) {
                unsupported(metric.getName(), metric.getDatatype());
            }
            return signal;
        }
        return config.metrics().stream()
                .filter(named -> named.metric().equals(metric.getName()))
                .map(SparkplugMetric::signal)
                .findFirst();
    }

    private void unsupported(String name, int datatype) {
        faults.report(
                "unsupported-type",
                node + name,
                () -> "Sparkplug node " + node + ": metric " + name + " is of type " + MetricDecoder.nameOf(datatype)
                        + ", which is no single value and is not stored");
    }

    private void nameMissing(String device, Map<String, Known> metrics) {
        SparkplugDevice config = wanted.get(device);
        if (config == null) {
            return;
        }
        config.metrics().stream()
                .filter(named -> !metrics.containsKey(named.metric()))
                .forEach(named -> faults.report(
                        "missing-metric",
                        node + named.metric(),
                        () -> "Sparkplug node " + node + (device.isEmpty() ? "" : "/" + device) + " has no metric "
                                + named.metric() + ", it has "
                                + metrics.keySet().stream().limit(10).toList()
                                + ": correct the name in the file"));
    }

    private List<Reading> data(String device, Payload payload, long receivedNanos) {
        Map<String, Known> metrics = byDevice.get(device);
        if (metrics == null) {
            faults.report(
                    "no-birth",
                    node + "/" + device,
                    () -> "Sparkplug device " + node + "/" + device + " sends data without a BIRTH that this agent has "
                            + "heard: its values are dropped until it answers a rebirth request");
            askForRebirth.run();
            return List.of();
        }
        List<Reading> readings = new ArrayList<>();
        for (Metric metric : payload.getMetricsList()) {
            Known known = metric.hasAlias() && !metric.hasName()
                    ? byAlias.get(metric.getAlias())
                    : metrics.get(metric.getName());
            if (known != null) {
                reading(known, metric, payload, receivedNanos).ifPresent(readings::add);
            } else if (!isControl(metric.getName())) {
                unknownMetric(device, metric);
            }
        }
        return readings;
    }

    private void unknownMetric(String device, Metric metric) {
        String name = metric.hasName() ? metric.getName() : "with alias " + metric.getAlias();
        faults.report(
                "unknown-metric",
                node + "/" + device + name,
                () -> "Sparkplug node " + node + " sends metric " + name
                        + ", which its BIRTH did not name: its values are dropped until it answers a rebirth request");
        askForRebirth.run();
    }

    private Optional<Reading> reading(Known known, Metric metric, Payload payload, long receivedNanos) {
        if (known.signal().isEmpty()) {
            return Optional.empty();
        }
        Signal signal = known.signal().get();
        int datatype = metric.hasDatatype() ? metric.getDatatype() : known.datatype();
        Optional<Value> value = MetricDecoder.value(metric, datatype, signal.type());
        if (value.isEmpty() && MetricDecoder.typeOf(datatype).isEmpty()) {
            unsupported(known.name(), datatype);
        } else if (value.isEmpty()) {
            faults.report(
                    "wrong-type",
                    node + known.name(),
                    () -> "Sparkplug node " + node + ": metric " + known.name() + " is a value of type "
                            + MetricDecoder.nameOf(datatype) + " that does not fit " + signal + ", declared as "
                            + signal.type() + ": correct the signal's type");
        }
        long time = metric.hasTimestamp() ? nanos(metric.getTimestamp()) : time(payload);
        return value.map(read ->
                new Reading(signal, read, MetricDecoder.statusCode(metric), time, Reading.UNKNOWN_TIME, receivedNanos));
    }

    private static long time(Payload payload) {
        return payload.hasTimestamp() ? nanos(payload.getTimestamp()) : Reading.UNKNOWN_TIME;
    }

    private static long nanos(long millis) {
        return Math.abs(millis) < Long.MAX_VALUE / 1_000_000 ? millis * 1_000_000 : Reading.UNKNOWN_TIME;
    }

    /**
     * The broker sends it as the node's will, whose time is that of the node's connect: only the arrival counts. A will
     * with another bdSeq belongs to an earlier connection of a node that is back already.
     */
    private List<Reading> nodeDeath(Payload payload, long receivedNanos) {
        OptionalLong death = birthSequence(payload);
        if (born && death.isPresent() && birthSequence.isPresent() && !death.equals(birthSequence)) {
            faults.count("old-death");
            return List.of();
        }
        List<Reading> readings = new ArrayList<>();
        byDevice.values().forEach(metrics -> gone(metrics.values(), Reading.UNKNOWN_TIME, receivedNanos, readings));
        forget();
        return readings;
    }

    private List<Reading> deviceDeath(String device, Payload payload, long receivedNanos) {
        List<Reading> readings = new ArrayList<>();
        Map<String, Known> metrics = byDevice.remove(device);
        if (metrics != null) {
            gone(metrics.values(), time(payload), receivedNanos, readings);
        }
        byAlias.values().removeIf(known -> known.device().equals(device));
        return readings;
    }

    private static void gone(Collection<Known> metrics, long time, long receivedNanos, List<Reading> into) {
        for (Known known : metrics) {
            known.signal()
                    .ifPresent(signal -> into.add(new Reading(
                            signal,
                            Value.MISSING,
                            StatusCodes.BAD_NO_COMMUNICATION,
                            time,
                            Reading.UNKNOWN_TIME,
                            receivedNanos)));
        }
    }
}
