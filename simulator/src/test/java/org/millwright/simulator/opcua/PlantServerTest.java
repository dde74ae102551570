package org.millwright.simulator.opcua;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.sdk.client.identity.X509IdentityProvider;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.BrowseDirection;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowseDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.EUInformation;
import org.eclipse.milo.opcua.stack.core.types.structured.Range;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.simulator.load.Load;
import org.millwright.simulator.process.CannotStart;
import org.millwright.simulator.process.Ports;

class PlantServerTest {

    private static final String PASSWORD = "swordfish";
    private static final VariableSpec SPEED =
            new VariableSpec("Spindle.Speed", "Speed", DataType.DOUBLE, "1/min", 0, 14_000, false);

    @TempDir
    Path folder;

    private ServerSettings settings(boolean anonymous, boolean withoutSecurity, boolean trustAll) {
        int port = Ports.reserve("OPC UA", "--opcua-port", "127.0.0.1", 0);
        return new ServerSettings("127.0.0.1", port, folder, PASSWORD, anonymous, withoutSecurity, trustAll);
    }

    @Test
    void clientBrowsesFromObjectsToQuantityAndReadsUnitAndRange() throws Exception {
        try (PlantServer server = new PlantServer(settings(false, false, true))) {
            Variable speed = server.folder("Line").folder("Spindle").variable(SPEED);
            server.listen();
            Instant when = Instant.parse("2026-03-01T12:00:00.123456700Z");
            speed.push(9000.5, when);
            try (TestClient client = TestClient.secure(server.endpointUrl(), TestClient.operator(PASSWORD))) {
                NodeId line = child(client, NodeIds.ObjectsFolder, "Line");
                NodeId spindle = child(client, line, "Spindle");
                assertThat(child(client, spindle, "Speed")).isEqualTo(client.node("Spindle.Speed"));
                DataValue value = client.read("Spindle.Speed");
                assertThat(value.value().value()).isEqualTo(9000.5);
                assertThat(TestClient.sourceTime(value)).isEqualTo(when);
                assertThat(property(client, "EngineeringUnits")).isInstanceOfSatisfying(EUInformation.class, unit -> {
                    assertThat(unit.getDisplayName().text()).isEqualTo("1/min");
                    // OPC 10000-8: the code "RPM" as a number.
                    assertThat(unit.getUnitId()).isEqualTo(('R' << 16) | ('P' << 8) | 'M');
                });
                assertThat(property(client, "EURange"))
                        .isInstanceOfSatisfying(
                                Range.class,
                                range -> assertThat(range.getHigh()).isEqualTo(14_000));
            }
        }
    }

    private static NodeId child(TestClient client, NodeId parent, String name) throws UaException {
        for (ReferenceDescription reference : references(client, parent)) {
            if (name.equals(reference.getBrowseName().name())) {
                return reference
                        .getNodeId()
                        .toNodeId(client.milo().getNamespaceTable())
                        .orElseThrow();
            }
        }
        throw new AssertionError(name + " is not below " + parent);
    }

    private static ReferenceDescription[] references(TestClient client, NodeId parent) throws UaException {
        return client.milo()
                .browse(new BrowseDescription(
                        parent, BrowseDirection.Forward, NodeIds.HierarchicalReferences, true, uint(0), uint(63)))
                .getReferences();
    }

    private static Object property(TestClient client, String name) throws UaException {
        NodeId node = child(client, client.node("Spindle.Speed"), name);
        Object value = client.milo()
                .readValue(0, org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn.Both, node)
                .value()
                .value();
        return ((ExtensionObject) requireNonNull(value)).decode(client.milo().getStaticEncodingContext());
    }

