package org.millwright.hardware.camera;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.millwright.hardware.camera.CameraException.Reason;

class MjpegCameraTest {

    private static final byte[] IMAGE = TestingImages.encoded("jpeg", BufferedImage.TYPE_BYTE_GRAY, 32, 24);
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000, 5));
    private static final MjpegLimits SHORT = new MjpegLimits(Duration.ofSeconds(2), Duration.ofMillis(200), 64 * 1024);

    private static void part(OutputStream out, String headers) throws IOException {
        out.write(("--cam\r\nContent-Type: image/jpeg\r\n" + headers + "Content-Length: " + IMAGE.length + "\r\n\r\n")
                .getBytes(ISO_8859_1));
        out.write(IMAGE);
        out.write("\r\n".getBytes(ISO_8859_1));
        out.flush();
    }

    private static void untilClosed() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    @Test
    void partIdSequenceAndTimeComeFromThePartsHeaders() throws Exception {
        try (TestingMjpegServer server = new TestingMjpegServer(out -> {
                    TestingMjpegServer.head(out, "multipart/x-mixed-replace; boundary=\"cam\"");
                    part(out, "x-part-ID: P-17\r\nX-SEQUENCE: 17\r\nX-Timestamp: 1700000000.123456789\r\n");
                    part(out, "");
                    untilClosed();
                });
                MjpegCamera camera = MjpegCamera.open(server.url(), SHORT, CLOCK)) {
            Frame first = camera.next();
            assertThat(first.part()).isEqualTo("P-17");
            assertThat(first.sequence()).isEqualTo(17);
            assertThat(first.capturedNanos()).isEqualTo(1_700_000_000_123_456_789L);
            assertThat(first.receivedNanos()).isEqualTo(1_700_000_000_000_000_005L);
            assertThat(first.encoded()).isEqualTo(IMAGE);
            Frame second = camera.next();
            assertThat(second.part()).isEmpty();
            assertThat(second.sequence()).isEqualTo(2);
            assertThat(second.capturedNanos()).isEqualTo(second.receivedNanos());
        }
    }

    @Test
    void aSilentCameraIsStalled() throws Exception {
        try (TestingMjpegServer server = new TestingMjpegServer(out -> {
                    TestingMjpegServer.head(out, "multipart/x-mixed-replace;boundary=cam");
                    part(out, "");
                    untilClosed();
                });
                MjpegCamera camera = MjpegCamera.open(server.url(), SHORT, CLOCK)) {
            camera.next();
            assertThat(failure(camera).reason()).isEqualTo(Reason.STALLED);
        }
    }

    @Test
    void aCameraThatTricklesByteByByteIsStalledToo() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (TestingMjpegServer server = new TestingMjpegServer(out -> {
                    TestingMjpegServer.head(out, "multipart/x-mixed-replace;boundary=cam");
                    out.write("--cam\r\n\r\n".getBytes(ISO_8859_1));
                    while (!never.await(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                        out.write('x');
                        out.flush();
                    }
                });
                MjpegCamera camera = MjpegCamera.open(server.url(), SHORT, CLOCK)) {
            assertThat(failure(camera).reason()).isEqualTo(Reason.STALLED);
        }
    }

    @Test
    void aStreamThatBreaksOffInAPictureGivesNoHalfPicture() throws Exception {
        try (TestingMjpegServer server = new TestingMjpegServer(out -> {
                    TestingMjpegServer.head(out, "multipart/x-mixed-replace;boundary=cam");
                    out.write("--cam\r\nContent-Length: 500\r\n\r\nabc".getBytes(ISO_8859_1));
                });
                MjpegCamera camera = MjpegCamera.open(server.url(), SHORT, CLOCK)) {
            assertThat(failure(camera)).hasMessageContaining("in the middle of a part");
        }
    }

    @Test
    void anAddressThatIsNoStreamIsNamedWithTheRemedy() throws Exception {
        try (TestingMjpegServer server = new TestingMjpegServer(out -> TestingMjpegServer.head(out, "image/jpeg"))) {
            assertThat(refusal(server.url()))
                    .hasMessageContaining("is image/jpeg")
                    .hasMessageContaining("give the address of its MJPEG stream")
                    .extracting(CameraException::reason)
                    .isEqualTo(Reason.REFUSED);
        }
    }

    @Test
    void aCameraThatAsksForALoginOrHasNoSuchPathSaysSo() throws Exception {
        try (TestingMjpegServer server = new TestingMjpegServer(
                out -> out.write("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1)))) {
            assertThat(refusal(server.url())).hasMessageContaining("asks for a login (401)");
        }
        try (TestingMjpegServer server = new TestingMjpegServer(
                out -> out.write("HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1)))) {
            assertThat(refusal(server.url())).hasMessageContaining("does not exist (404)");
        }
    }

    @Test
    void aLoginIsSentAndARefusedOneIsNamedWithoutItsPassword() throws Exception {
        CameraLogin login = new CameraLogin("eye", "open-sesame");
        MjpegLimits patient = new MjpegLimits(Duration.ofSeconds(10), Duration.ofSeconds(10), 64 * 1024);
        assertThat(login.toString()).doesNotContain("sesame");
        AtomicReference<String> sent = new AtomicReference<>("");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            sent.set(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.getResponseHeaders()
                    .add("WWW-Authenticate", exchange.getRequestURI().getPath().substring(1) + " realm=\"cam\"");
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        server.start();
        try {
            URI basic = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/Basic");
            assertThat(catchThrowableOfType(
                            CameraException.class, () -> MjpegCamera.open(basic, login, patient, CLOCK)))
                    .hasMessageContaining("refuses user eye (401): correct user or password")
                    .hasMessageNotContaining("sesame");
            assertThat(sent.get()).isEqualTo("Basic ZXllOm9wZW4tc2VzYW1l");
            assertThat(refusal(basic, patient)).hasMessageContaining("asks for a login (401): give one");
            assertThat(refusal(basic.resolve("/Digest"), patient))
                    .hasMessageContaining("offers Digest")
                    .hasMessageContaining("switch Basic on");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void nobodyAtTheAddressIsUnreachable() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertThat(refusal(URI.create("http://127.0.0.1:" + port + "/")).reason())
                .isEqualTo(Reason.UNREACHABLE);
        assertThat(refusal(URI.create("file:///etc/hosts"))).hasMessageContaining("not an http:// or https:// address");
    }

    @Test
    void anInterruptEndsTheWaitAtOnce() throws Exception {
        MjpegLimits patient = new MjpegLimits(Duration.ofSeconds(2), Duration.ofMinutes(5), 64 * 1024);
        try (TestingMjpegServer server = new TestingMjpegServer(out -> {
            TestingMjpegServer.head(out, "multipart/x-mixed-replace;boundary=cam");
            untilClosed();
        })) {
            MjpegCamera camera = MjpegCamera.open(server.url(), patient, CLOCK);
            CountDownLatch interrupted = new CountDownLatch(1);
            Thread thread = Thread.ofVirtual().start(() -> {
                try {
                    camera.next();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
            });
            thread.interrupt();
            assertThat(interrupted.await(5, java.util.concurrent.TimeUnit.SECONDS))
                    .isTrue();
            camera.close();
        }
    }

    private static CameraException failure(Camera camera) {
        return catchThrowableOfType(CameraException.class, camera::next);
    }

    private static CameraException refusal(URI url) {
        return refusal(url, SHORT);
    }

    private static CameraException refusal(URI url, MjpegLimits limits) {
        return catchThrowableOfType(CameraException.class, () -> MjpegCamera.open(url, limits, CLOCK));
    }
}
