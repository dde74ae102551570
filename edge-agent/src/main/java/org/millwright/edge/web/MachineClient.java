package org.millwright.edge.web;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.millwright.edge.config.Secret;

/** Asks a running agent, over its API, as the page does. Blocks the calling thread, for some seconds at most. */
public final class MachineClient {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI page;
    private final Optional<Secret> token;

    /** @param token the one of {@code web.token}, where there is one */
    public MachineClient(URI page, Optional<Secret> token) {
        this.page = page;
        this.token = token;
    }

    /**
     * Asks for a machine's normal behaviour to be learned anew; see {@link MachineAccess#learnAnew}.
     *
     * @return why the agent refused, in words; empty where it did not
     * @throws IOException where no agent answers
     */
    public Optional<String> learnAnew(String machine, String by, String why) throws IOException, InterruptedException {
        String name = URLEncoder.encode(machine, StandardCharsets.UTF_8).replace("+", "%20");
        String body = new JsonObject().put("by", by).put("why", why).encode();
        HttpRequest.Builder request = HttpRequest.newBuilder(page.resolve("/api/conditions/" + name + "/relearn"))
                .timeout(PATIENCE)
                .header("X-Millwright", "1")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.reveal()));
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() / 100 == 2 ? Optional.empty() : Optional.of(reason(answer));
        }
    }

    private static String reason(HttpResponse<String> answer) {
        String status = "status " + answer.statusCode();
        try {
            return new JsonObject(answer.body()).getString("error", status);
        } catch (DecodeException | ClassCastException e) {
            return status;
        }
    }
}
