package org.millwright.edge.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One SQL statement to the store; the plain JDK connection, as there are a handful of them. */
final class SqlRequest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private SqlRequest() {}

    static void execute(URI store, String sql) {
        execute(store, sql, TIMEOUT);
    }

    /** Blocks until it is done, which for a log-backed table means in the log. */
    static void execute(URI store, String sql, Duration timeout) {
        answer(store, "/exec", sql, timeout);
    }

    /** The rows of a SELECT as text, null as the empty text; the columns must hold no line feed. */
    static List<List<String>> rows(URI store, String sql, Duration timeout) {
        List<List<String>> rows = new ArrayList<>();
        answer(store, "/exp", sql, timeout).lines().skip(1).forEach(line -> rows.add(cells(line)));
        return rows;
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    private static String answer(URI store, String path, String sql, Duration timeout) {
        try {
            URI address = URI.create(store + path + "?query=" + URLEncoder.encode(sql, StandardCharsets.UTF_8));
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout((int) TIMEOUT.toMillis());
            connection.setReadTimeout((int) timeout.toMillis());
            int status = connection.getResponseCode();
            String body = body(connection);
            if (status != HttpURLConnection.HTTP_OK) {
                throw new StoreException("the embedded store refuses [" + sql + "]: " + body);
            }
            return body;
        } catch (IOException e) {
            throw new StoreException("the embedded store at " + store + " does not answer: " + e.getMessage(), e);
        }
    }

    /** Read to its end, or the connection cannot be used again. */
    private static String body(HttpURLConnection connection) throws IOException {
        InputStream stream = connection.getErrorStream();
        try (InputStream open = stream == null ? connection.getInputStream() : stream) {
            return new String(open.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
