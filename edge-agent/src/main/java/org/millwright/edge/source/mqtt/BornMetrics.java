package org.millwright.edge.source.mqtt;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;
import org.millwright.edge.config.MqttSourceConfig.SparkplugDevice;
import org.millwright.edge.config.MqttSourceConfig.SparkplugMetric;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.source.NamedFaults;

/**
 * The metrics that the BIRTHs of one edge node and its devices have named, with their aliases, types and signals.
 *
 * <p>Aliases hold for the whole node; names for one device. NOT thread safe.
 */
final class BornMetrics {

    private static final int METRICS_PER_NODE = 20_000;

    /** What BIRTH said of a metric; {@code signal} is empty where nobody wants it. */
    record Known(String device, String name, int datatype, Optional<Signal> signal) {}

    private final SparkplugTopic.Node node;
    private final Map<String, SparkplugDevice> wanted = new HashMap<>();
    private final NamedFaults faults;
    private final Map<Long, Known> byAlias = new HashMap<>();
    private final Map<String, Map<String, Known>> byDevice = new LinkedHashMap<>();

    BornMetrics(SparkplugTopic.Node node, List<SparkplugDevice> devices, NamedFaults faults) {
        this.node = node;
        this.faults = faults;
        devices.forEach(device -> wanted.put(device.device().orElse(""), device));
    }

    void forget() {
        byAlias.clear();
        byDevice.clear();
    }

    /** What the device was, which is now unknown. */
    Collection<Known> remove(String device) {
        byAlias.values().removeIf(known -> known.device().equals(device));
        Map<String, Known> metrics = byDevice.remove(device);
        return metrics == null ? List.of() : metrics.values();
    }

    List<Known> all() {
        return byDevice.values().stream()
                .flatMap(metrics -> metrics.values().stream())
                .toList();
    }

    boolean isBorn(String device) {
        return byDevice.containsKey(device);
    }

    /** Takes the metrics of a BIRTH in place of the earlier ones, and names what the file wants and BIRTH lacks. */
    void bear(String device, List<Metric> metrics) {
        remove(device);
        Map<String, Known> own = new LinkedHashMap<>();
        byDevice.put(device, own);
        for (Metric metric : metrics) {
            if (!isControl(metric.getName()) && hasRoom()) {
                Known known = new Known(device, metric.getName(), metric.getDatatype(), signal(device, metric));
                own.put(known.name(), known);
                if (metric.hasAlias()) {
                    byAlias.put(metric.getAlias(), known);
                }
            }
        }
        nameMissing(device, own);
    }

    Optional<Known> find(String device, Metric metric) {
        return Optional.ofNullable(
                metric.hasAlias() && !metric.hasName()
                        ? byAlias.get(metric.getAlias())
                        : byDevice.getOrDefault(device, Map.of()).get(metric.getName()));
    }

    static boolean isControl(String name) {
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

    void unsupported(String name, int datatype) {
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
}
