package org.millwright.edge.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.config.AllowedOutput;
import org.millwright.edge.config.OpcUaSourceConfig;
import org.millwright.edge.config.OpcUaSourceConfig.Login;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;
import org.millwright.edge.config.OpcUaSourceConfig.Security;
import org.millwright.edge.config.OpcUaSourceConfig.Trust;
import org.millwright.edge.config.ReleaseConfig;
import org.millwright.edge.intake.TestingIntake;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.Verdict.Result;
import org.millwright.edge.source.opcua.OpcUaException;
import org.millwright.edge.source.opcua.OpcUaNodes.Write;
import org.millwright.edge.source.opcua.OpcUaSource;
import org.millwright.edge.source.opcua.TestingNamespace;
import org.millwright.edge.source.opcua.TestingOpcUaServer;

/** The handshake on the wire, with a real server that holds the PLC's nodes. */
class ReleaseTest {

    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final ReleaseConfig.Handshake CONFIG = new ReleaseConfig.Handshake(
            "plc",
            id("Busy"),
            id("PartId"),
            id("Sequence"),
            id("Acknowledge"),
            id("VerdictPartId"),
            id("VerdictSequence"),
            id("VerdictGood"),
            id("VerdictReady"),
            id("Heartbeat"),
            Duration.ofMillis(100));

    @TempDir
    private Path data;

    private TestingOpcUaServer server;
    private OpcUaSource source;

    @BeforeEach
    void start() {
        server = new TestingOpcUaServer();
        server.nodes()
                .folder("Station")
                .variable("Station/Busy", NodeIds.Boolean, false)
                .variable("Station/PartId", NodeIds.String, "")
                .variable("Station/Sequence", NodeIds.UInt32, Unsigned.uint(0))
                .variable("Station/Acknowledge", NodeIds.UInt32, Unsigned.uint(0))
                .variable("Station/VerdictPartId", NodeIds.String, "")
                .variable("Station/VerdictSequence", NodeIds.UInt32, Unsigned.uint(0))
                .variable("Station/VerdictGood", NodeIds.Boolean, false)
                .variable("Station/VerdictReady", NodeIds.Boolean, true)
                .variable("Station/Heartbeat", NodeIds.UInt32, Unsigned.uint(0))
                .variable("Station/Speed", NodeIds.Double, 1.0);
        OpcUaSourceConfig config = new OpcUaSourceConfig(
                "plc",
                server.endpoint(),
                Security.BASIC256SHA256,
                Trust.FIRST_USE,
                new Login.Anonymous(),
                Duration.ofMillis(100),
                List.of(),
                List.of());
        source = new OpcUaSource(config, data, new TestingIntake(new Bus<>()), InstantSource.system());
    }

    @AfterEach
    void stop() {
        source.close();
        server.close();
    }

    @Test
    void aGoodPartIsReleasedInOrderAndTheVerdictIsTakenBackWhenAcknowledged() {
        try (Release release = release()) {
            // What an earlier life left standing is cleared first.
            await(() -> server.nodes().get("Station/VerdictReady").equals(false));
            server.nodes().written().clear();
            partArrives("P-7", 7);
            release.decided(StationTest.verdict("P-7", 7, Result.GOOD, now()));
            await(() -> server.nodes().get("Station/VerdictReady").equals(true));
            assertThat(server.nodes().written().stream().filter(path -> path.contains("Verdict")))
                    .containsExactly(
                            "Station/VerdictPartId",
                            "Station/VerdictSequence",
                            "Station/VerdictGood",
                            "Station/VerdictReady");
            assertThat(server.nodes().get("Station/VerdictPartId")).isEqualTo("P-7");
            assertThat(server.nodes().get("Station/VerdictSequence")).isEqualTo(Unsigned.uint(7));
            assertThat(server.nodes().get("Station/VerdictGood")).isEqualTo(true);
            server.nodes().set("Station/Acknowledge", Unsigned.uint(7));
            await(() -> server.nodes().get("Station/VerdictReady").equals(false));
            assertThat(release.status().counts()).containsEntry("released-good", 1L);

            partArrives("P-8", 8);
            release.decided(StationTest.verdict("P-8", 8, Result.DEFECT, now()));
            await(() -> server.nodes().get("Station/VerdictReady").equals(true));
            assertThat(server.nodes().get("Station/VerdictGood")).isEqualTo(false);
        }
    }

