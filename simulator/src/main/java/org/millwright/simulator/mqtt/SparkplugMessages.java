package org.millwright.simulator.mqtt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.eclipse.tahu.SparkplugInvalidTypeException;
import org.eclipse.tahu.message.SparkplugBPayloadDecoder;
import org.eclipse.tahu.message.SparkplugBPayloadEncoder;
import org.eclipse.tahu.message.model.Metric;
import org.eclipse.tahu.message.model.Metric.MetricBuilder;
import org.eclipse.tahu.message.model.MetricDataType;
import org.eclipse.tahu.message.model.PropertyDataType;
import org.eclipse.tahu.message.model.PropertySet;
import org.eclipse.tahu.message.model.PropertyValue;
import org.eclipse.tahu.message.model.SparkplugBPayload;
import org.eclipse.tahu.message.model.SparkplugBPayload.SparkplugBPayloadBuilder;
import org.millwright.simulator.line.Quantity;

/** Sparkplug B 3.0 payloads of one edge node. A metric's alias is its place in the list. */
final class SparkplugMessages {

    static final String REBIRTH = "Node Control/Rebirth";

    private final List<Quantity> metrics;
    private final SparkplugBPayloadEncoder encoder = new SparkplugBPayloadEncoder();

    SparkplugMessages(List<Quantity> metrics) {
        this.metrics = metrics;
    }

    /** Everything: names, aliases, types, units, ranges and values. */
    byte[] birth(Instant at, int birthDeathSequence, List<Object> values) {
        try {
            List<Metric> all = new ArrayList<>();
            all.add(new MetricBuilder("bdSeq", MetricDataType.Int64, (long) birthDeathSequence)
                    .timestamp(Date.from(at))
                    .createMetric());
            all.add(new MetricBuilder(REBIRTH, MetricDataType.Boolean, false)
                    .timestamp(Date.from(at))
                    .createMetric());
            for (int i = 0; i < metrics.size(); i++) {
                Quantity metric = metrics.get(i);
                all.add(new MetricBuilder(metric.name(), type(metric), values.get(i))
                        .alias((long) i)
                        .timestamp(Date.from(at))
                        .properties(properties(metric))
                        .createMetric());
            }
            return encode(at, 0, all, false);
        } catch (SparkplugInvalidTypeException e) {
            throw new IllegalStateException("a birth does not encode", e);
        }
    }

    /** Only what differs, by alias; empty values are left out. */
    byte[] data(Instant at, int sequence, List<Integer> changed, List<Object> values) {
        try {
            List<Metric> some = new ArrayList<>();
            for (int i : changed) {
                some.add(new MetricBuilder((long) i, type(metrics.get(i)), values.get(i))
                        .timestamp(Date.from(at))
                        .createMetric());
            }
            return encode(at, sequence, some, true);
        } catch (SparkplugInvalidTypeException e) {
            throw new IllegalStateException("data does not encode", e);
        }
    }

    byte[] death(int birthDeathSequence) {
        try {
            Metric bdSeq = new MetricBuilder("bdSeq", MetricDataType.Int64, (long) birthDeathSequence).createMetric();
            return encoder.getBytes(
                    new SparkplugBPayloadBuilder().addMetric(bdSeq).createPayload(), false);
        } catch (SparkplugInvalidTypeException e) {
            throw new IllegalStateException("a death does not encode", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalArgumentException if it is not a Sparkplug B payload */
    static boolean asksForRebirth(byte[] command) {
        try {
            return new SparkplugBPayloadDecoder()
                    .buildFromByteArray(command, null).getMetrics().stream()
                            .anyMatch(m -> REBIRTH.equals(m.getName()) && Boolean.TRUE.equals(m.getValue()));
        } catch (Exception e) { // That is what the decoder declares.
            throw new IllegalArgumentException("not a Sparkplug B payload: " + e.getMessage(), e);
        }
    }

    private byte[] encode(Instant at, int sequence, List<Metric> metrics, boolean withoutTypes) {
        SparkplugBPayload payload = new SparkplugBPayload(Date.from(at), metrics, (long) sequence);
        try {
            return encoder.getBytes(payload, withoutTypes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MetricDataType type(Quantity quantity) {
        return switch (quantity.type()) {
            case NUMBER -> MetricDataType.Double;
            case WHOLE -> MetricDataType.Int64;
            case FLAG -> MetricDataType.Boolean;
            case TEXT -> MetricDataType.String;
        };
    }

    private static PropertySet properties(Quantity quantity) throws SparkplugInvalidTypeException {
        PropertySet properties = new PropertySet();
        if (!quantity.unit().isEmpty()) {
            properties.setProperty("engUnit", new PropertyValue<>(PropertyDataType.String, quantity.unit()));
        }
        if (quantity.low() < quantity.high()) {
            properties.setProperty("engLow", new PropertyValue<>(PropertyDataType.Double, quantity.low()));
            properties.setProperty("engHigh", new PropertyValue<>(PropertyDataType.Double, quantity.high()));
        }
        return properties;
    }
}
