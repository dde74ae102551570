package org.millwright.maintenance.training.table;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.millwright.maintenance.training.study.CannotTrain;

/**
 * A query to the plant's own store, whose answer is a table. Blocks until it is there, at most {@value #MINUTES} minutes.
 *
 * @param url of the server, such as {@code http://127.0.0.1:8086}
 * @param query in the store's language: SQL, InfluxQL, or Flux that pivots fields to columns
 * @param database of InfluxDB 1 and 3; the organisation of InfluxDB 2; else empty
 * @param token empty where the store asks for none; never part of a message
 */
public record StoreQuery(Kind kind, URI url, String query, String database, String token) {

    private static final int MINUTES = 10;
    private static final long MOST_BYTES = 512L * 1024 * 1024;
    private static final int MOST_REASON = 300;

    /** Which store it is: each has its own way of asking. */
    public enum Kind {
        /** SQL; the embedded store of the agent is one. */
        QUESTDB,
        /** InfluxQL. */
        INFLUX1,
        /** Flux. */
        INFLUX2,
        /** SQL. */
        INFLUX3
    }

    public StoreQuery {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!List.of("http", "https").contains(scheme) || url.getHost() == null) {
            throw new CannotTrain("the store's URL must begin with http:// or https:// and name a host");
        }
        if (url.getUserInfo() != null) {
            throw new CannotTrain("the store's URL holds a user or password; give it by the environment instead");
        }
    }

    /** Never shows the token. */
    @Override
    public String toString() {
        return kind + " at " + url;
    }

    /** @throws CannotTrain where the store is not reached, or refuses the query, with what it said */
    public Table read() {
        HttpResponse<byte[]> response = send();
        if (response.statusCode() != 200) {
            String said = new String(response.body(), StandardCharsets.UTF_8).strip();
            throw new CannotTrain(this + " answered " + response.statusCode() + ": "
                    + said.substring(0, Math.min(MOST_REASON, said.length())));
        }
        return CsvTable.read(toString(), response.body(), marks());
    }

    private HttpResponse<byte[]> send() {
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build()) {
            return client.send(request(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        } catch (IOException e) {
            throw new CannotTrain(this + " cannot be asked: " + e + "; is it running, and is the URL right?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotTrain(this + " was not waited for", e);
        }
    }

    private HttpRequest request() {
        HttpRequest.Builder request = switch (kind) {
            case QUESTDB -> at("/exp?query=" + encode(query));
            case INFLUX1 -> at("/query?epoch=ns&db=" + encode(database) + "&q=" + encode(query));
            case INFLUX2 ->
                at("/api/v2/query?org=" + encode(database))
                        .header("Content-Type", "application/vnd.flux")
                        .POST(HttpRequest.BodyPublishers.ofString(query));
            case INFLUX3 -> at("/api/v3/query_sql?format=csv&db=" + encode(database) + "&q=" + encode(query));
        };
        if (!token.isEmpty()) {
            boolean bearer = kind == Kind.QUESTDB || kind == Kind.INFLUX3;
            request.header("Authorization", (bearer ? "Bearer " : "Token ") + token);
        }
        return request.header("Accept", kind == Kind.INFLUX3 ? "text/csv" : "application/csv")
                .timeout(Duration.ofMinutes(MINUTES))
                .build();
    }

    private HttpRequest.Builder at(String path) {
        String base = url.toString();
        return HttpRequest.newBuilder(
                URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** What InfluxDB 1 and 2 put before the columns that were asked for, which may have the same names further on. */
    private List<String> marks() {
        return switch (kind) {
            case INFLUX1 -> List.of("name", "tags");
            case INFLUX2 -> List.of("", "result", "table");
            case QUESTDB, INFLUX3 -> List.of();
        };
    }
}
