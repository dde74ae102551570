package org.millwright.edge.source.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.config.OpcUaSourceConfig;
import org.millwright.edge.config.OpcUaSourceConfig.Login;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;
import org.millwright.edge.config.OpcUaSourceConfig.OpcUaFolder;
import org.millwright.edge.config.OpcUaSourceConfig.OpcUaSignal;
import org.millwright.edge.config.OpcUaSourceConfig.Sampling;
import org.millwright.edge.config.OpcUaSourceConfig.Security;
import org.millwright.edge.config.OpcUaSourceConfig.Trust;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;

/** Finding nodes: by browse path, and all below a folder. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpcUaBrowseTest {

    /** More than fit into one browse answer, so that the rest has to be asked for. */
    private static final int MANY = 1_500;

    @TempDir
    private Path data;

    private TestingOpcUaServer server;

    @BeforeAll
    void start() {
        server = new TestingOpcUaServer();
        server.nodes()
                .folder("Robot")
                .folder("Robot/Joint1")
                .variable("Robot/Joint1/Position", NodeIds.Double, 12.5)
                .unit("Robot/Joint1/Position", "deg")
                .variable("Robot/Joint1/Position/Raw", NodeIds.Int16, (short) 7)
                .variable("Robot/Moving", NodeIds.Boolean, true)
                .variable("Robot/Program", NodeIds.LocaleId, "weld")
                .variable("Robot/Delay", NodeIds.Duration, 40.0)
                .folder("Cell")
                .folder("Cell/Safety")
                .variable("Cell/Running", NodeIds.Boolean, true)
                .variable("Cell/Safety/Door", NodeIds.Boolean, true)
                .folder("Many");
        IntStream.range(0, MANY).forEach(i -> server.nodes().variable("Many/V" + i, NodeIds.Int32, i));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void allBelowAFolderBecomesSignalsNamedByTheirPathWithTypeAndUnit() {
        try (Listener listener = listener(List.of(), List.of(Listener.folder("Robot")))) {
            assertSignal(listener, "Joint1/Position", ValueType.NUMBER, "deg", new Value.Numeric(12.5));
            assertSignal(listener, "Joint1/Position/Raw", ValueType.WHOLE, "", new Value.Whole(7));
            assertSignal(listener, "Moving", ValueType.FLAG, "", new Value.Flag(true));
            // Subtypes of built-in types are followed up to them.
            assertSignal(listener, "Program", ValueType.TEXT, "", new Value.Text("weld"));
            assertSignal(listener, "Delay", ValueType.NUMBER, "", new Value.Numeric(40));
            assertThat(listener.readings()).hasSize(5);
            listener.awaitDegraded(0);
        }
    }

    private static void assertSignal(Listener listener, String name, ValueType type, String unit, Value value) {
        Reading reading = listener.awaitReading(name, each -> true);
        assertThat(reading.signal()).isEqualTo(new Signal(Listener.MACHINE, name, type, unit));
        assertThat(reading.value()).isEqualTo(value);
    }

    @Test
    void whatMayNotBeBrowsedIsNamedAndTheRestIsRead() {
        server.refuseToBrowse("Cell/Safety");
        try (Listener listener = listener(List.of(), List.of(Listener.folder("Cell")))) {
            listener.awaitReading("Running", each -> true);
            assertThat(listener.awaitDegraded(1))
                    .singleElement()
                    .asString()
                    .contains("folder", "Cell", "below Safety", "Bad_UserAccessDenied", "the right to browse");
        }
    }

    @Test
    void aLargeFolderIsReadToItsEnd() {
        try (Listener listener = listener(List.of(), List.of(Listener.folder("Many")))) {
            listener.awaitReading("V" + (MANY - 1), each -> true);
            org.awaitility.Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(listener.readings().stream()
                                    .map(Reading::signal)
                                    .distinct())
                            .hasSize(MANY));
        }
    }

    @Test
    void aBrowsePathLeadsToItsNodeAndAWrongOneIsNamed() {
        Sampling sampling = new Sampling(Duration.ofMillis(10), 10);
        OpcUaSignal right = new OpcUaSignal(
                new Signal(Listener.MACHINE, "Right", ValueType.NUMBER, "deg"),
                new NodeAddress.ByPath(
                        TestingNamespace.URI, List.of("Robot", "nsu=" + TestingNamespace.URI + ";Joint1", "Position")),
                sampling);
        OpcUaSignal wrong = new OpcUaSignal(
                new Signal(Listener.MACHINE, "Wrong", ValueType.NUMBER, "deg"),
                new NodeAddress.ByPath(TestingNamespace.URI, List.of("Robot", "Joint9", "Position")),
                sampling);
        OpcUaSignal elsewhere = new OpcUaSignal(
                new Signal(Listener.MACHINE, "Elsewhere", ValueType.NUMBER, "deg"),
                new NodeAddress.ById("nsu=urn:nobody;s=X"),
                sampling);
        OpcUaSignal nonsense = new OpcUaSignal(
                new Signal(Listener.MACHINE, "Nonsense", ValueType.NUMBER, "deg"),
                new NodeAddress.ById("Robot.Joint1"),
                sampling);
        try (Listener listener =
                listener(List.of(right, wrong, elsewhere, nonsense), List.of(Listener.folder("Nowhere")))) {
            assertThat(listener.awaitReading("Right", each -> true).value()).isEqualTo(new Value.Numeric(12.5));
            List<String> degraded = listener.awaitDegraded(4);
            assertThat(degraded).anySatisfy(line -> assertThat(line).contains("Wrong", "Robot/Joint9/Position"));
            assertThat(degraded)
                    .anySatisfy(line -> assertThat(line).contains("Elsewhere", "urn:nobody", TestingNamespace.URI));
            assertThat(degraded).anySatisfy(line -> assertThat(line).contains("Nonsense", "not a NodeId"));
            assertThat(degraded).anySatisfy(line -> assertThat(line).contains("folder", "Nowhere"));
        }
    }

    private Listener listener(List<OpcUaSignal> signals, List<OpcUaFolder> folders) {
        OpcUaSourceConfig config = new OpcUaSourceConfig(
                "plc",
                server.endpoint(),
                Security.NONE,
                Trust.FOLDER,
                new Login.Anonymous(),
                Duration.ofMillis(20),
                signals,
                folders);
        return new Listener(config, data).start();
    }
}
