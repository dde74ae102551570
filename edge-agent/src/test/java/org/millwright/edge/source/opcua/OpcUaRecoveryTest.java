package org.millwright.edge.source.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.config.OpcUaSourceConfig;
import org.millwright.edge.config.OpcUaSourceConfig.Login;
import org.millwright.edge.config.OpcUaSourceConfig.Security;
import org.millwright.edge.config.OpcUaSourceConfig.Trust;
import org.millwright.edge.config.Secret;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.source.SourceStatus;

/** What the source says and does when it is not let in, and when the server comes and goes. */
class OpcUaRecoveryTest {

    private static final Login RIGHT = new Login.User(TestingOpcUaServer.USER, new Secret(TestingOpcUaServer.PASSWORD));

    @TempDir
    private Path data;

    /** One key for all: making it takes longer than a test. */
    private static final TestingOpcUaServer.Place PLACE = TestingOpcUaServer.Place.free();

    private TestingOpcUaServer.Place place = PLACE;

    @Test
    void aServerThatIsDownAtTheStartIsWaitedForAndItsRestartIsSurvived() {
        try (Listener listener = listener(Security.BASIC256SHA256, Trust.FIRST_USE, RIGHT)) {
            assertThat(listener.awaitDown("refused the connection")).contains("port " + place.port());
            try (TestingOpcUaServer server = serverWith(20.0, TestingOpcUaServer.Options.USUAL)) {
                listener.awaitReading("T", each -> each.value().equals(new Value.Numeric(20.0)));
                assertThat(server.sessions()).isEqualTo(1);
            }
            listener.awaitDown();
            listener.forget();
            // The PLC program was loaded anew: its namespace has another index now.
            var renumbered = new TestingOpcUaServer.Options(true, false, List.of("urn:one-more"));
            try (TestingOpcUaServer server = serverWith(30.0, renumbered)) {
                listener.awaitReading("T", each -> each.value().equals(new Value.Numeric(30.0)));
                server.nodes().set("T", 31.0);
                listener.awaitReading("T", each -> each.value().equals(new Value.Numeric(31.0)));
                assertThat(listener.source().status()).isInstanceOf(SourceStatus.Up.class);
            }
        }
    }

    @Test
    void anUntrustedServerIsRefusedUntilItsCertificateIsMovedWhereTheMessageSays() throws IOException {
        try (TestingOpcUaServer server = serverWith(1.0, TestingOpcUaServer.Options.USUAL);
                Listener listener = listener(Security.BASIC256SHA256, Trust.FOLDER, RIGHT)) {
            String because = listener.awaitDown("is not trusted", "move ");
            Path trusted = data.resolve("pki/trusted");
            Path rejected;
            try (Stream<Path> files = Files.list(data.resolve("pki/rejected"))) {
                rejected = files.findFirst().orElseThrow();
            }
            assertThat(because).contains("move " + rejected + " to " + trusted);
            assertThat(server.sessions()).isZero();
            Files.createDirectories(trusted);
            Files.move(rejected, trusted.resolve(rejected.getFileName()));
            listener.awaitReading("T", each -> true);
        }
    }

    @Test
    void anotherCertificateThanThatOfTheFirstContactIsRefused() {
        try (Listener listener = listener(Security.BASIC256SHA256, Trust.FIRST_USE, RIGHT)) {
            try (TestingOpcUaServer server = serverWith(1.0, TestingOpcUaServer.Options.USUAL)) {
                assertThat(server.sessions()).isNotNegative();
                listener.awaitReading("T", each -> true);
            }
            TestingOpcUaServer.Place impostor = TestingOpcUaServer.Place.free();
            place = new TestingOpcUaServer.Place(place.port(), impostor.keys(), impostor.certificate());
            try (TestingOpcUaServer server = serverWith(1.0, TestingOpcUaServer.Options.USUAL)) {
                assertThat(listener.awaitDown("first contact"))
                        .contains("delete " + data.resolve("pki/trusted/first-use-plc.der"));
                assertThat(server.sessions()).isZero();
            }
        }
    }

    @Test
    void aWrongPasswordIsNamedWithoutShowingIt() {
        Login wrong = new Login.User(TestingOpcUaServer.USER, new Secret("hunter2"));
        try (TestingOpcUaServer server = serverWith(1.0, TestingOpcUaServer.Options.USUAL);
                Listener listener = listener(Security.BASIC256SHA256, Trust.FIRST_USE, wrong)) {
            assertThat(listener.awaitDown("user 'operator'", "correct the login"))
                    .doesNotContain("hunter2");
            assertThat(server.nodes().watchers("T")).isZero();
        }
    }

