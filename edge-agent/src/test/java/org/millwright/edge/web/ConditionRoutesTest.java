package org.millwright.edge.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.millwright.edge.config.WebConfig;

/** Learning a machine anew over the API: for who may change something, and with a name and a reason. */
final class ConditionRoutesTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private WebServer server;

    @BeforeEach
    void start() {
        server = new WebServer(
                new WebConfig("127.0.0.1", 0),
                ShownPlant.inOrder()::status,
                List::of,
                ShownPlant.parts(),
                Optional.empty(),
                Optional.of((machine, by, why) -> {
                    if (why.isEmpty()) {
                        throw new IllegalArgumentException("why: is 0 characters long");
                    }
                    asked.add(machine + ", " + by + ": " + why);
                }));
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    private HttpRequest.Builder relearn(String body) {
        return HttpRequest.newBuilder(server.address().resolve("/api/conditions/pump-1/relearn"))
                .POST(BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aMachineIsLearnedAnewForWhoGivesANameAndAReason() throws IOException, InterruptedException {
        HttpResponse<String> answer =
                send(relearn("{\"by\":\"Ann\",\"why\":\"a new tool\"}").header("X-Millwright", "1"));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(asked).containsExactly("pump-1, Ann: a new tool");
    }

    @Test
    void nobodyElseChangesAnythingAndBadRequestsAreAnsweredInWords() throws IOException, InterruptedException {
        assertThat(send(relearn("{\"by\":\"Ann\",\"why\":\"a new tool\"}")).statusCode())
                .isEqualTo(403);
        HttpResponse<String> without = send(relearn("{\"by\":\"Ann\"}").header("X-Millwright", "1"));
        assertThat(without.statusCode()).isEqualTo(400);
        assertThat(without.body()).contains("why: is 0 characters long");
        for (String body : List.of("no json", "[]", "{}")) {
            assertThat(send(relearn(body).header("X-Millwright", "1")).statusCode())
                    .isEqualTo(400);
        }
        assertThat(send(relearn(" ".repeat(5_000)).header("X-Millwright", "1")).statusCode())
                .isEqualTo(413);
        assertThat(asked).isEmpty();
    }

    @Test
    void statusAndMetricsTellWhatCountsForNothingAndHowEachLearnedMachineBehaves()
            throws IOException, InterruptedException {
        JsonObject conditions = new JsonObject(
                        send(HttpRequest.newBuilder(server.address().resolve("/api/status")))
                                .body())
                .getJsonObject("conditions");
        assertThat(conditions.getJsonObject("unjudged").getLong("settling")).isEqualTo(7);
        assertThat(conditions.getJsonObject("noticed").getLong("gap")).isEqualTo(2);
        JsonObject spindle = conditions.getJsonArray("learned").getJsonObject(0);
        assertThat(spindle.getString("machine")).isEqualTo("spindle-1");
        assertThat(spindle.getString("state")).isEqualTo("normal");
        assertThat(spindle.getInteger("regime")).isEqualTo(2);

        assertThat(send(HttpRequest.newBuilder(server.address().resolve("/metrics")))
                        .body())
                .contains("millwright_condition_unjudged_total{reason=\"settling\"} 7.0")
                .contains("millwright_condition_noticed_total{reason=\"gap\"} 2.0")
                .contains("millwright_condition_dropped_total{reason=\"out-of-order\"} 3.0");
    }
}
