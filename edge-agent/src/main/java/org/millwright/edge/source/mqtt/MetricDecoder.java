package org.millwright.edge.source.mqtt;

import java.time.Instant;
import java.util.Optional;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.PropertyValue;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;

/**
 * The value, quality and type of one Sparkplug metric (Sparkplug B 3.0, 6.4.9 and following).
 *
 * <p>Reads Tahu's protobuf classes and not its payload decoder, which gives up a whole message for one odd metric.
 */
final class MetricDecoder {

    private MetricDecoder() {}

    /** The signal's type where the file does not name one; empty for types that are no single value. */
    static Optional<ValueType> typeOf(int datatype) {
        return switch (datatype) {
            case DataType.Int8_VALUE,
                    DataType.Int16_VALUE,
                    DataType.Int32_VALUE,
                    DataType.Int64_VALUE,
                    DataType.UInt8_VALUE,
                    DataType.UInt16_VALUE,
                    DataType.UInt32_VALUE,
                    DataType.UInt64_VALUE -> Optional.of(ValueType.WHOLE);
            case DataType.Float_VALUE, DataType.Double_VALUE -> Optional.of(ValueType.NUMBER);
            case DataType.Boolean_VALUE -> Optional.of(ValueType.FLAG);
            case DataType.String_VALUE, DataType.Text_VALUE, DataType.UUID_VALUE, DataType.DateTime_VALUE ->
                Optional.of(ValueType.TEXT);
            default -> Optional.empty();
        };
    }

    static String nameOf(int datatype) {
        DataType type = DataType.forNumber(datatype);
        return type == null ? "type " + datatype : type.name();
    }

    /** Empty where the value cannot be told in the wanted type without changing it. */
    static Optional<Value> value(Metric metric, int datatype, ValueType wanted) {
        if (metric.getIsNull()) {
            return Optional.of(Value.MISSING);
        }
        return switch (metric.getValueCase()) {
            case INT_VALUE -> integer(metric.getIntValue(), datatype, wanted);
            case LONG_VALUE -> integer(metric.getLongValue(), datatype, wanted);
            case FLOAT_VALUE -> ValueConversion.ofDouble(wanted, shortest(metric.getFloatValue()));
            case DOUBLE_VALUE -> ValueConversion.ofDouble(wanted, metric.getDoubleValue());
            case BOOLEAN_VALUE -> ValueConversion.ofBoolean(wanted, metric.getBooleanValue());
            case STRING_VALUE -> ValueConversion.ofText(wanted, metric.getStringValue());
            case BYTES_VALUE, DATASET_VALUE, TEMPLATE_VALUE, EXTENSION_VALUE, VALUE_NOT_SET -> Optional.empty();
        };
    }

    /** 0.1f as 0.1, not as 0.10000000149011612: the digits that the sender meant. */
    private static double shortest(float value) {
        return Double.parseDouble(Float.toString(value));
    }

    /** Small signed types come as two's complement in an unsigned field; UInt32 in either of the two fields. */
    private static Optional<Value> integer(long raw, int datatype, ValueType wanted) {
        return switch (datatype) {
            case DataType.Int8_VALUE -> ValueConversion.ofLong(wanted, (byte) raw);
            case DataType.Int16_VALUE -> ValueConversion.ofLong(wanted, (short) raw);
            case DataType.Int32_VALUE -> ValueConversion.ofLong(wanted, raw << 32 >> 32);
            case DataType.UInt8_VALUE, DataType.UInt16_VALUE, DataType.UInt32_VALUE ->
                ValueConversion.ofLong(wanted, raw & 0xFFFF_FFFFL);
            case DataType.UInt64_VALUE -> raw < 0 ? Optional.empty() : ValueConversion.ofLong(wanted, raw);
            case DataType.DateTime_VALUE ->
                wanted == ValueType.TEXT
                        ? Optional.of(new Value.Text(Instant.ofEpochMilli(raw).toString()))
                        : ValueConversion.ofLong(wanted, raw);
            default -> ValueConversion.ofLong(wanted, raw);
        };
    }

    /** A null value is BAD; otherwise the property "Quality" counts where there is one: 0 bad, 500 stale, 192 good. */
    static int statusCode(Metric metric) {
        if (metric.getIsNull()) {
            return Reading.BAD_STATUS;
        }
        return switch (property(metric, "Quality")
                .map(PropertyValue::getIntValue)
                .orElse(192)) {
            case 0 -> Reading.BAD_STATUS;
            case 500 -> StatusCodes.UNCERTAIN_LAST_USABLE_VALUE;
            default -> StatusCodes.GOOD;
        };
    }

    /** The unit as many edge nodes give it in BIRTH; empty where they do not. */
    static String unit(Metric metric) {
        return property(metric, "engUnit").map(PropertyValue::getStringValue).orElse("");
    }

    private static Optional<PropertyValue> property(Metric metric, String key) {
        int at = metric.hasProperties() ? metric.getProperties().getKeysList().indexOf(key) : -1;
        return at >= 0 && at < metric.getProperties().getValuesCount()
                ? Optional.of(metric.getProperties().getValues(at))
                : Optional.empty();
    }
}
