package org.millwright.simulator.mqtt;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;
import org.millwright.simulator.line.Quantity;

/**
 * A machine that sends one flat JSON object a time: {@code ts} and one key a quantity, with QoS 1. While the broker is away
 * the last 1,000 objects are kept and sent late, with their own {@code ts}.
 */
public final class JsonTelemetry implements AutoCloseable {

    private static final DateTimeFormatter NANOSECONDS =
            new DateTimeFormatterBuilder().appendInstant(9).toFormatter();

    private final String topic;
    private final List<Quantity> quantities;
    private final JsonFactory json = new JsonFactory();
    private final LongAdder published = new LongAdder();
    private final Link<byte[]> link;

    /** @param name for the client id and the log */
    public JsonTelemetry(URI broker, String name, String topic, List<Quantity> quantities) {
        this.topic = requireNonNull(topic, "topic is null");
        this.quantities = List.copyOf(quantities);
        this.link = new Link<>(broker, "millwright-simulator-" + name, new Speech());
        link.start();
    }

    /** Reads the quantities and returns; call on the thread that steps the line. */
    public void publish(Instant at) {
        link.offer(encode(at));
    }

    public boolean connected() {
        return link.isUp();
    }

    /** Values (not messages) that the broker has acknowledged. */
    public long valuesPublished() {
        return published.sum();
    }

    /** Messages that were given up because the broker was away for too long. */
    public long dropped() {
        return link.dropped();
    }

    @Override
    public void close() {
        link.close();
    }

    private byte[] encode(Instant at) {
        List<Object> values = Readout.of(quantities);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator out = json.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("ts", NANOSECONDS.format(at));
            for (int i = 0; i < values.size(); i++) {
                out.writeFieldName(quantities.get(i).name());
                write(out, values.get(i));
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator out, Object value) throws IOException {
        switch (value) {
            // JSON has no NaN and no infinity.
            case Double number when !Double.isFinite(number) -> out.writeNull();
            case Double number -> out.writeNumber(number);
            case Long whole -> out.writeNumber(whole);
            case Boolean flag -> out.writeBoolean(flag);
            default -> out.writeString(value.toString());
        }
    }

    private final class Speech implements Link.Speech<byte[]> {

        @Override
        public Connection.@Nullable Will will() {
            return null;
        }

        @Override
        public void begin(Connection connection) {
            // A meter says nothing first.
        }

        @Override
        public void say(Connection connection, byte[] message) throws MqttException {
            connection.publish(topic, message, 1);
            published.add(quantities.size());
        }

        @Override
        public void end(Connection connection) {
            // A meter says no goodbye.
        }
    }
}
