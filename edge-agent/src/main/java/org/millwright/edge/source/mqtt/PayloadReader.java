package org.millwright.edge.source.mqtt;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.millwright.edge.config.MqttSourceConfig.MqttSignal;
import org.millwright.edge.config.MqttSourceConfig.Payload;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.Value;
import org.millwright.edge.source.NamedFaults;

/**
 * Reads the values of one message. What cannot be read is counted, named with its topic, and stops nothing else.
 *
 * <p>A time that is missing or cannot be read leaves the value with the time of its arrival, counted. A retained value
 * without a time of its own is UNCERTAIN: it is the broker's memory, and nobody says how old.
 */
final class PayloadReader {

    private final ObjectReader json = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .readerFor(JsonNode.class);
    private final NamedFaults faults;
    private final Map<String, JsonPointer> pointers = new HashMap<>();

    /** Refuses a pointer that is none, by its signal. */
    PayloadReader(List<MqttSignal> signals, NamedFaults faults) {
        this.faults = faults;
        for (MqttSignal signal : signals) {
            if (signal.payload() instanceof Payload.Json paths) {
                compile(signal, paths.value());
                paths.time().ifPresent(time -> compile(signal, time));
            }
        }
    }

    private void compile(MqttSignal signal, String pointer) {
        try {
            pointers.put(pointer, JsonPointer.compile(pointer));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "signal " + signal.signal() + ": '" + pointer
                            + "' is no JSON pointer: it starts with /, as in /data/0/value",
                    e);
        }
    }

    List<Reading> read(
            String topic, byte[] payload, boolean retained, long receivedNanos, List<TopicRouter.Target> targets) {
        List<Reading> readings = new ArrayList<>(targets.size());
        Optional<JsonNode> tree = Optional.empty();
        boolean parsed = false;
        for (TopicRouter.Target target : targets) {
            switch (target.route().config.payload()) {
                case Payload.Plain() -> plain(topic, payload, retained, receivedNanos, target.signal(), readings);
                case Payload.Json paths -> {
                    if (!parsed) {
                        tree = parse(topic, payload);
                        parsed = true;
                    }
                    tree.ifPresent(
                            node -> field(topic, node, paths, retained, receivedNanos, target.signal(), readings));
                }
            }
        }
        return readings;
    }

    private void plain(
            String topic, byte[] payload, boolean retained, long receivedNanos, Signal signal, List<Reading> into) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload))
                    .toString();
        } catch (CharacterCodingException e) {
            faults.report(
                    "not-text",
                    topic,
                    () -> "topic " + topic + ": the payload (" + payload.length
                            + " bytes) is no UTF-8 text: say in the file how it is encoded, or leave the topic out");
            return;
        }
        Optional<Value> value = ValueConversion.ofText(signal.type(), text);
        if (value.isEmpty()) {
            wrongType(topic, "the payload", "text " + quoted(text), signal);
            return;
        }
        int status = retained ? StatusCodes.UNCERTAIN_LAST_USABLE_VALUE : StatusCodes.GOOD;
        into.add(reading(signal, value.get(), status, Reading.UNKNOWN_TIME, receivedNanos));
    }

    private Optional<JsonNode> parse(String topic, byte[] payload) {
        try {
            JsonNode node = json.readValue(payload);
            if (node != null && !node.isMissingNode()) {
                return Optional.of(node);
            }
            faults.report("json", topic, () -> "topic " + topic + ": the payload is empty, not JSON");
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            faults.report(
                    "json",
                    topic,
                    () -> "topic " + topic + ": the payload is no JSON (" + why
                            + "): correct the device, or read the topic as plain text");
        }
        return Optional.empty();
    }

    private void field(
            String topic,
            JsonNode root,
            Payload.Json paths,
            boolean retained,
            long receivedNanos,
            Signal signal,
            List<Reading> into) {
        JsonNode node = root.at(pointer(paths.value()));
        if (node.isMissingNode()) {
            faults.report(
                    "missing-value",
                    topic + paths.value(),
                    () -> "topic " + topic + ": there is no " + paths.value() + " in the payload, so " + signal
                            + " gets no value: correct the JSON pointer, or the device");
            return;
        }
        Optional<Value> value = value(node, signal);
        if (value.isEmpty()) {
            wrongType(topic, paths.value(), node.getNodeType() + " " + quoted(node.toString()), signal);
            return;
        }
        long time = paths.time().map(pointer -> time(topic, root, pointer)).orElse(Reading.UNKNOWN_TIME);
        int status = node.isNull()
                ? Reading.BAD_STATUS
                : retained && time == Reading.UNKNOWN_TIME ? StatusCodes.UNCERTAIN_LAST_USABLE_VALUE : StatusCodes.GOOD;
        into.add(reading(signal, value.get(), status, time, receivedNanos));
    }

    private static Optional<Value> value(JsonNode node, Signal signal) {
        return switch (node.getNodeType()) {
            case NULL -> Optional.of(Value.MISSING);
            case BOOLEAN -> ValueConversion.ofBoolean(signal.type(), node.booleanValue());
            case NUMBER ->
                node.canConvertToLong() && node.isIntegralNumber()
                        ? ValueConversion.ofLong(signal.type(), node.longValue())
                        : ValueConversion.ofDouble(signal.type(), node.doubleValue());
            case STRING -> ValueConversion.ofText(signal.type(), node.textValue());
            default -> Optional.empty();
        };
    }

    private long time(String topic, JsonNode root, String path) {
        JsonNode node = root.at(pointer(path));
        OptionalLong time = switch (node.getNodeType()) {
            case STRING -> SourceTime.parse(node.textValue());
            case NUMBER ->
                node.isIntegralNumber() && node.canConvertToLong()
                        ? SourceTime.ofEpoch(node.longValue())
                        : SourceTime.ofEpoch(node.decimalValue());
            default -> OptionalLong.empty();
        };
        if (time.isEmpty()) {
            faults.report(
                    "bad-time",
                    topic + path,
                    () -> "topic " + topic + ": the time at " + path + " is " + quoted(node.toString())
                            + ", so its values get the time of their arrival: send RFC 3339 with an offset,"
                            + " or the epoch as a number");
        }
        return time.orElse(Reading.UNKNOWN_TIME);
    }

    private void wrongType(String topic, String where, String what, Signal signal) {
        faults.report(
                "wrong-type",
                topic + signal.name(),
                () -> "topic " + topic + ": " + where + " is " + what + ", but " + signal + " is declared as "
                        + signal.type() + ": correct the signal's type, or the device");
    }

    private JsonPointer pointer(String path) {
        JsonPointer pointer = pointers.get(path);
        return pointer == null ? JsonPointer.compile(path) : pointer;
    }

    private static Reading reading(Signal signal, Value value, int status, long time, long receivedNanos) {
        return new Reading(signal, value, status, time, Reading.UNKNOWN_TIME, receivedNanos);
    }

    private static String quoted(String text) {
        return "'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "'";
    }
}
