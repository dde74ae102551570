package org.millwright.simulator.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.millwright.simulator.demo.Json;

/** A real InfluxDB 1 with a {@link StoreProxy} before it. It is asked past the proxy. */
final class InfluxStore implements Store {

    private static final String DATABASE = "trials";

    private final Json json = new Json();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final int port = Waiting.freePort();
    private final int backupPort = Waiting.freePort();
    private final URI url = URI.create("http://127.0.0.1:" + port);
    private final StoreProxy proxy;
    private @Nullable Program program;

    InfluxStore(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder.resolve("influx"));
        this.proxy = new StoreProxy(url);
    }

    StoreProxy proxy() {
        return proxy;
    }

    @Override
    public void start() throws IOException, InterruptedException {
        Path config = Files.writeString(
                folder.resolve("influxd.conf"), """
                reporting-disabled = true
                bind-address = "127.0.0.1:%d"
                [meta]
                  dir = "%s/meta"
                [data]
                  dir = "%s/data"
                  wal-dir = "%s/wal"
                  max-series-per-database = 0
                [http]
                  bind-address = "127.0.0.1:%d"
                  log-enabled = false
                """.formatted(backupPort, folder, folder, folder, port));
        Program started = Program.start(
                "influxd",
                folder,
                Map.of(),
                List.of(Tools.influxd().orElseThrow().toString(), "-config", config.toString()));
        program = started;
        Waiting.until("InfluxDB answers", Duration.ofSeconds(60), () -> {
            started.mustBeAlive();
            return post("CREATE DATABASE " + DATABASE) == 200;
        });
    }

    private int post(String statement) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/query?q=" + encode(statement)))
                .POST(HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(5))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /** SIGKILL: what it has not on disk is gone, and it answered for none of that. */
    void kill() {
        if (program != null) {
            program.kill();
        }
    }

    /** Such as {@code STOP}: it hangs, and its connections stand. */
    void signal(String signal) {
        if (program != null) {
            program.signal(signal);
        }
    }

    @Override
    public String section() {
        return "{influxdb: {url: \"" + proxy.uri() + "\", version: 1, database: " + DATABASE + "}}";
    }

    private JsonNode series(String influxQl) throws IOException, InterruptedException {
        return json.get(URI.create(url + "/query?epoch=ns&db=" + DATABASE + "&q=" + encode(influxQl)))
                .path("results")
                .path(0)
                .path("series");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public SortedMap<String, Summary> summaries(String table) throws IOException, InterruptedException {
        SortedMap<String, Summary> found = new TreeMap<>();
        for (JsonNode one : series("SELECT count(number), count(distinct(number)), min(number), max(number) FROM "
                + table + " GROUP BY signal")) {
            JsonNode row = one.path("values").path(0);
            found.put(
                    one.path("tags").path("signal").asText(),
                    new Summary(
                            row.get(1).asLong(),
                            row.get(2).asLong(),
                            row.get(3).asLong(),
                            row.get(4).asLong()));
        }
        return found;
    }

    @Override
    public long rows(String table) throws IOException, InterruptedException {
        // A field that each row of the table has.
        String field = switch (table) {
            case "loss" -> "\"count\"";
            case "notice" -> "text";
            default -> "quality";
        };
        return series("SELECT count(" + field + ") FROM " + table)
                .path(0)
                .path("values")
                .path(0)
                .path(1)
                .asLong();
    }

    @Override
    public long[] numbers(String table, String signal) throws IOException, InterruptedException {
        JsonNode rows = series("SELECT number FROM " + table + " WHERE signal = '" + signal + "'")
                .path(0)
                .path("values");
        long[] numbers = new long[rows.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = rows.get(i).get(1).asLong();
        }
        Arrays.sort(numbers);
        return numbers;
    }

    @Override
    public Map<String, Long> losses() throws IOException, InterruptedException {
        Map<String, Long> losses = new TreeMap<>();
        for (JsonNode one : series("SELECT sum(\"count\") FROM loss GROUP BY reason")) {
            losses.put(
                    one.path("tags").path("reason").asText(),
                    one.path("values").path(0).path(1).asLong());
        }
        return losses;
    }

    @Override
    public boolean tellsOfLoss(String reason, Instant from, Instant to) throws IOException, InterruptedException {
        return !series("SELECT since FROM loss WHERE reason = '" + reason + "' AND since <= " + nanos(to)
                        + " AND until >= " + nanos(from))
                .isEmpty();
    }

    private static long nanos(Instant time) {
        return ChronoUnit.NANOS.between(Instant.EPOCH, time);
    }

    @Override
    public long notices(String kind, Instant since) throws IOException, InterruptedException {
        return series("SELECT count(text) FROM notice WHERE kind = '" + kind + "' AND time >= '" + since + "'")
                .path(0)
                .path("values")
                .path(0)
                .path(1)
                .asLong();
    }

    @Override
    public void close() {
        proxy.close();
        if (program != null) {
            program.close();
        }
    }
}
