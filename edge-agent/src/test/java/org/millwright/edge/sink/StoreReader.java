package org.millwright.edge.sink;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Reads the embedded store as a data team would: SQL over HTTP. */
public final class StoreReader {

    private final URI store;
    private final HttpClient http = HttpClient.newHttpClient();

    public StoreReader(URI store) {
        this.store = store;
    }

    /** Column names and rows, values as JSON gives them. */
    public record Table(List<String> columns, List<List<Object>> rows) {}

    public Table query(String sql) {
        JsonObject answer = new JsonObject(get("/exec?query=" + URLEncoder.encode(sql, StandardCharsets.UTF_8)));
        if (answer.containsKey("error")) {
            throw new AssertionError(answer.getString("error") + " in " + sql);
        }
        List<String> columns = answer.getJsonArray("columns", new JsonArray()).stream()
                .map(column -> ((JsonObject) column).getString("name"))
                .toList();
        return new Table(columns, rows(answer.getJsonArray("dataset", new JsonArray())));
    }

    /** A null becomes the text {@code null}: the lists of the JDK take none. */
    static List<List<Object>> rows(JsonArray rows) {
        return rows.stream().map(row -> cells((JsonArray) row)).toList();
    }

    private static List<Object> cells(JsonArray row) {
        return row.stream().map(cell -> cell == null ? "null" : cell).toList();
    }

    /** After everything that was accepted has reached the tables: the store applies its log a moment later. */
    public long count(String table) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> query("SELECT name FROM wal_tables() WHERE writerTxn < sequencerTxn OR suspended")
                        .rows()
                        .isEmpty());
        return ((Number) query("SELECT count() FROM \"" + table + "\"")
                        .rows()
                        .getFirst()
                        .getFirst())
                .longValue();
    }

    private String get(String path) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(store + path)).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new AssertionError("the store at " + store + " does not answer", e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }
}
