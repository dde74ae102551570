package org.millwright.edge.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** One SQL statement to the store's {@code /exec}; the plain JDK connection, as there are a handful of them. */
final class SqlRequest {

    private static final int TIMEOUT_MILLIS = 10_000;

    private SqlRequest() {}

    static void execute(URI store, String sql) {
        try {
            URI address = URI.create(store + "/exec?query=" + URLEncoder.encode(sql, StandardCharsets.UTF_8));
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new StoreException("the embedded store refuses [" + sql + "]: " + body(connection));
            }
            body(connection);
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
