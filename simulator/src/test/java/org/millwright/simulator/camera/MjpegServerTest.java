package org.millwright.simulator.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.millwright.simulator.surface.JpegEncoder;
import org.millwright.simulator.surface.Purpose;
import org.millwright.simulator.surface.SurfaceRenderer;

@Timeout(30)
class MjpegServerTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final Instant TAKEN = Instant.parse("2026-01-02T03:04:05.000000678Z");

    private final List<byte[]> jpegs = jpegs();
    private final HttpClient http = HttpClient.newHttpClient();
    private MjpegServer camera;

    @BeforeEach
    void start() throws IOException {
        camera = new MjpegServer(new InetSocketAddress(LOOPBACK, 0));
    }

    @AfterEach
    void stop() throws IOException {
        http.shutdownNow();
        camera.close();
    }

    @Test
    void clientReadsOnePartAPictureWithItsHeaders() throws Exception {
        HttpResponse<InputStream> response = watch();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .contains("multipart/x-mixed-replace; boundary=millwright-part");
        await().until(() -> camera.clients() == 1);
        Parts parts = new Parts(response.body());
        for (int sequence = 1; sequence <= 3; sequence++) {
            camera.show(picture(sequence));
            Part part = parts.next();
            assertThat(part.headers)
                    .containsEntry("Content-Type", "image/jpeg")
                    .containsEntry("X-Part-Id", "P-" + sequence)
                    .containsEntry("X-Sequence", "" + sequence)
                    .containsEntry("X-Timestamp", "1767323045.000000678");
            assertThat(part.body).isEqualTo(picture(sequence).jpeg());
            assertThat(ImageIO.read(new ByteArrayInputStream(part.body)).getWidth())
                    .isEqualTo(224);
        }
        assertThat(camera.sent()).isBetween(2L, 3L);
        assertThat(camera.dropped()).isZero();
    }

    @Test
    void lateClientGetsThePartThatIsShownButNotOneThatHasLeft() throws Exception {
        camera.show(picture(1));
        assertThat(new Parts(watch().body()).next().headers).containsEntry("X-Sequence", "1");
        camera.clear();
        InputStream late = watch().body();
        await().until(() -> camera.clients() == 2);
        camera.show(picture(2));
        assertThat(new Parts(late).next().headers).containsEntry("X-Sequence", "2");
    }

    @Test
    void clientThatDoesNotReadLosesPicturesAndHoldsUpNobody() throws Exception {
        camera.close();
        camera = new MjpegServer(new InetSocketAddress(LOOPBACK, 0), Duration.ofSeconds(1));
        try (Socket stuck = new Socket()) {
            stuck.setReceiveBufferSize(4 * 1024);
            stuck.connect(new InetSocketAddress(LOOPBACK, camera.port()));
            stuck.getOutputStream().write("GET /camera.mjpg HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Parts good = new Parts(watch().body());
            await().until(() -> camera.clients() == 2);
            for (int sequence = 1; sequence <= 200; sequence++) {
                camera.show(picture(sequence));
                assertThat(good.next().headers).containsEntry("X-Sequence", "" + sequence);
            }
            assertThat(camera.dropped()).isPositive();
            await().untilAsserted(() -> {
                camera.show(picture(201));
                assertThat(camera.clients()).as("the stuck client is given up").isEqualTo(1);
            });
        }
    }

    @Test
    void everyPictureOfferedToAClientIsSentOrCountedAsDropped() throws Exception {
        Parts parts = new Parts(watch().body());
        await().until(() -> camera.clients() == 1);
        for (int sequence = 1; sequence <= 500; sequence++) {
            camera.show(picture(1000 + sequence));
        }
        long last = 0;
        while (last != 1500) {
            long next = Long.parseLong(parts.next().headers.get("X-Sequence"));
            assertThat(next).as("pictures stay in order").isGreaterThan(last);
            last = next;
        }
        await().untilAsserted(() -> assertThat(camera.sent() + camera.dropped()).isEqualTo(500));
    }

    @Test
    void clientThatLeavesIsForgotten() throws Exception {
        InputStream body = watch().body();
        await().until(() -> camera.clients() == 1);
        body.close();
        await().untilAsserted(() -> {
            camera.show(picture(1));
            assertThat(camera.clients()).isZero();
        });
    }

    @Test
    void wrongRequestsAreToldWhatIsRight() throws Exception {
        URI root = camera.uri().resolve("/");
        HttpResponse<String> other = http.send(HttpRequest.newBuilder(root).build(), BodyHandlers.ofString());
        assertThat(other.statusCode()).isEqualTo(404);
        assertThat(other.body()).isEqualTo("the pictures are at /camera.mjpg\n");
        HttpResponse<String> put = http.send(
                HttpRequest.newBuilder(camera.uri())
                        .PUT(HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        assertThat(put.statusCode()).isEqualTo(405);
        try (Socket socket = new Socket(LOOPBACK, camera.port())) {
            socket.getOutputStream().write("\u0016\u0003\u0001 not http\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            assertThat(socket.getInputStream().read()).as("closed").isEqualTo(-1);
        }
    }

    @Test
    void portThatIsTakenIsNamed() {
        assertThatThrownBy(() -> new MjpegServer(new InetSocketAddress(LOOPBACK, camera.port())).close())
                .isInstanceOf(BindException.class)
                .hasMessageContaining("the camera cannot listen on localhost:" + camera.port())
                .hasMessageContaining("choose another port");
    }

    @Test
    void partIdThatWouldBreakTheHeadersIsRefused() {
        assertThatThrownBy(() -> new Picture("P-1\r\nX-Evil: 1", 1, TAKEN, new byte[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("printable ASCII");
    }

    private Picture picture(int sequence) {
        return new Picture("P-" + sequence, sequence, TAKEN, jpegs.get(sequence % jpegs.size()));
    }

    private static List<byte[]> jpegs() {
        SurfaceRenderer renderer = new SurfaceRenderer(Purpose.LIVE, 1, 0.5, SurfaceRenderer.DEFAULT_DIFFICULTY);
        JpegEncoder encoder = new JpegEncoder();
        return List.of(encoder.encode(renderer.render(0)), encoder.encode(renderer.render(1)));
    }

    private HttpResponse<InputStream> watch() throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(camera.uri()).build(), BodyHandlers.ofInputStream());
    }

    @SuppressWarnings("ArrayRecordComponent") // Looked at once.
    private record Part(Map<String, String> headers, byte[] body) {}

    /** A reader as strict as the contract: boundary, headers, exactly Content-Length bytes, an empty line. */
    private static final class Parts {

        private final DataInputStream in;

        Parts(InputStream in) {
            this.in = new DataInputStream(in);
        }

        Part next() throws IOException {
            assertThat(line()).isEqualTo("--millwright-part");
            Map<String, String> headers = new LinkedHashMap<>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                headers.put(line.substring(0, line.indexOf(": ")), line.substring(line.indexOf(": ") + 2));
            }
            byte[] body = new byte[Integer.parseInt(headers.get("Content-Length"))];
            in.readFully(body);
            assertThat(line()).isEmpty();
            return new Part(headers, body);
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (char c = (char) in.readUnsignedByte(); c != '\n'; c = (char) in.readUnsignedByte()) {
                line.append(c);
            }
            assertThat(line).endsWith("\r");
            return line.substring(0, line.length() - 1);
        }
    }
}