    @Test
    void aLateVerdictIsNotGoodOnTheWire() {
        try (Release release = release()) {
            await(() -> release.status().connected());
            partArrives("P-1", 1);
            await(() -> release.status().busy() && release.status().part().equals("P-1"));
            release.decided(StationTest.verdict("P-1", 1, Result.GOOD, now() - DEADLINE.toNanos() - 1));
            await(() -> server.nodes().get("Station/VerdictSequence").equals(Unsigned.uint(1)));
            assertThat(server.nodes().get("Station/VerdictGood")).isEqualTo(false);
            assertThat(release.status().counts()).containsEntry("late", 1L);
        }
    }

    @Test
    void theHeartbeatBeatsOnlyWhileTheLoopTurnsAndNotAfterTheAgentIsGone() {
        Release release = release();
        await(() -> release.status().connected());
        assertThat(release.status().alive()).isFalse();
        assertThat(server.nodes().get("Station/Heartbeat")).isEqualTo(Unsigned.uint(0));
        await(() -> {
            release.alive();
            return heartbeat() >= 3;
        });
        // The loop hangs: one beat may be under way, then no more.
        await(() -> !release.status().alive());
        long hung = release.status().heartbeat();
        org.awaitility.Awaitility.await()
                .during(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(2))
                .until(() -> heartbeat() <= hung + 1);
        // It turns again, then the agent dies in the middle of a part.
        await(() -> {
            release.alive();
            return heartbeat() > hung + 1;
        });
        partArrives("P-1", 1);
        source.close();
        release.alive();
        release.decided(StationTest.verdict("P-1", 1, Result.GOOD, now()));
        long dead = heartbeat();
        org.awaitility.Awaitility.await()
                .during(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(2))
                .until(() -> heartbeat() == dead
                        && server.nodes().get("Station/VerdictReady").equals(false));
        release.close();
    }

    @Test
    void anOutputThatTheAllowListDoesNotNameIsRefusedAtOnce() {
        List<AllowedOutput> others = allowed().stream()
                .filter(output -> !(output instanceof AllowedOutput.OpcUaNode(String source, NodeAddress node)
                        && node.equals(CONFIG.good())))
                .toList();
        assertThatThrownBy(() -> new Release(CONFIG, DEADLINE, others, source, InstantSource.system()))
                .isInstanceOf(OutputNotAllowedException.class)
                .hasMessageContaining("Station/VerdictGood")
                .hasMessageContaining("outputs.allow");
        assertThatThrownBy(() -> new Release(CONFIG, DEADLINE, List.of(), source, InstantSource.system()))
                .isInstanceOf(OutputNotAllowedException.class);
    }

    @Test
    void theSourceItselfWritesNothingThatNoHandshakeAnnounced() {
        try (Release release = release()) {
            await(() -> release.status().connected());
            List<Write> stray = List.of(new Write(id("Speed"), new Value.Numeric(99)));
            assertThatThrownBy(() -> source.write(stray, DEADLINE))
                    .isInstanceOf(OpcUaException.class)
                    .hasMessageContaining("Station/Speed");
            assertThatThrownBy(() -> new AllowedWriter("plc", allowed(), source).write(stray, DEADLINE))
                    .isInstanceOf(OutputNotAllowedException.class);
            assertThat(server.nodes().get("Station/Speed")).isEqualTo(1.0);
        }
    }

    private Release release() {
        Release release = new Release(CONFIG, DEADLINE, allowed(), source, InstantSource.system());
        release.start();
        source.start();
        return release;
    }

    private static List<AllowedOutput> allowed() {
        return Stream.of(
                        CONFIG.verdictPart(),
                        CONFIG.verdictSequence(),
                        CONFIG.good(),
                        CONFIG.ready(),
                        CONFIG.heartbeat())
                .<AllowedOutput>map(node -> new AllowedOutput.OpcUaNode("plc", node))
                .toList();
    }

    private void partArrives(String part, int sequence) {
        server.nodes().set("Station/PartId", part);
        server.nodes().set("Station/Sequence", Unsigned.uint(sequence));
        server.nodes().set("Station/Busy", true);
    }

    private long heartbeat() {
        return ((Number) server.nodes().get("Station/Heartbeat")).longValue();
    }

    private static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    private static NodeAddress id(String name) {
        return new NodeAddress.ById("nsu=" + TestingNamespace.URI + ";s=Station/" + name);
    }

    private static void await(Callable<Boolean> condition) {
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }
}
