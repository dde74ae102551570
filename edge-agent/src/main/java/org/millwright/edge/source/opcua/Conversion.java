package org.millwright.edge.source.opcua;

import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExpandedNodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.XmlElement;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UByte;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.ULong;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UShort;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;

/**
 * A scalar of any built-in type (OPC 10000-6, 5.1.2) as the type its signal is pinned to.
 *
 * <p>Nothing is guessed: a text that looks like a number is not a number, and a fraction is not a whole. A UInt64 above
 * 2^63-1 does not fit a whole; declared as a number it does, to 53 bits.
 */
final class Conversion {

    private Conversion() {}

    /** Null where {@code raw} cannot be held as {@code type}; {@link #refusal} says why. */
    static @Nullable Value convert(ValueType type, Object raw) {
        return switch (type) {
            case NUMBER -> number(raw);
            case WHOLE -> whole(raw);
            case FLAG -> raw instanceof Boolean flag ? new Value.Flag(flag) : null;
            case TEXT -> text(raw);
        };
    }

    private static @Nullable Value number(Object raw) {
        return raw instanceof Number number ? new Value.Numeric(number.doubleValue()) : null;
    }

    private static @Nullable Value whole(Object raw) {
        return switch (raw) {
            case Integer number -> new Value.Whole(number);
            case UInteger number -> new Value.Whole(number.longValue());
            case Long number -> new Value.Whole(number);
            case Short number -> new Value.Whole(number);
            case UShort number -> new Value.Whole(number.longValue());
            case Byte number -> new Value.Whole(number);
            case UByte number -> new Value.Whole(number.longValue());
            case ULong number -> number.longValue() < 0 ? null : new Value.Whole(number.longValue());
            case StatusCode status -> new Value.Whole(status.value());
            case DateTime time -> {
                long nanos = Times.nanos(time, null);
                yield nanos == Reading.UNKNOWN_TIME ? null : new Value.Whole(nanos);
            }
            default -> null;
        };
    }

    private static @Nullable Value text(Object raw) {
        String text = switch (raw) {
            case String plain -> plain;
            case LocalizedText localized -> localized.text();
            case QualifiedName name -> name.name();
            case DateTime time -> iso(time);
            case UUID guid -> guid.toString();
            case ByteString bytes -> bytes.isNull() ? null : Base64.getEncoder().encodeToString(bytes.bytesOrEmpty());
            case XmlElement xml -> xml.fragment();
            case NodeId id -> id.toParseableString();
            case ExpandedNodeId id -> id.toParseableString();
            case StatusCode status -> Statuses.name(status.value());
            default -> null;
        };
        if (text != null) {
            return new Value.Text(text);
        }
        return isTextual(raw) ? Value.MISSING : null;
    }

    /** These may hold nothing, as a null String does. */
    private static boolean isTextual(Object raw) {
        return raw instanceof LocalizedText
                || raw instanceof QualifiedName
                || raw instanceof ByteString
                || raw instanceof XmlElement;
    }

    private static String iso(DateTime time) {
        long nanos = Times.nanos(time, null);
        return nanos == Reading.UNKNOWN_TIME
                ? time.toIso8601String()
                : Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L))
                        .toString();
    }

    /** A handshake node's value as what it is; {@link Value#MISSING} where it is not a plain scalar. */
    static Value natural(@Nullable Object raw) {
        Value value = switch (raw) {
            case null -> null;
            case Boolean flag -> new Value.Flag(flag);
            case Float number -> new Value.Numeric(number);
            case Double number -> new Value.Numeric(number);
            default -> {
                Value whole = whole(raw);
                yield whole != null ? whole : text(raw);
            }
        };
        return value == null ? Value.MISSING : value;
    }

    /** {@code value} in the data type of the node it is written to; null where that type cannot hold it. */
    static @Nullable Object encode(Value value, int builtinType) {
        return switch (value) {
            case Value.Flag(boolean flag) -> builtinType == 1 ? flag : null;
            case Value.Numeric(double number) ->
                builtinType == 11 ? (Object) number : builtinType == 10 ? (float) number : null;
            case Value.Text(String text) ->
                builtinType == 12 ? text : builtinType == 21 ? LocalizedText.english(text) : null;
            case Value.Whole(long number) -> encodeWhole(number, builtinType);
            case Value.Missing() -> null;
        };
    }

    private static @Nullable Object encodeWhole(long number, int builtinType) {
        return switch (builtinType) {
            case 2 -> number == (byte) number ? (byte) number : null;
            case 3 -> number >= 0 && number <= UByte.MAX_VALUE ? Unsigned.ubyte(number) : null;
            case 4 -> number == (short) number ? (short) number : null;
            case 5 -> number >= 0 && number <= UShort.MAX_VALUE ? Unsigned.ushort((int) number) : null;
            case 6, 29 -> number == (int) number ? (int) number : null;
            case 7 -> number >= 0 && number <= UInteger.MAX_VALUE ? Unsigned.uint(number) : null;
            case 8 -> number;
            case 9 -> number >= 0 ? Unsigned.ulong(number) : null;
            case 10 -> (float) number;
            case 11 -> (double) number;
            default -> null;
        };
    }

    /** Why {@link #convert} gave nothing: the reason under which it is counted, and the sentence that is shown. */
    record Refusal(String reason, String sentence) {}

    static Refusal refusal(String signal, ValueType type, Object raw) {
        String declared = type.name().toLowerCase(java.util.Locale.ROOT);
        if (raw instanceof ULong) {
            return new Refusal(
                    "out-of-range",
                    signal + ": " + raw + " is above the largest whole, 9223372036854775807: declare it as a number");
        }
        if (!isScalar(raw)) {
            return new Refusal(
                    "unsupported-type",
                    signal + ": the server sends a " + describe(raw) + ", which is not a scalar: take it out, or"
                            + " address its scalar parts");
        }
        return new Refusal(
                "wrong-type",
                signal + ": the server sends a " + describe(raw) + ", which does not fit the declared type " + declared
                        + ": correct the signal's type");
    }

    private static boolean isScalar(Object raw) {
        return raw instanceof Number
                || raw instanceof Boolean
                || raw instanceof String
                || raw instanceof DateTime
                || raw instanceof UUID
                || raw instanceof StatusCode
                || raw instanceof NodeId
                || raw instanceof ExpandedNodeId
                || isTextual(raw);
    }

    private static String describe(Object raw) {
        return switch (raw) {
            case UByte ignored -> "Byte";
            case UShort ignored -> "UInt16";
            case UInteger ignored -> "UInt32";
            case ULong ignored -> "UInt64";
            case Byte ignored -> "SByte";
            case Short ignored -> "Int16";
            case Integer ignored -> "Int32";
            case Long ignored -> "Int64";
            default -> raw.getClass().isArray() ? "array" : raw.getClass().getSimpleName();
        };
    }
}
