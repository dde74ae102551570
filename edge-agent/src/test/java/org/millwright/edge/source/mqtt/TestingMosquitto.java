package org.millwright.edge.source.mqtt;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A real Mosquitto in a process of its own, on a free port, that can be stopped and started again. */
public final class TestingMosquitto implements AutoCloseable {

    private final Path folder;
    private final int port;
    private final boolean tls;
    private @Nullable Process process;

    private TestingMosquitto(Path folder, int port, boolean tls) {
        this.folder = folder;
        this.port = port;
        this.tls = tls;
    }

    /** Not yet started. {@code lines} go to the end of its configuration. */
    static TestingMosquitto configured(Path folder, boolean tls, String... lines) {
        Assumptions.assumeTrue(
                program().isPresent(), "Mosquitto is not installed (Debian package mosquitto): its tests are skipped");
        int port = freePort();
        try {
            Files.writeString(
                    folder.resolve("mosquitto.conf"),
                    "listener " + port + " 127.0.0.1\nuser " + System.getProperty("user.name")
                            + "\npersistence false\nlog_dest file " + folder.resolve("mosquitto.log") + "\n"
                            + String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TestingMosquitto(folder, port, tls);
    }

    public static TestingMosquitto started(Path folder) {
        TestingMosquitto broker = configured(folder, false, "allow_anonymous true");
        broker.start();
        return broker;
    }

    private static Optional<Path> program() {
        return Stream.of("/usr/sbin/mosquitto", "/usr/bin/mosquitto", "/usr/local/sbin/mosquitto")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI address() {
        return address(tls ? "ssl" : "tcp");
    }

    URI address(String scheme) {
        return URI.create(scheme + "://127.0.0.1:" + port);
    }

    public void start() {
        try {
            process = new ProcessBuilder(
                            program().orElseThrow().toString(),
                            "-c",
                            folder.resolve("mosquitto.conf").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("mosquitto.out").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await().alias("Mosquitto listens")
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(20))
                .until(this::listens);
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    public void stop() {
        if (process != null) {
            process.destroyForcibly();
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        stop();
    }
}
