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
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.bus.Overflow;
import org.millwright.edge.config.Secret;
import org.millwright.edge.config.StoreConfig;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.source.Backoff;

/** What the sink makes of each kind of answer; the answers come from a real HTTP server that is told what to say. */
class StoreAnswersTest {

    private final ConcurrentLinkedQueue<String> taken = new ConcurrentLinkedQueue<>();
    private final AtomicInteger status = new AtomicInteger(204);
    private final Bus<Event> bus = new Bus<>();
    private int port;
    private InfluxSink sink;

    @BeforeEach
    void start() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        StoreConfig.InfluxV2 store = new StoreConfig.InfluxV2(
                URI.create("http://127.0.0.1:" + port), "acme", "plant", new Secret("let-me-in"));
        SinkSettings quick = new SinkSettings(
                100,
                1 << 20,
                Duration.ofMillis(5),
                new Backoff(Duration.ofMillis(10), Duration.ofMillis(50)),
                Duration.ofSeconds(5));
        sink = InfluxSink.to(
                store,
                bus.subscribe("store", 10_000, Overflow.REFUSE_NEWEST),
                measurement -> {},
                quick,
                InstantSource.system());
        sink.start();
    }

    @AfterEach
    void stop() {
        bus.close();
        sink.close();
        InfluxSinkTest.assertConserved(sink.status().counts());
    }

    @Test
    void aStoreThatComesLateGetsEverything() throws IOException {
        bus.publishAll(readings(1_000, 0));
        awaitRetrying("does not answer");
        HttpServer server = serve();
        await().until(() -> sink.status().counts().stored() == 1_000);
        server.stop(0);
        assertThat(taken).hasSize(1_000).doesNotHaveDuplicates();
        assertThat(sink.status().counts().refused()).isZero();
    }

    @Test
    void aStoreThatIsBusyOrBrokenIsAskedAgain() throws IOException {
        HttpServer server = serve();
        for (int busy : List.of(429, 500, 503)) {
            status.set(busy);
            bus.publishAll(readings(10, busy));
            awaitRetrying("(" + busy + ")");
            status.set(204);
            await().until(() -> sink.status().counts().waiting() == 0);
        }
        server.stop(0);
        assertThat(sink.status().counts().dropped()).isZero();
        assertThat(taken).hasSize(30);
    }

    @Test
    void aTokenThatIsNotAcceptedIsSaidWithoutShowingItAndLosesNothing() throws IOException {
        HttpServer server = serve();
        status.set(401);
        bus.publishAll(readings(10, 0));
        awaitRetrying("refuses the token or password for plant (401)");
        assertThat(sink.status().toString()).doesNotContain("let-me-in");
        status.set(204);
        await().until(() -> sink.status().counts().stored() == 10);
        server.stop(0);
    }

    @Test
    void aRequestThatIsTooLargeIsSentInSmallerOnes() throws IOException {
        HttpServer server = serve();
        status.set(413);
        bus.publishAll(readings(100, 0));
        await().until(() -> sink.status().counts().stored() == 100);
        server.stop(0);
        assertThat(taken).hasSize(100);
        assertThat(sink.status().link()).isInstanceOf(SinkStatus.Link.Up.class);
    }

    private void awaitRetrying(String because) {
        await().untilAsserted(() -> assertThat(sink.status().link())
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
