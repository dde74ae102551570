package org.millwright.edge.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.millwright.edge.config.WebConfig;

class WebServerTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private Supplier<AgentStatus> status = ShownPlant.inOrder()::status;
    private WebServer server =
            new WebServer(new WebConfig("127.0.0.1", 0), () -> status.get(), List::of, ShownPlant.parts());

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    private HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(server.address().resolve(path)).build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer to " + request, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void statusIsOneJsonObjectWithWhatThePageShows() {
        HttpResponse<String> answer = get("/api/status");

        JsonObject json = new JsonObject(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json.fieldNames())
                .containsExactlyInAnyOrder(
                        "site",
                        "at",
                        "health",
                        "process",
                        "sources",
                        "queues",
                        "sink",
                        "journal",
                        "ledger",
                        "inspections",
                        "prognoses",
                        "conditions",
                        "advisories",
                        "vibrations",
                        "diagnoses",
                        "disk",
                        "signals");
        assertThat(json.getJsonObject("health").getBoolean("ok")).isTrue();
        assertThat(json.getJsonArray("sources").getJsonObject(0).getString("state"))
                .isEqualTo("up");
        assertThat(json.getJsonArray("inspections")
                        .getJsonObject(0)
                        .getJsonObject("last")
                        .getString("result"))
                .isEqualTo("good");
        JsonObject signal = json.getJsonObject("signals").getJsonArray("shown").getJsonObject(0);
        assertThat(signal.getString("name")).isEqualTo("oil-temperature");
        assertThat(signal.getJsonArray("trend")).hasSize(60);
    }

    @Test
    void healthIsOkOnlyWhileDataIsFresh() {
        assertThat(get("/health").statusCode()).isEqualTo(200);

        status = ShownPlant.inTrouble()::status;
        server.close();
        server = new WebServer(new WebConfig("127.0.0.1", 0), status, List::of, ShownPlant.parts());
        server.start();

        HttpResponse<String> answer = get("/health");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("Source energy: not connected for 77 s (attempt 7): Connection refused by");
    }

    @Test
    void metricsAreInThePrometheusTextFormat() {
        HttpResponse<String> answer = get("/metrics");

        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain; version=0.0.4");
        assertThat(answer.body())
                .contains("# TYPE millwright_queue_dropped_total counter")
                .contains("millwright_queue_dropped_total{queue=\"sink\",reason=\"overflow\"} 0.0")
                .contains("millwright_verdicts_total{result=\"defect\",station=\"station-1\"} 128.0")
                .contains("millwright_verdict_from_arrival_seconds{station=\"station-1\",quantile=\"0.99\"} 0.0059")
                .contains("millwright_remaining_life{machine=\"spindle-1\",unit=\"h\"} 812.4")
                .contains("millwright_source_up{source=\"plant\"} 1.0");
    }

    @Test
    void aPartIsGivenWithItsPictureAndVerdictTogether() {
        JsonObject bad =
                new JsonObject(get("/api/parts/station-1/last-not-good").body());
        assertThat(bad.getString("result")).isEqualTo("defect");
        assertThat(bad.getJsonObject("place").getInteger("width")).isEqualTo(52);
        assertThat(bad.getString("picture")).startsWith("data:image/jpeg;base64,/9j/");
        assertThat(new JsonObject(get("/api/parts/station-1/last").body()).getLong("sequence"))
                .isEqualTo(4_711);
        assertThat(get("/api/parts/station-1/last.jpg").headers().firstValue("Content-Type"))
                .contains("image/jpeg");
        assertThat(get("/api/parts/station-9/last").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/page.js",
                "/parts.js",
                "/page.css",
                "/favicon.ico",
                "/api/status",
                "/health",
                "/metrics",
                "/none"
            })
    void everyAnswerForbidsWhatThePageDoesNotNeed(String path) {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(path.equals("/none") ? 404 : 200);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void thePageIsNotSentAgainWhenTheBrowserHasIt() {
        String tag = get("/page.js").headers().firstValue("ETag").orElseThrow();
        HttpRequest again = HttpRequest.newBuilder(server.address().resolve("/page.js"))
                .header("If-None-Match", tag)
                .build();
        assertThat(send(again).statusCode()).isEqualTo(304);
    }

    @Test
    void nothingCanBeChanged() {
        for (String method : new String[] {"POST", "PUT", "DELETE"}) {
            HttpRequest request = HttpRequest.newBuilder(server.address().resolve("/api/status"))
                    .method(method, HttpRequest.BodyPublishers.ofString("{}"))
                    .build();
            assertThat(send(request).statusCode()).as(method).isEqualTo(405);
        }
    }

    @Test
    void anotherNameForThisMachineIsRefusedOnLoopback() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write("GET /api/status HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 421").doesNotContain("press-1");
        }
    }

    @Test
    void aTakenPortIsSaidInOneSentence() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                WebServer second = new WebServer(
                        new WebConfig("127.0.0.1", taken.getLocalPort()), status, List::of, ShownPlant.parts())) {
            assertThatThrownBy(second::start)
                    .isInstanceOf(WebException.class)
                    .hasMessage("The page cannot listen on 127.0.0.1:" + taken.getLocalPort()
                            + ": the port is taken; stop what uses it or set web.port to another one or 0.");
        }
        assertThatThrownBy(
                        new WebServer(new WebConfig("no-such-host.invalid", 0), status, List::of, ShownPlant.parts())
                                ::start)
                .isInstanceOf(WebException.class)
                .hasMessageContaining("web.host");
    }

    @Test
    void aStatusThatFailsIsAnUnhealthyAnswerWithoutAStackTrace() {
        status = () -> {
            throw new IllegalStateException("the bus is gone");
        };
        HttpResponse<String> answer = get("/health");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("the bus is gone").doesNotContain("at org.millwright");
    }

    @Test
    void manyViewersCostOneStatusAQuarterOfASecond() {
        AtomicInteger made = new AtomicInteger();
        Supplier<AgentStatus> plant = ShownPlant.inOrder()::status;
        status = () -> {
            made.incrementAndGet();
            return plant.get();
        };
        long began = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            get("/health");
        }
        long quarters = (System.nanoTime() - began) / 250_000_000L;
        assertThat(made.get()).isLessThanOrEqualTo((int) quarters + 2);
        assertThat(URI.create("http://127.0.0.1:" + server.port() + "/")).isEqualTo(server.address());
    }
}