    @Test
    void everyChangeReachesASubscriberInOrderWithItsIntendedTime() throws Exception {
        int signals = 1_000;
        int beats = 40;
        Duration period = Duration.ofMillis(50);
        try (PlantServer server = new PlantServer(settings(false, false, true))) {
            Load load = new Load(server.folder("Load"), signals, period);
            server.listen();
            Map<String, List<DataValue>> received = new ConcurrentHashMap<>();
            LongAdder arrived = new LongAdder();
            try (TestClient client = TestClient.secure(server.endpointUrl(), TestClient.operator(PASSWORD))) {
                List<String> ids =
                        IntStream.range(0, signals).mapToObj(i -> "Load." + i).toList();
                client.subscribe(ids, 100, 2 * beats, (id, value) -> {
                    received.computeIfAbsent(id, key -> new CopyOnWriteArrayList<>())
                            .add(value);
                    arrived.increment();
                });
                await().atMost(Duration.ofSeconds(20)).until(() -> arrived.sum() == signals);
                load.run(beats, () -> true);
                await().atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(arrived.sum()).isEqualTo((long) signals * (beats + 1)));
                received.values().forEach(values -> assertCompleteAndOnBeat(values, beats, period));
                assertThat(server.published()).isEqualTo((long) signals * beats);
                assertThat(server.monitored()).isEqualTo(signals);
            }
        }
    }

    private static void assertCompleteAndOnBeat(List<DataValue> values, int beats, Duration period) {
        assertThat(values.getFirst().statusCode().value())
                .as("before the first value there is none")
                .isEqualTo(StatusCodes.Bad_WaitingForInitialData);
        Instant start = TestClient.sourceTime(values.get(1));
        for (int beat = 1; beat <= beats; beat++) {
            DataValue value = values.get(beat);
            assertThat(value.value().value()).isEqualTo((double) beat);
            assertThat(value.statusCode().isOverflowSet()).isFalse();
            Duration offBeat =
                    Duration.between(start.plus(period.multipliedBy(beat - 1)), TestClient.sourceTime(value));
            assertThat(offBeat.abs()).isLessThan(Duration.ofNanos(200));
        }
    }

    @Test
    void clientMayWriteOnlyWhatIsForItToWrite() throws Exception {
        try (PlantServer server = new PlantServer(settings(false, false, true))) {
            Folder station = server.folder("Station");
            Variable good =
                    station.variable(VariableSpec.writable("Station.VerdictGood", "VerdictGood", DataType.BOOLEAN));
            Variable count = station.variable(VariableSpec.writable("Station.Heartbeat", "Heartbeat", DataType.UINT32));
            station.variable(VariableSpec.readOnly("Station.Busy", "Busy", DataType.BOOLEAN));
            List<Object> seen = new CopyOnWriteArrayList<>();
            good.onWrite(() -> seen.add(good.value()));
            server.listen();
            try (TestClient client = TestClient.secure(server.endpointUrl(), TestClient.operator(PASSWORD))) {
                List<Object> echoed = new CopyOnWriteArrayList<>();
                client.subscribe(
                        List.of("Station.VerdictGood"),
                        20,
                        10,
                        (id, value) -> echoed.add(value.value().value()));
                assertThat(client.write("Station.VerdictGood", true)).isEqualTo(StatusCode.GOOD);
                assertThat(seen).containsExactly(true);
                await().atMost(Duration.ofSeconds(5)).until(() -> echoed.equals(List.of(false, true)));
                assertThat(client.write("Station.Heartbeat", uint(4_000_000_000L)))
                        .isEqualTo(StatusCode.GOOD);
                assertThat(count.value()).isEqualTo(4_000_000_000L);
                assertThat(client.write("Station.Busy", true).value())
                        .isIn(StatusCodes.Bad_NotWritable, StatusCodes.Bad_UserAccessDenied);
                assertThat(client.write("Station.VerdictGood", "true").value()).isEqualTo(StatusCodes.Bad_TypeMismatch);
                assertThat(client.write("Station.VerdictGood", new Boolean[] {true})
                                .value())
                        .isEqualTo(StatusCodes.Bad_TypeMismatch);
                assertThat(client.milo()
                                .writeValues(
                                        List.of(client.node("Station.VerdictGood")),
                                        List.of(new DataValue(
                                                new Variant(true),
                                                new StatusCode(StatusCodes.Bad_SensorFailure),
                                                null,
                                                null)))
                                .getFirst()
                                .isBad())
                        .isTrue();
                assertThat(seen).containsExactly(true);
            }
        }
    }

    @Test
    void onlyTheSecureEndpointIsOfferedByDefault() throws Exception {
        try (PlantServer server = new PlantServer(settings(true, false, true))) {
            server.listen();
            String url = server.endpointUrl();
            assertThatThrownBy(() -> TestClient.withoutSecurity(url, TestClient.anonymous()))
                    .isInstanceOf(UaException.class);
        }
    }

    @Test
    void endpointWithoutSecurityAndAnonymousLoginWorkWhenAsked() throws Exception {
        try (PlantServer server = new PlantServer(settings(true, true, false))) {
            server.folder("Line").variable(SPEED).push(9000.0, Instant.now());
            server.listen();
            try (TestClient client = TestClient.withoutSecurity(server.endpointUrl(), TestClient.anonymous())) {
                assertThat(client.read("Spindle.Speed").statusCode().isGood()).isTrue();
            }
        }
    }

    @Test
    void wrongPasswordAndMissingLoginAreRefused() throws Exception {
        try (PlantServer server = new PlantServer(settings(false, false, true))) {
            server.listen();
            String url = server.endpointUrl();
            assertThatThrownBy(() -> TestClient.secure(url, TestClient.operator("wrong")))
                    .hasRootCauseInstanceOf(UaException.class)
                    .rootCause()
                    .hasMessageMatching(
                            ".*(Bad_UserAccessDenied|Bad_IdentityTokenInvalid|Bad_IdentityTokenRejected).*");
            assertThatThrownBy(() -> TestClient.secure(url, TestClient.anonymous()))
                    .isInstanceOf(Exception.class);
        }
    }

    @Test
    void unknownClientIsRefusedUntilItsCertificateIsMovedToTheTrusted() throws Exception {
        TestClient.Credentials credentials = TestClient.Credentials.create();
        try (PlantServer server = new PlantServer(settings(false, false, false))) {
            server.folder("Line").variable(SPEED).push(9000.0, Instant.now());
            server.listen();
            String url = server.endpointUrl();
            assertThatThrownBy(() -> TestClient.secure(url, TestClient.operator(PASSWORD), credentials))
                    .isInstanceOf(UaException.class);
            Path rejected = onlyFile(folder.resolve("rejected/certs"));
            Files.move(rejected, folder.resolve("trusted/certs").resolve(rejected.getFileName()));
            await().atMost(Duration.ofSeconds(15))
                    .pollInterval(Duration.ofMillis(200))
                    .ignoreExceptions()
                    .until(() -> {
                        try (TestClient client = TestClient.secure(url, TestClient.operator(PASSWORD), credentials)) {
                            return client.read("Spindle.Speed").statusCode().isGood();
                        }
                    });
        }
    }

    @Test
    void trustAllKeepsTheClientsCertificateSoThatALaterStrictServerKnowsIt() throws Exception {
        TestClient.Credentials credentials = TestClient.Credentials.create();
        byte[] serverCertificate;
        try (PlantServer server = new PlantServer(settings(false, false, true))) {
            server.listen();
            try (TestClient client =
                    TestClient.secure(server.endpointUrl(), TestClient.operator(PASSWORD), credentials)) {
                serverCertificate = client.milo()
                        .getConfig()
                        .getEndpoint()
                        .getServerCertificate()
                        .bytes();
            }
        }
        try (PlantServer server = new PlantServer(settings(false, false, false))) {
            server.listen();
            try (TestClient client =
                    TestClient.secure(server.endpointUrl(), TestClient.operator(PASSWORD), credentials)) {
                assertThat(client.milo()
                                .getConfig()
                                .getEndpoint()
                                .getServerCertificate()
                                .bytes())
                        .as("the server's certificate outlives the server")
                        .isEqualTo(serverCertificate);
            }
        }
    }

    @Test
    void holderOfAKnownUserCertificateEnters() throws Exception {
        TestClient.Credentials user = TestClient.Credentials.create();
        X509IdentityProvider identity =
                new X509IdentityProvider(user.certificate(), user.keys().getPrivate());
        try (PlantServer server = new PlantServer(settings(false, false, true))) {
            server.folder("Line").variable(SPEED).push(9000.0, Instant.now());
            server.listen();
            String url = server.endpointUrl();
            assertThatThrownBy(() -> TestClient.secure(url, identity)).isInstanceOf(Exception.class);
            Files.write(folder.resolve("users/fitter.der"), user.certificate().getEncoded());
            try (TestClient client = TestClient.secure(url, identity)) {
                assertThat(client.read("Spindle.Speed").statusCode().isGood()).isTrue();
            }
        }
    }

    @Test
    void unusableDataFolderIsNamedWithARemedy() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        ServerSettings settings = new ServerSettings("127.0.0.1", 4840, file, PASSWORD, false, false, false);
        assertThatThrownBy(() -> new PlantServer(settings).close())
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("make the folder writable");
    }

    private static Path onlyFile(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = new ArrayList<>(files.toList());
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }
}