    @Test
    void aServerThatDoesNotTrustThisAgentIsNamedWithTheCertificateToTrust() {
        var strict = new TestingOpcUaServer.Options(false, false, List.of());
        try (TestingOpcUaServer server = serverWith(1.0, strict);
                Listener listener = listener(Security.BASIC256SHA256, Trust.FIRST_USE, RIGHT)) {
            assertThat(listener.awaitDown("pki/own/millwright.der")).contains("trust it on the server");
            assertThat(server.sessions()).isZero();
        }
    }

    @Test
    void aServerWithoutTheConfiguredSecurityIsToldWhatItOffers() {
        var onlySecure = new TestingOpcUaServer.Options(true, true, List.of());
        try (TestingOpcUaServer server = serverWith(1.0, onlySecure);
                Listener unsecured = listener(Security.NONE, Trust.FOLDER, new Login.Anonymous())) {
            assertThat(unsecured.awaitDown("does not offer None")).contains("Basic256Sha256 with SignAndEncrypt");
            assertThat(server.sessions()).isZero();
        }
    }

    @Test
    void aServerThatKeepsTheConnectionButSaysNothingIsLeftAndFoundAgain() throws IOException {
        try (TestingOpcUaServer server = serverWith(1.0, TestingOpcUaServer.Options.USUAL);
                FreezingProxy line = new FreezingProxy(place.port())) {
            place = new TestingOpcUaServer.Place(line.port(), place.keys(), place.certificate());
            try (Listener listener = listener(Security.BASIC256SHA256, Trust.FIRST_USE, RIGHT)) {
                listener.awaitReading("T", each -> true);
                line.freeze(true);
                listener.awaitDown();
                assertThat(listener.source().status())
                        .isInstanceOfSatisfying(
                                SourceStatus.Connecting.class,
                                down -> assertThat(down.since()).isBeforeOrEqualTo(java.time.Instant.now()));
                server.nodes().set("T", 2.0);
                line.freeze(false);
                listener.awaitReading("T", each -> each.value().equals(new Value.Numeric(2.0)));
                listener.awaitDegraded(0);
            }
        }
    }

    @Test
    void anUnknownHostIsNamed() {
        OpcUaSourceConfig config = new OpcUaSourceConfig(
                "plc",
                "opc.tcp://no-such-plc.invalid:4840/x",
                Security.NONE,
                Trust.FOLDER,
                new Login.Anonymous(),
                Duration.ofMillis(100),
                List.of(Listener.signal("T", ValueType.NUMBER)),
                List.of());
        try (Listener listener = new Listener(config, data).start()) {
            assertThat(listener.awaitDown("no-such-plc.invalid")).contains("is not known", "IP address");
        }
    }

    @Test
    void aUserCertificateLogsInAndTheIdentityIsKept() throws Exception {
        KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(2048);
        X509Certificate certificate = new SelfSignedCertificateBuilder(keys)
                .setCommonName("trusted-user")
                .setApplicationUri("urn:user")
                .build();
        Path certificateFile = data.resolve("user.der");
        Path keyFile = data.resolve("user.pem");
        Files.write(certificateFile, certificate.getEncoded());
        Files.writeString(keyFile, Pem.encode("PRIVATE KEY", keys.getPrivate().getEncoded()));
        Login login = new Login.Certificate(certificateFile, keyFile, Optional.empty());
        try (TestingOpcUaServer server = serverWith(5.0, TestingOpcUaServer.Options.USUAL)) {
            byte[] identity;
            try (Listener listener = listener(Security.BASIC256SHA256, Trust.FIRST_USE, login)) {
                listener.awaitReading("T", each -> true);
                assertThat(server.sessions()).isEqualTo(1);
                identity = Files.readAllBytes(data.resolve("pki/own/millwright.pem"));
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> server.sessions() == 0);
            try (Listener listener = listener(Security.NONE, Trust.FOLDER, login)) {
                listener.awaitReading("T", each -> true);
                assertThat(Files.readAllBytes(data.resolve("pki/own/millwright.pem")))
                        .isEqualTo(identity);
            }
        }
    }

    private TestingOpcUaServer serverWith(double value, TestingOpcUaServer.Options options) {
        TestingOpcUaServer server = new TestingOpcUaServer(place, options);
        server.nodes().variable("T", NodeIds.Double, value);
        return server;
    }

    private Listener listener(Security security, Trust trust, Login login) {
        OpcUaSourceConfig config = new OpcUaSourceConfig(
                "plc",
                place.endpoint(),
                security,
                trust,
                login,
                Duration.ofMillis(20),
                List.of(Listener.signal("T", ValueType.NUMBER)),
                List.of());
        return new Listener(config, data, Listener.IMPATIENT).start();
    }
}
