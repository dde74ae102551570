package org.millwright.edge.source.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfigLimits;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;
import org.millwright.edge.config.OpcUaSourceConfig.OpcUaSignal;
import org.millwright.edge.config.OpcUaSourceConfig.Sampling;
import org.millwright.edge.config.OpcUaSourceConfig.Security;
import org.millwright.edge.signal.Notice;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.source.SourceStatus;

/** Servers with little room, with a clock that is set, and with programs that are loaded while we watch. */
class OpcUaServerKindsTest {

    @TempDir
    private static Path data;

    /** One key for all: making it takes longer than a test. */
    private static final TestingOpcUaServer.Place PLACE = TestingOpcUaServer.Place.free();

    @Test
    void whatASmallServerHasNoRoomForIsPolledAndShown() throws IOException {
        OpcUaServerConfigLimits small = new OpcUaServerConfigLimits() {
            @Override
            public UInteger getMaxSubscriptionsPerSession() {
                return Unsigned.uint(1);
            }

            @Override
            public UInteger getMaxMonitoredItems() {
                return Unsigned.uint(5);
            }

            @Override
            public UInteger getMaxMonitoredItemsPerCall() {
                return Unsigned.uint(2);
            }

            @Override
            public UInteger getMaxNodesPerRead() {
                return Unsigned.uint(3);
            }
        };
        OpcUaSignal[] eight = java.util.stream.IntStream.range(0, 8)
                .mapToObj(i -> Listener.signal("S" + i, ValueType.NUMBER))
                .toArray(OpcUaSignal[]::new);
        try (TestingOpcUaServer server = new TestingOpcUaServer(PLACE, TestingOpcUaServer.Options.limited(small));
                Story story = new Story(data, Story.OPERATOR, Security.BASIC256SHA256, eight)) {
            for (OpcUaSignal signal : eight) {
                server.nodes().variable(signal.signal().name(), NodeIds.Double, Story.now(1));
            }
            Listener agent = story.live(PLACE.port());
            for (OpcUaSignal signal : eight) {
                story.awaitKept(signal.signal().name(), 1);
                server.nodes().set(signal.signal().name(), Story.now(2));
                story.awaitKept(signal.signal().name(), 2);
                assertThat(story.kept(signal.signal().name())).containsExactly(1.0, 2.0);
            }
            assertThat(agent.awaitDegraded(3))
                    .allSatisfy(line -> assertThat(line).contains("no more than 5 items", "polled"));
            assertThat(agent.source().status()).isInstanceOf(SourceStatus.Up.class);
        }
    }

    @Test
    void aClockThatIsSetIsMeasuredAndReported() throws IOException {
        try (TestingOpcUaServer server = new TestingOpcUaServer(PLACE, TestingOpcUaServer.Options.USUAL);
                Story story = Story.secured(data)) {
            server.nodes().variable("T", NodeIds.Double, Story.now(0));
            Listener agent = story.live(PLACE.port());
            story.awaitKept("T", 0);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> agent.source().clockOffset().isPresent());
            assertThat(agent.source().clockOffset().orElseThrow()).isLessThan(Duration.ofSeconds(1));
            server.setClock(Duration.ofMinutes(2));
            story.awaitKept(event -> event instanceof Notice notice && notice.kind() == Notice.Kind.CLOCK_STEPPED);
            Notice notice = story.kept(Notice.class).getFirst();
            assertThat(notice.seconds()).isBetween(119.0, 121.0);
            assertThat(notice.text()).contains("set forward by");
            assertThat(agent.source().faults()).containsEntry("clock-step", 1L);
            assertThat(agent.source().clockOffset().orElseThrow())
                    .isBetween(Duration.ofSeconds(119), Duration.ofSeconds(121));
        }
    }

    @Test
    void afterAProgramWasLoadedANodeIsFoundAgainByItsPathUnderItsNewId() throws IOException {
        OpcUaSignal byPath = new OpcUaSignal(
                new Signal(Listener.MACHINE, "T", ValueType.NUMBER, ""),
                new NodeAddress.ByPath(TestingNamespace.URI, List.of("Press", "T")),
                new Sampling(Duration.ofMillis(10), 100));
        try (TestingOpcUaServer server = new TestingOpcUaServer(PLACE, TestingOpcUaServer.Options.USUAL);
                Story story = new Story(data, Story.OPERATOR, Security.BASIC256SHA256, byPath)) {
            server.nodes().folder("Press").variable("Press/T", NodeIds.Double, Story.now(1));
            Listener agent = story.live(PLACE.port());
            story.awaitKept("T", 1);
            server.nodes().remove("Press/T");
            assertThat(agent.awaitDegraded(1)).singleElement().asString().contains("Press/T");
            server.nodes().variable("Press/T", "another-id", NodeIds.Double, Story.now(2));
            story.awaitKept("T", 2);
            agent.awaitDegraded(0);
        }
    }
}
