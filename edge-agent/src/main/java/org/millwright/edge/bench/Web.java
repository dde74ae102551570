package org.millwright.edge.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** JSON over HTTP: the agent's status, and the store's answers to SQL. */
final class Web {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ObjectMapper mapper = new ObjectMapper();

    JsonNode get(URI address) throws InterruptedException {
        try {
            var response =
                    http.send(HttpRequest.newBuilder(address).timeout(PATIENCE).build(), BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new BenchException(address + " answered with status " + response.statusCode());
            }
            return mapper.readTree(response.body());
        } catch (IOException e) {
            throw new BenchException(address + " does not answer: " + e, e);
        }
    }

    JsonNode rows(URI store, String sql) throws InterruptedException {
        return get(URI.create(store + "/exec?query=" + URLEncoder.encode(sql, StandardCharsets.UTF_8)))
                .path("dataset");
    }
}
