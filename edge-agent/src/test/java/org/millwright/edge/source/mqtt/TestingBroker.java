package org.millwright.edge.source.mqtt;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One broker and one device for all tests of a class, since making a connection takes Paho longer than most of them: a
 * Mosquitto that keeps what it is asked to, or another broker whose address is in the system property
 * {@code millwright.test.broker} (such as the simulator's HiveMQ).
 */
final class TestingBroker implements BeforeAllCallback, AfterAllCallback {

    private static final Optional<URI> OTHER =
            Optional.ofNullable(System.getProperty("millwright.test.broker")).map(URI::create);

    private @Nullable Path folder;
    private @Nullable TestingMosquitto own;
    private @Nullable TestingPublisher device;

    /** Keeps all that is published for who is away, and sends 20 at a time. */
    static TestingMosquitto keeping(Path folder) {
        return TestingMosquitto.configured(
                folder, false, "allow_anonymous true", "max_queued_messages 0", "max_inflight_messages 20");
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        if (OTHER.isEmpty()) {
            folder = Files.createTempDirectory("mosquitto");
            own = keeping(folder);
            own.start();
        }
        device = new TestingPublisher(address());
    }

    /** False where its configuration is not known. */
    boolean isOurs() {
        return OTHER.isEmpty();
    }

    URI address() {
        return OTHER.orElseGet(() -> Objects.requireNonNull(own).address());
    }

    TestingPublisher device() {
        return Objects.requireNonNull(device);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (device != null) {
            device.close();
        }
        if (own != null) {
            own.close();
        }
        if (folder != null) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }
}
