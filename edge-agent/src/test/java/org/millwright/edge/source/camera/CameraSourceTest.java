package org.millwright.edge.source.camera;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.bus.Overflow;
import org.millwright.edge.bus.Subscription;
import org.millwright.edge.config.CameraSourceConfig;
import org.millwright.edge.config.CameraSourceConfig.Feed;
import org.millwright.edge.source.Backoff;
import org.millwright.edge.source.SourceStatus;
import org.millwright.hardware.camera.Frame;
import org.millwright.hardware.camera.MjpegLimits;

/** Against a real HTTP server, the JDK's own, which sends its answers in chunks. */
class CameraSourceTest {

    private static final MjpegLimits LIMITS = new MjpegLimits(Duration.ofSeconds(2), Duration.ofMillis(400), 64 * 1024);
    private static final Backoff QUICK = new Backoff(Duration.ofMillis(20), Duration.ofMillis(100));

    private final Bus<Frame> bus = new Bus<>();
    private final Subscription<Frame> subscription = bus.subscribe("test", 1000, Overflow.REFUSE_NEWEST);
    private final List<Frame> frames = new ArrayList<>();

    private CameraSource source(Feed feed) {
        return source(feed, QUICK);
    }

    private CameraSource source(Feed feed, Backoff backoff) {
        return new CameraSource(new CameraSourceConfig("station", feed), bus, InstantSource.system(), backoff, LIMITS);
    }

    private List<String> parts() {
        try {
            subscription.drainTo(frames, 1000, Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return frames.stream().map(Frame::part).toList();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(15)).pollInterval(Duration.ofMillis(20));
    }

    private interface Script {
        void play(OutputStream out) throws IOException;
    }

    private static HttpServer camera(int port, Script script) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/camera.mjpg", exchange -> {
                exchange.getResponseHeaders().add("Content-Type", "multipart/x-mixed-replace; boundary=frame");
                exchange.sendResponseHeaders(200, 0);
                script.play(exchange.getResponseBody());
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void part(OutputStream out, String name, int bytes) throws IOException {
        out.write(("--frame\r\nX-Part-Id: " + name + "\r\nContent-Length: " + bytes + "\r\n\r\n" + "x".repeat(bytes)
                        + "\r\n--frame\r\nX-Part-Id: end\r\n\r\n")
                .getBytes(ISO_8859_1));
        out.flush();
    }

    private static Feed mjpeg(int port) {
        return new Feed.Mjpeg(URI.create("http://127.0.0.1:" + port + "/camera.mjpg"), Optional.empty());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aCameraThatIsOffAtTheStartStallsAndComesBackIsReadEachTime() throws IOException {
        int port = freePort();
        try (CameraSource source = source(mjpeg(port))) {
            source.start();
            soon().untilAsserted(() -> assertThat(source.status())
                    .isInstanceOfSatisfying(
                            SourceStatus.Connecting.class,
                            down -> assertThat(down.because()).contains("no connection to http://127.0.0.1:" + port)));
            HttpServer server = camera(port, out -> part(out, "P-1", 100));
            try {
                soon().untilAsserted(
                                () -> assertThat(parts()).hasSizeGreaterThan(2).containsOnly("P-1"));
                assertThat(source.faults()).containsKeys("unreachable", "stalled");
            } finally {
                server.stop(0);
            }
        }
    }

    @Test
    void aCameraThatStreamedForAWhileIsTriedAgainSoonHoweverOftenItFailedBefore() throws IOException {
        Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofMillis(900));
        int port = freePort();
        try (CameraSource source = source(mjpeg(port), backoff)) {
            source.start();
            soon().until(() -> attempt(source) >= 4);
            HttpServer server = camera(port, out -> part(out, "P-1", 100)); // Then it stalls for longer than 300 ms.
            soon().until(() -> source.status() instanceof SourceStatus.Up);
            soon().until(() -> source.faults().containsKey("stalled"));
            server.stop(0);
            assertThat(attempt(source)).isBetween(0, 3);
        }
    }

    /** 0 while it is connected. */
    private static int attempt(CameraSource source) {
        return source.status() instanceof SourceStatus.Connecting down ? down.attempt() : 0;
    }

    @Test
    void closingASourceThatWasNeverStartedIsNoError() throws IOException {
        CameraSource source = source(mjpeg(freePort()));
        source.close();
        assertThat(source.status()).isEqualTo(new SourceStatus.Stopped());
    }

    @Test
    void aPictureAboveTheLimitIsCountedAndTheCameraIsReadAgain() throws IOException {
        HttpServer server = camera(0, out -> {
            part(out, "P-1", 100);
            part(out, "P-2", 100_000);
        });
        try (CameraSource source = source(mjpeg(server.getAddress().getPort()))) {
            source.start();
            soon().untilAsserted(() ->
                    assertThat(source.faults().getOrDefault("oversized", 0L)).isGreaterThan(1));
            assertThat(parts()).contains("P-1").doesNotContain("P-2");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void imagesOfAFolderComeOnceEach(@TempDir Path folder) throws IOException {
        byte[] image = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xD9};
        Path later = folder.resolve("later");
        try (CameraSource source = source(new Feed.Folder(later))) {
            source.start();
            soon().untilAsserted(() -> assertThat(source.status()).isInstanceOf(SourceStatus.Connecting.class));
            Files.createDirectory(later);
            Files.write(later.resolve("b.jpg"), image);
            soon().untilAsserted(() -> assertThat(parts()).containsExactly("b"));
            Files.write(later.resolve("a.jpg"), image);
            soon().untilAsserted(() -> assertThat(parts()).containsExactly("b", "a"));
            assertThat(source.status()).isInstanceOf(SourceStatus.Up.class);
        }
    }
}
