package org.millwright.edge.source.mqtt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;
import org.millwright.edge.config.MqttSourceConfig.SparkplugDevice;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.Value;
import org.millwright.edge.source.NamedFaults;
import org.millwright.edge.source.mqtt.BornMetrics.Known;

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

    private static final int SEQUENCES = 256;

    private final SparkplugTopic.Node node;
    private final NamedFaults faults;
    private final Runnable askForRebirth;
    private final BornMetrics metrics;
    private boolean born;
    private OptionalLong birthSequence = OptionalLong.empty();
    private long nextSequence;

    /** Devices are named by themselves; the edge node itself by the empty name. */
    SparkplugNode(SparkplugTopic.Node node, List<SparkplugDevice> devices, NamedFaults faults, Runnable askForRebirth) {
        this.node = node;
        this.faults = faults;
        this.askForRebirth = askForRebirth;
        this.metrics = new BornMetrics(node, devices, faults);
    }

    /** After a reconnect: what was missed is not known, so nothing counts until the next BIRTH. */
    void forget() {
        born = false;
        metrics.forget();
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
        metrics.bear(device, payload.getMetricsList());
        List<Reading> readings = new ArrayList<>();
        for (Metric metric : payload.getMetricsList()) {
            metrics.find(device, metric)
                    .flatMap(known -> reading(known, metric, payload, receivedNanos))
                    .ifPresent(readings::add);
        }
        return readings;
    }

    private List<Reading> data(String device, Payload payload, long receivedNanos) {
        if (!metrics.isBorn(device)) {
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
            Optional<Known> known = metrics.find(device, metric);
            if (known.isPresent()) {
                reading(known.get(), metric, payload, receivedNanos).ifPresent(readings::add);
            } else if (!BornMetrics.isControl(metric.getName())) {
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
            metrics.unsupported(known.name(), datatype);
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
        gone(metrics.all(), Reading.UNKNOWN_TIME, receivedNanos, readings);
        forget();
        return readings;
    }

    private List<Reading> deviceDeath(String device, Payload payload, long receivedNanos) {
        List<Reading> readings = new ArrayList<>();
        gone(metrics.remove(device), time(payload), receivedNanos, readings);
        return readings;
    }

    private static void gone(Collection<Known> dead, long time, long receivedNanos, List<Reading> into) {
        for (Known known : dead) {
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
