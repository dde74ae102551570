package org.millwright.edge.source.mqtt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Reading.Origin;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.Value;
import org.millwright.edge.source.NamedFaults;
import org.millwright.edge.source.mqtt.BornMetrics.Known;

/** Makes readings of the metrics of one edge node; what does not fit its signal is counted, named and lost. */
final class MetricValues {

    private final SparkplugTopic.Node node;
    private final BornMetrics metrics;
    private final NamedFaults faults;
    private final DecodeLosses losses;

    MetricValues(SparkplugTopic.Node node, BornMetrics metrics, NamedFaults faults, DecodeLosses losses) {
        this.node = node;
        this.metrics = metrics;
        this.faults = faults;
        this.losses = losses;
    }

    Optional<Reading> of(Known known, Metric metric, Payload payload, long receivedNanos) {
        if (known.signal().isEmpty()) {
            return Optional.empty();
        }
        Signal signal = known.signal().get();
        int datatype = metric.hasDatatype() ? metric.getDatatype() : known.datatype();
        Optional<Value> value = MetricDecoder.value(metric, datatype, signal.type());
        if (value.isEmpty()) {
            unfit(known, datatype, signal);
            losses.count(signal.machine(), signal.name(), 1, receivedNanos);
        }
        Origin origin = metric.getIsHistorical() ? Origin.BACKFILLED : Origin.LIVE;
        long time = metric.hasTimestamp() ? nanos(metric.getTimestamp()) : time(payload);
        return value.map(read -> new Reading(
                signal, read, MetricDecoder.statusCode(metric), time, Reading.UNKNOWN_TIME, receivedNanos, origin));
    }

    private void unfit(Known known, int datatype, Signal signal) {
        if (MetricDecoder.typeOf(datatype).isEmpty()) {
            metrics.unsupported(known.name(), datatype);
            return;
        }
        faults.report(
                "wrong-type",
                node + known.name(),
                () -> "Sparkplug node " + node + ": metric " + known.name() + " is a value of type "
                        + MetricDecoder.nameOf(datatype) + " that does not fit " + signal + ", declared as "
                        + signal.type() + ": correct the signal's type");
    }

    void unknown(String device, Metric metric) {
        String name = metric.hasName() ? metric.getName() : "with alias " + metric.getAlias();
        faults.report(
                "unknown-metric",
                node + "/" + device + name,
                () -> "Sparkplug node " + node + " sends metric " + name
                        + ", which its BIRTH did not name: its values are dropped until it answers a rebirth request");
    }

    /** For each of the signals that have no source any more, a reading that says so. */
    static List<Reading> gone(Collection<Known> dead, long time, long receivedNanos) {
        List<Reading> readings = new ArrayList<>();
        for (Known known : dead) {
            known.signal()
                    .ifPresent(signal -> readings.add(new Reading(
                            signal,
                            Value.MISSING,
                            StatusCodes.BAD_NO_COMMUNICATION,
                            time,
                            Reading.UNKNOWN_TIME,
                            receivedNanos)));
        }
        return readings;
    }

    /** When the message was sent. */
    static long time(Payload payload) {
        return payload.hasTimestamp() ? nanos(payload.getTimestamp()) : Reading.UNKNOWN_TIME;
    }

    private static long nanos(long millis) {
        return Math.abs(millis) < Long.MAX_VALUE / 1_000_000 ? millis * 1_000_000 : Reading.UNKNOWN_TIME;
    }
}
