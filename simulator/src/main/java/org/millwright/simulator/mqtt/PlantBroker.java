package org.millwright.simulator.mqtt;

import com.hivemq.configuration.service.InternalConfigurations;
import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An MQTT 3.1.1 and 5 broker (HiveMQ CE) in this JVM, on the loopback interface, open to everyone, in memory or with its
 * state in a folder. Serves from
 * construction, which takes about two seconds, to {@link #close()}.
 */
public final class PlantBroker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PlantBroker.class);
    private static final String HOST = "127.0.0.1";
    private static final Duration LONGEST_STOP = Duration.ofMillis(800);
    private static final Duration LONGEST_SAVE = Duration.ofSeconds(10);
    private static final int SAVE_MILLIS = 2_000;

    private final Path folder;
    private final boolean keeps;
    private final EmbeddedHiveMQ broker;
    private final int port;
    private final int tlsPort;

    /** @param port 0 takes a free one */
    public PlantBroker(int port) throws IOException {
        this(port, null);
    }

    /** @param tls a second listener, if any */
    public PlantBroker(int port, @Nullable TlsListener tls) throws IOException {
        this(port, tls, null);
    }

    /** @param state folder in which sessions and messages outlive the broker; null: nothing does */
    public PlantBroker(int port, @Nullable TlsListener tls, @Nullable Path state) throws IOException {
        this.port = free(port);
        this.tlsPort = tls == null ? 0 : free(tls.port());
        this.keeps = state != null;
        this.folder = state == null ? Files.createTempDirectory("millwright-broker-") : Files.createDirectories(state);
        Files.writeString(folder.resolve("config.xml"), configuration(tls));
        this.broker = EmbeddedHiveMQ.builder()
                .withConfigurationFolder(folder)
                .withDataFolder(Files.createDirectories(folder.resolve("data")))
                .withExtensionsFolder(Files.createDirectories(folder.resolve("extensions")))
                .withEmbeddedExtension(EmbeddedExtension.builder()
                        .withId("open-door")
                        .withName("Open door")
                        .withVersion("1")
                        .withExtensionMain(new OpenDoor())
                        .build())
                .withoutLoggingBootstrap()
                .build();
        start();
    }

    public URI uri() {
        return URI.create("tcp://" + HOST + ":" + port);
    }

    /** Empty without a TLS listener. */
    public Optional<URI> tlsUri() {
        return tlsPort == 0 ? Optional.empty() : Optional.of(URI.create("ssl://" + HOST + ":" + tlsPort));
    }

    /**
     * Returns within a second or so. The broker's event loops then still sit out Netty's quiet period of two seconds, for
     * which there is no setting; they do no more work.
     */
    @Override
    public void close() throws IOException {
        Thread closing = Thread.ofPlatform().daemon().name("broker-stop").start(this::stop);
        try {
            closing.join(keeps ? LONGEST_SAVE : LONGEST_STOP);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            if (!keeps) {
                delete(folder);
            }
        }
    }

    private void stop() {
        try {
            broker.close();
        } catch (ExecutionException e) {
            log.warn("the broker did not stop: {}", e.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void start() throws IOException {
        // It waits two seconds at its end for files to be written; in memory there are none.
        InternalConfigurations.PERSISTENCE_SHUTDOWN_GRACE_PERIOD_MSEC.set(keeps ? SAVE_MILLIS : 0);
        try {
            broker.start().get();
        } catch (ExecutionException e) {
            close();
            throw new IOException("the broker did not start: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new IOException("interrupted while the broker started", e);
        }
    }

    /** The broker names a taken port in its log only, after two seconds of starting, so it is tried here first. */
    private static int free(int port) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return probe.getLocalPort();
        } catch (BindException e) {
            throw (BindException) new BindException("the MQTT broker cannot listen on " + HOST + ":" + port + " ("
                            + e.getMessage() + "); choose another port")
                    .initCause(e);
        }
    }

    private String configuration(@Nullable TlsListener tls) {
        String tlsListener = tls == null
                ? ""
                : """
                        <tls-tcp-listener>
                            <port>%d</port>
                            <bind-address>%s</bind-address>
                            <tls>
                                <keystore>
                                    <path>%s</path>
                                    <password>%s</password>
                                    <private-key-password>%s</private-key-password>
                                </keystore>
                            </tls>
                        </tls-tcp-listener>
                """.formatted(
                                tlsPort,
                                HOST,
                                xml(tls.keyStore().toAbsolutePath().toString()),
                                xml(tls.keyStorePassword()),
                                xml(tls.keyPassword()));
        return """
                <?xml version="1.0"?>
                <hivemq>
                    <listeners>
                        <tcp-listener>
                            <port>%d</port>
                            <bind-address>%s</bind-address>
                        </tcp-listener>
                %s
                    </listeners>
                    <anonymous-usage-statistics>
                        <enabled>false</enabled>
                    </anonymous-usage-statistics>
                    <mqtt>
                        <queued-messages>
                            <max-queue-size>100000</max-queue-size>
                        </queued-messages>
                    </mqtt>
                    <persistence>
                        <mode>%s</mode>
                    </persistence>
                </hivemq>
                """.formatted(port, HOST, tlsListener, keeps ? "file" : "in-memory");
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
