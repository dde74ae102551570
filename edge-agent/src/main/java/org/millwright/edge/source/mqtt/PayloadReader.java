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
import org.millwright.edge.signal.Reading.Origin;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.Value;
import org.millwright.edge.source.NamedFaults;

/**
 * Reads the values of one message. What cannot be read is counted, named with its topic, and stops nothing else.
 *
 * <p>A time that is missing or cannot be read leaves the value with the time of its arrival, counted. Without a time of its
 * own, a retained value is UNCERTAIN, since it is the broker's memory and nobody says how old, and so is one that the broker
 * kept while we were away, which is marked as backfilled as well.
 */
final class PayloadReader {

    private final ObjectReader json = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .readerFor(JsonNode.class);
    private final NamedFaults faults;
    private final DecodeLosses losses;
    private final Map<String, JsonPointer> pointers = new HashMap<>();

    /** Refuses a pointer that is none, by its signal. */
    PayloadReader(List<MqttSignal> signals, NamedFaults faults, DecodeLosses losses) {
        this.faults = faults;
        this.losses = losses;
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

    List<Reading> read(Arrival arrival, List<TopicRouter.Target> targets) {
        List<Reading> readings = new ArrayList<>(targets.size());
        Optional<JsonNode> tree = Optional.empty();
        boolean parsed = false;
        for (TopicRouter.Target target : targets) {
            switch (target.route().config.payload()) {
                case Payload.Plain() -> plain(arrival, target.signal(), readings);
                case Payload.Json paths -> {
                    if (!parsed) {
                        tree = parse(arrival);
                        parsed = true;
                    }
                    if (tree.isPresent()) {
                        field(arrival, tree.get(), paths, target.signal(), readings);
                    } else {
                        lost(arrival, target.signal());
                    }
                }
            }
        }
        return readings;
    }

    private void plain(Arrival arrival, Signal signal, List<Reading> into) {
        String topic = arrival.topic();
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(arrival.payload()))
                    .toString();
        } catch (CharacterCodingException e) {
            faults.report(
                    "not-text",
                    topic,
                    () -> "topic " + topic + ": the payload (" + arrival.payload().length
                            + " bytes) is no UTF-8 text: say in the file how it is encoded, or leave the topic out");
            lost(arrival, signal);
            return;
        }
        Optional<Value> value = ValueConversion.ofText(signal.type(), text);
        if (value.isEmpty()) {
            wrongType(arrival, "the payload", "text " + quoted(text), signal);
            return;
        }
        into.add(reading(arrival, signal, value.get(), Reading.UNKNOWN_TIME));
    }

    private Optional<JsonNode> parse(Arrival arrival) {
        String topic = arrival.topic();
        try {
            JsonNode node = json.readValue(arrival.payload());
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

    /** A field that is not there is no loss: many devices send what has changed. */
    private void field(Arrival arrival, JsonNode root, Payload.Json paths, Signal signal, List<Reading> into) {
        String topic = arrival.topic();
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
            wrongType(arrival, paths.value(), node.getNodeType() + " " + quoted(node.toString()), signal);
            return;
        }
        long time = paths.time().map(pointer -> time(topic, root, pointer)).orElse(Reading.UNKNOWN_TIME);
        into.add(reading(arrival, signal, value.get(), time));
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

    private void wrongType(Arrival arrival, String where, String what, Signal signal) {
        String topic = arrival.topic();
        faults.report(
                "wrong-type",
                topic + signal.name(),
                () -> "topic " + topic + ": " + where + " is " + what + ", but " + signal + " is declared as "
                        + signal.type() + ": correct the signal's type, or the device");
        lost(arrival, signal);
    }

    private void lost(Arrival arrival, Signal signal) {
        losses.count(signal.machine(), signal.name(), 1, arrival.nanos());
    }

    private JsonPointer pointer(String path) {
        JsonPointer pointer = pointers.get(path);
        return pointer == null ? JsonPointer.compile(path) : pointer;
    }

    private static Reading reading(Arrival arrival, Signal signal, Value value, long time) {
        boolean timed = time != Reading.UNKNOWN_TIME;
        int status = value instanceof Value.Missing
                ? Reading.BAD_STATUS
                : timed ? StatusCodes.GOOD : arrival.untimedStatus();
        Origin origin = arrival.late() && !timed ? Origin.BACKFILLED : Origin.LIVE;
        return new Reading(signal, value, status, time, Reading.UNKNOWN_TIME, arrival.nanos(), origin);
    }

    private static String quoted(String text) {
        return "'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "'";
    }
}
