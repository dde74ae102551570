package org.millwright.edge.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.millwright.edge.config.Secret;
import org.millwright.edge.config.StoreConfig;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Plant;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.source.Backoff;

/** What the sink makes of each kind of answer; the answers come from a real HTTP server that is told what to say. */
class StoreAnswersTest {

    private final ConcurrentLinkedQueue<String> taken = new ConcurrentLinkedQueue<>();
    private final AtomicInteger status = new AtomicInteger(204);
    private int port;
    private Shipping shipping;

    @BeforeEach
    void start() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        StoreConfig.InfluxV2 store = new StoreConfig.InfluxV2(
                URI.create("http://127.0.0.1:" + port), "acme", "plant", new Secret("let-me-in"));
        SinkSettings quick = new SinkSettings(
                100, 1 << 20, new Backoff(Duration.ofMillis(10), Duration.ofMillis(50)), Duration.ofSeconds(5));
        shipping = Shipping.to(store, measurement -> {}, quick);
    }

    @AfterEach
    void stop() {
        shipping.close();
    }

    @Test
    void aStoreThatComesLateGetsEverything() throws IOException {
        shipping.publish(readings(1_000, 0));
        awaitRetrying("does not answer");
        HttpServer server = serve();
        await().until(() -> shipping.total().stored() == 1_000);
        server.stop(0);
        assertThat(taken).hasSize(1_000).doesNotHaveDuplicates();
        assertThat(shipping.total().lost()).isZero();
    }

    @Test
    void aStoreThatIsBusyOrBrokenIsAskedAgain() throws IOException {
        HttpServer server = serve();
        int sent = 0;
        for (int busy : List.of(429, 500, 503)) {
            status.set(busy);
            shipping.publish(readings(10, busy));
            awaitRetrying("(" + busy + ")");
            status.set(204);
            sent += 10;
            int all = sent;
            await().until(() -> shipping.total().stored() == all);
        }
        server.stop(0);
        assertThat(shipping.total().lost()).isZero();
        assertThat(taken).hasSize(30);
    }

    @Test
    void aTokenThatIsNotAcceptedIsSaidWithoutShowingItAndLosesNothing() throws IOException {
        HttpServer server = serve();
        status.set(401);
        shipping.publish(readings(10, 0));
        awaitRetrying("refuses the token or password for plant (401)");
        assertThat(shipping.sink().toString()).doesNotContain("let-me-in");
        status.set(204);
        await().until(() -> shipping.total().stored() == 10);
        server.stop(0);
    }

    @Test
    void aRequestThatIsTooLargeIsSentInSmallerOnes() throws IOException {
        HttpServer server = serve();
        status.set(413);
        shipping.publish(readings(100, 0));
        await().until(() -> shipping.total().stored() == 100);
        server.stop(0);
        assertThat(taken).hasSize(100);
        assertThat(shipping.sink().link()).isInstanceOf(SinkStatus.Link.Up.class);
    }

    private void awaitRetrying(String because) {
        await().untilAsserted(() -> assertThat(shipping.sink().link())
                .isInstanceOfSatisfying(
                        SinkStatus.Link.Retrying.class,
                        link -> assertThat(link.because()).contains(because)));
    }

    private HttpServer serve() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/api/v2/write", this::answer);
        server.start();
        return server;
    }

    /** With status 413 it takes up to ten rows. */
    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        List<String> lines = body.lines().toList();
        int code = status.get() == 413 && lines.size() <= 10 ? 204 : status.get();
        boolean wellFormed = "org=acme&precision=ns&bucket=plant".length()
                        == exchange.getRequestURI().getRawQuery().length()
                && "Token let-me-in".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        if (wellFormed && code == 204) {
            taken.addAll(lines);
        }
        exchange.sendResponseHeaders(wellFormed ? code : 400, -1);
        exchange.close();
    }

    private static List<Event> readings(int count, int secondsAfterStart) {
        Signal signal = Plant.signal("press", "n", ValueType.NUMBER);
        return IntStream.range(0, count)
                .<Event>mapToObj(
                        i -> Plant.number(signal, i, Plant.START + secondsAfterStart * 1_000_000_000L + i * 1_000L))
                .toList();
    }
}
