package org.millwright.simulator.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;

/** OPC UA types that the plant uses, and the Java value each one takes. */
public enum DataType {
    /** A {@link Double}. */
    DOUBLE(Double.class),
    /** A {@link Long}. */
    INT64(Long.class),
    /** A {@link Long} from 0 to 2^32 - 1. */
    UINT32(Long.class),
    /** An array of {@link Float}, of any length. */
    FLOATS(Float[].class),
    /** A {@link Boolean}. */
    BOOLEAN(Boolean.class),
    /** A {@link String}. */
    STRING(String.class);

    private final Class<?> javaType;

    DataType(Class<?> javaType) {
        this.javaType = javaType;
    }

    NodeId nodeId() {
        return switch (this) {
            case DOUBLE -> NodeIds.Double;
            case INT64 -> NodeIds.Int64;
            case UINT32 -> NodeIds.UInt32;
            case FLOATS -> NodeIds.Float;
            case BOOLEAN -> NodeIds.Boolean;
            case STRING -> NodeIds.String;
        };
    }

    /** ValueRank as OPC 10000-3, 5.6.2 has it: one dimension, or scalar. */
    int valueRank() {
        return this == FLOATS ? 1 : -1;
    }

    /** What a variable holds before its first value. */
    Object initial() {
        return switch (this) {
            case DOUBLE -> 0.0;
            case INT64, UINT32 -> 0L;
            case FLOATS -> new Float[0];
            case BOOLEAN -> false;
            case STRING -> "";
        };
    }

    Variant toVariant(Object value) {
        if (!javaType.isInstance(value)) {
            throw new IllegalArgumentException(
                    this + " takes a " + javaType.getSimpleName() + ", not " + value + " of " + value.getClass());
        }
        return new Variant(this == UINT32 ? uint((Long) value) : value);
    }

    /** @param value what Milo has checked against the node's type */
    Object fromVariant(Object value) {
        return value instanceof UInteger whole ? whole.longValue() : value;
    }
}
