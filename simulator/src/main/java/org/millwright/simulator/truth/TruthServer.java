package org.millwright.simulator.truth;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /truth/parts?after=N} and {@code GET /truth/summary}. Keeps the last 100,000 parts. Serves from construction
 * to {@link #close()}; thread safe.
 */
public final class TruthServer implements AutoCloseable {

    private static final int CAPACITY = 100_000;

    private final PartLog parts = new PartLog(CAPACITY);
    private final Supplier<TruthSummary> summary;
    private final JsonFactory json = new JsonFactory();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    /**
     * @param address port 0 takes a free one
     * @param summary asked on the server's threads
     */
    public TruthServer(InetSocketAddress address, Supplier<TruthSummary> summary) throws IOException {
        this.summary = requireNonNull(summary, "summary is null");
        try {
            this.server = HttpServer.create(address, 0);
        } catch (BindException e) {
            threads.close();
            throw (BindException) new BindException("the truth cannot be served on " + address.getHostString() + ":"
                            + address.getPort() + " (" + e.getMessage() + "); choose another port or address")
                    .initCause(e);
        }
        server.setExecutor(threads);
        server.createContext("/truth/parts", exchange -> answer(exchange, "/truth/parts", this::parts));
        server.createContext("/truth/summary", exchange -> answer(exchange, "/truth/summary", this::summary));
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public URI uri() {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":" + port() + "/truth");
    }

    /** @throws IllegalArgumentException if the part's sequence is not above the last one's */
    public void finished(PartTruth part) {
        parts.add(part);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        threads.close();
    }

    private interface Body {
        void write(JsonGenerator out, @Nullable String query) throws IOException;
    }

    private void answer(HttpExchange exchange, String path, Body body) throws IOException {
        String asked = exchange.getRequestURI().getPath();
        try (exchange) {
            if (!asked.equals(path)) {
                send(exchange, 404, error(asked + ": only " + path + " is served here"));
            } else if (!exchange.getRequestMethod().equals("GET")) {
                send(exchange, 405, error(exchange.getRequestMethod() + " is not supported: use GET"));
            } else {
                respond(exchange, body);
            }
        }
    }

    private void respond(HttpExchange exchange, Body body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = json.createGenerator(bytes)) {
            body.write(out, exchange.getRequestURI().getQuery());
        } catch (IllegalArgumentException e) {
            send(exchange, 400, error(String.valueOf(e.getMessage())));
            return;
        }
        send(exchange, 200, bytes.toByteArray());
    }

    private void parts(JsonGenerator out, @Nullable String query) throws IOException {
        List<PartTruth> newer = parts.after(after(query));
        out.writeStartArray();
        for (PartTruth part : newer) {
            out.writeStartObject();
            out.writeStringField("part", part.part());
            out.writeNumberField("sequence", part.sequence());
            out.writeBooleanField("defect", part.defect());
            out.writeStringField("kind", part.kind());
            out.writeNumberField("x", part.x());
            out.writeNumberField("y", part.y());
            out.writeNumberField("width", part.width());
            out.writeNumberField("height", part.height());
            out.writeStringField("outcome", part.outcome().label());
            out.writeStringField("why", part.why());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static long after(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return -1;
        }
        if (!query.matches("after=-?[0-9]{1,18}")) {
            throw new IllegalArgumentException("?" + query + ": only after=<whole number> is known");
        }
        return Long.parseLong(query.substring("after=".length()));
    }

    private void summary(JsonGenerator out, @Nullable String query) throws IOException {
        TruthSummary now = summary.get();
        out.writeStartObject();
        out.writeNumberField("partsMade", now.partsMade());
        out.writeNumberField("defectsMade", now.defectsMade());
        out.writeNumberField("valuesPublished", now.valuesPublished());
        out.writeObjectFieldStart("bearing");
        out.writeNumberField("operatingHours", now.bearing().operatingHours());
        out.writeNumberField("wear", now.bearing().wear());
        out.writeNumberField("remainingHours", now.bearing().remainingHours());
        out.writeBooleanField("failed", now.bearing().failed());
        out.writeStringField("fault", now.bearing().fault());
        out.writeNumberField("waveforms", now.bearing().waveforms());
        out.writeEndObject();
        out.writeEndObject();
    }

    private byte[] error(String message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = json.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("error", message);
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
