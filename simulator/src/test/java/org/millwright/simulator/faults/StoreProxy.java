package org.millwright.simulator.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/** Stands before the store and answers in its place, as a store in trouble would. */
final class StoreProxy implements AutoCloseable {

    private final HttpServer server;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final URI store;
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private volatile Predicate<String> refuse = line -> false;
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean full;

    StoreProxy(URI store) throws IOException {
        this.store = store;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on a batch with such a line is answered 400; without a batch nothing of it is stored. */
    void refuse(Predicate<String> line) {
        refuse = line;
    }

    /** Lines that were refused, each counted once. */
    long refused() {
        return refused.size();
    }

    /** Of each answer. */
    void delay(Duration next) {
        delay = next;
    }

    /** Writes are answered as by a store whose disk is full. */
    void full(boolean next) {
        full = next;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            TimeUnit.NANOSECONDS.sleep(delay.toNanos());
            if (full && exchange.getRequestURI().getPath().contains("write")) {
                answer(exchange, 500, "{\"error\":\"engine: write /data/wal: no space left on device\"}");
            } else if (refuses(exchange, body)) {
                answer(exchange, 400, "{\"error\":\"unable to parse: a value of this series is not wanted\"}");
            } else {
                forward(exchange, body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean refuses(HttpExchange exchange, byte[] body) throws IOException {
        String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
        try (InputStream lines = new java.io.ByteArrayInputStream(body);
                InputStream plain = "gzip".equals(encoding) ? new GZIPInputStream(lines) : lines) {
            boolean found = false;
            String text = new String(plain.readAllBytes(), UTF_8);
            boolean alone = text.strip().indexOf('\n') < 0;
            for (String line : text.split("\n", -1)) {
                if (!line.isEmpty() && refuse.test(line)) {
                    found = true;
                    if (alone) {
                        refused.add(line);
                    }
                }
            }
            return found;
        }
    }

    private void forward(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        store.resolve(exchange.getRequestURI().toString()))
                .timeout(Duration.ofSeconds(30))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        for (String name : new String[] {"Content-Encoding", "Content-Type", "Authorization"}) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
        response.headers()
                .firstValue("Content-Type")
                .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
        byte[] answer = response.body();
        exchange.sendResponseHeaders(response.statusCode(), answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        http.close();
    }
}
