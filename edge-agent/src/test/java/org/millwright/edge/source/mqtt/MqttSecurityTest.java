package org.millwright.edge.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.millwright.edge.config.MqttSourceConfig.Login;
import org.millwright.edge.config.MqttSourceConfig.MqttSignal;
import org.millwright.edge.config.MqttSourceConfig.Tls;
import org.millwright.edge.config.MqttSourceConfig.Version;
import org.millwright.edge.config.Secret;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.source.SourceStatus;

/** Against a Mosquitto that wants TLS, a client certificate and a password. */
class MqttSecurityTest {

    private static final MqttSignal POWER = TestingPlant.plain("power", ValueType.NUMBER, "line/power");
    private static final Login RIGHT = new Login("agent", new Secret("right"));

    @TempDir
    Path folder;

    private final TestingPlant plant = new TestingPlant();
    private Tls trusted = new Tls(Path.of(""), Optional.empty(), Optional.empty());
    private TestingMosquitto broker;

    @BeforeEach
    void startBroker() throws Exception {
        TestingCertificates authority = new TestingCertificates(folder, "plant-ca");
        TestingCertificates.Pair server = authority.issue("broker", true);
        TestingCertificates.Pair client = authority.issue("agent", false);
        trusted = new Tls(authority.authority(), Optional.of(client.certificate()), Optional.of(client.key()));
        broker = broker(authority, server);
        Path passwords = folder.resolve("passwords");
        new ProcessBuilder("mosquitto_passwd", "-b", "-c", passwords.toString(), "agent", "right")
                .inheritIO()
                .start()
                .waitFor();
        broker.start();
    }

    private TestingMosquitto broker(TestingCertificates authority, TestingCertificates.Pair server) {
        return TestingMosquitto.configured(
                folder,
                true,
                "allow_anonymous false",
                "password_file " + folder.resolve("passwords"),
                "cafile " + authority.authority(),
                "certfile " + server.certificate(),
                "keyfile " + server.key(),
                "require_certificate true");
    }

    @AfterEach
    void stopBroker() {
        if (broker != null) {
            broker.close();
        }
    }

    private MqttSource source(URI address, Version version, Optional<Login> login, Optional<Tls> tls) {
        return plant.source(TestingPlant.config(address, version, login, tls, List.of(POWER), List.of()));
    }

    private void assertRefused(URI address, Version version, Optional<Login> login, Optional<Tls> tls, String because) {
        try (MqttSource source = source(address, version, login, tls)) {
            source.start();
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(20))
                    .untilAsserted(() -> assertThat(source.status())
                            .isInstanceOfSatisfying(
                                    SourceStatus.Connecting.class,
                                    down -> assertThat(down.because())
                                            .contains(address.toString())
                                            .contains(because)));
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void valuesComeOverTlsWithCertificateAndPassword(Version version) {
        try (MqttSource source = source(broker.address(), version, Optional.of(RIGHT), Optional.of(trusted));
                TestingPublisher meter = new TestingPublisher(
                        broker.address(), Optional.of(RIGHT), Optional.of(trusted), options -> {})) {
            source.start();
            await().atMost(Duration.ofSeconds(20)).until(() -> source.status() instanceof SourceStatus.Up);
            meter.publish("line/power", "3.5");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(plant.readings())
                            .extracting(Reading::value)
                            .containsExactly(new Value.Numeric(3.5)));
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void aWrongPasswordSaysSo(Version version) {
        Optional<Login> wrong = Optional.of(new Login("agent", new Secret("wrong")));
        assertRefused(broker.address(), version, wrong, Optional.of(trusted), "correct the login");
    }

    @Test
    void aBrokerOfAnotherAuthorityIsNotTrusted() {
        TestingCertificates stranger = new TestingCertificates(folder, "stranger");
        Tls wrong = new Tls(stranger.authority(), trusted.clientCertificate(), trusted.clientKey());
        for (Version version : Version.values()) {
            assertRefused(
                    broker.address(),
                    version,
                    Optional.of(RIGHT),
                    Optional.of(wrong),
                    "the broker's certificate is not trusted");
        }
    }

    @Test
    void aCertificateForAnotherHostIsNotTrusted() {
        URI byName = URI.create(broker.address().toString().replace("127.0.0.1", "localhost"));
        for (Version version : Version.values()) {
            assertRefused(
                    byName, version, Optional.of(RIGHT), Optional.of(trusted), "the host as the certificate names it");
        }
    }

    @Test
    void aMissingClientCertificateSaysSo() {
        Tls none = new Tls(trusted.certificateAuthority(), Optional.empty(), Optional.empty());
        assertRefused(broker.address(), Version.MQTT_5, Optional.of(RIGHT), Optional.of(none), "client certificate");
    }

    @Test
    void plainToATlsPortAndTlsToAPlainPortAreTold() throws Exception {
        assertRefused(
                broker.address("tcp"),
                Version.MQTT_5,
                Optional.of(RIGHT),
                Optional.empty(),
                "does the port expect TLS");
        assertRefused(
                broker.address("tcp"), Version.MQTT_5, Optional.of(RIGHT), Optional.of(trusted), "yet tls is set");
        Path other = Files.createDirectory(folder.resolve("plain"));
        try (TestingMosquitto plain = TestingMosquitto.started(other)) {
            assertRefused(plain.address("ssl"), Version.MQTT_5, Optional.empty(), Optional.of(trusted), "use tcp://");
        }
    }

    @Test
    void filesThatCannotBeReadAreNamedWithTheRemedy() throws Exception {
        Path missing = folder.resolve("missing.crt");
        Tls none = new Tls(missing, Optional.empty(), Optional.empty());
        assertThatFails(none, missing + " cannot be read");
        Path text = Files.writeString(folder.resolve("text.crt"), "hello");
        assertThatFails(new Tls(text, Optional.empty(), Optional.empty()), "it must be PEM");
        Path old = Files.writeString(
                folder.resolve("old.key"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        assertThatFails(
                new Tls(trusted.certificateAuthority(), trusted.clientCertificate(), Optional.of(old)),
                "openssl pkcs8 -topk8");
        assertThatFails(
                new Tls(trusted.certificateAuthority(), trusted.clientCertificate(), Optional.empty()),
                "give both or none");
    }

    private static void assertThatFails(Tls tls, String because) {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> PemTls.sockets(tls))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining(because);
    }
}
