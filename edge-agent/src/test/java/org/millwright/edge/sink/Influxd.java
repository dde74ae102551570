package org.millwright.edge.sink;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real InfluxDB 1.x (Debian package {@code influxdb}) on free ports, for as long as a test needs it. */
final class Influxd implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final URI url;

    static Optional<Path> installed() {
        return List.of("/usr/bin/influxd", "/usr/local/bin/influxd").stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    Influxd(Path program, Path folder) throws IOException {
        int port = freePort();
        url = URI.create("http://127.0.0.1:" + port);
        Path config = Files.writeString(
                folder.resolve("influxd.conf"), """
                reporting-disabled = true
                bind-address = "127.0.0.1:%d"
                [meta]
                  dir = "%s/meta"
                [data]
                  dir = "%s/data"
                  wal-dir = "%s/wal"
                [http]
                  bind-address = "127.0.0.1:%d"
                  log-enabled = false
                """.formatted(freePort(), folder, folder, folder, port));
        process = new ProcessBuilder(program.toString(), "-config", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("influxd.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> send("/ping", "GET").statusCode() == 204);
    }

    URI url() {
        return url;
    }

    void createDatabase(String name) {
        send("/query?q=" + encode("CREATE DATABASE \"" + name + "\""), "POST");
    }

    /** The first series of the answer: its column names, then its rows; times in epoch nanoseconds. */
    StoreReader.Table query(String database, String influxQl) {
        String body = send("/query?epoch=ns&db=" + encode(database) + "&q=" + encode(influxQl), "GET")
                .body();
        JsonObject result = new JsonObject(body).getJsonArray("results").getJsonObject(0);
        if (result.containsKey("error")) {
            throw new AssertionError(result.getString("error") + " in " + influxQl);
        }
        JsonArray series = result.getJsonArray("series", new JsonArray());
        if (series.isEmpty()) {
            return new StoreReader.Table(List.of(), List.of());
        }
        JsonObject first = series.getJsonObject(0);
        return new StoreReader.Table(
                first.getJsonArray("columns").stream().map(String::valueOf).toList(),
                StoreReader.rows(first.getJsonArray("values")));
    }

    private HttpResponse<String> send(String path, String method) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("influxd at " + url + " does not answer", e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
