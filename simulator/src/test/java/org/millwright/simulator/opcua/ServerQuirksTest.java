package org.millwright.simulator.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.simulator.process.Ports;

class ServerQuirksTest {

    @TempDir
    Path folder;

    private PlantServer server(ServerQuirks quirks) {
        int port = Ports.reserve("OPC UA", "--opcua-port", "127.0.0.1", 0);
        PlantServer server = new PlantServer(new ServerSettings("127.0.0.1", port, folder, null, true, true, true)
                .with(HistorySettings.OFF, quirks));
        Folder line = server.folder("Line");
        for (int i = 0; i < 10; i++) {
            line.variable(VariableSpec.readOnly("V" + i, "V" + i, DataType.DOUBLE))
                    .push(1.0, Instant.now());
        }
        server.listen();
        return server;
    }

    private static TestClient connect(PlantServer server) throws Exception {
        return TestClient.withoutSecurity(server.endpointUrl(), TestClient.anonymous());
    }

    private static List<String> ids() {
        return IntStream.range(0, 10).mapToObj(i -> "V" + i).toList();
    }

    @Test
    void itemsBeyondThoseOfASubscriptionAreRefusedOneByOne() throws Exception {
        ServerQuirks quirks = new ServerQuirks(0, 0, 0, 4, 0, 0, 3, Duration.ZERO, 0, 0);
        try (PlantServer server = server(quirks);
                TestClient client = connect(server)) {
            OpcUaSubscription subscription = client.subscribe(ids(), 100, 100, (id, value) -> {});
            List<OpcUaMonitoredItem> items = subscription.getMonitoredItems();
            assertThat(items.stream()
                            .filter(item -> item.getCreateResult().orElseThrow().isGood()))
                    .hasSize(4)
                    .allSatisfy(item -> assertThat(
                                    item.getRevisedQueueSize().orElseThrow().intValue())
                            .isEqualTo(3));
            assertThat(items.stream()
                            .filter(item -> item.getCreateResult().orElseThrow().value()
                                    == StatusCodes.Bad_TooManyMonitoredItems))
                    .hasSize(6);
        }
    }

    @Test
    void limitsOfACallAreToldAndHeld() throws Exception {
        ServerQuirks quirks = new ServerQuirks(0, 0, 0, 0, 3, 5, 0, Duration.ZERO, 0, 0);
        try (PlantServer server = server(quirks);
                TestClient client = connect(server)) {
            assertThat(client.milo()
                            .readValue(
                                    0,
                                    TimestampsToReturn.Neither,
                                    NodeIds.Server_ServerCapabilities_OperationLimits_MaxNodesPerRead)
                            .value()
                            .value())
                    .isEqualTo(UInteger.valueOf(5));
            assertThatThrownBy(() -> client.milo()
                            .readValues(
                                    0,
                                    TimestampsToReturn.Neither,
                                    ids().stream().map(client::node).toList()))
                    .isInstanceOfSatisfying(
                            UaException.class,
                            e -> assertThat(e.getStatusCode().value()).isEqualTo(StatusCodes.Bad_TooManyOperations));
        }
    }

    @Test
    void moreSessionsThanThereAreIsRefused() throws Exception {
        try (PlantServer server = server(new ServerQuirks(1, 0, 0, 0, 0, 0, 0, Duration.ZERO, 0, 0));
                TestClient first = connect(server)) {
            assertThat(first.read("V1").statusCode().isGood()).isTrue();
            assertThatThrownBy(() -> connect(server)).hasMessageContaining("Bad_TooManySessions");
        }
    }

    @Test
    void namespacesOfAnotherDownloadShiftThePlantsIndex() throws Exception {
        int usual;
        try (PlantServer server = server(ServerQuirks.NONE);
                TestClient client = connect(server)) {
            usual = client.node("V1").getNamespaceIndex().intValue();
        }
        try (PlantServer server = server(new ServerQuirks(0, 0, 0, 0, 0, 0, 0, Duration.ZERO, 2, 0));
                TestClient client = connect(server)) {
            assertThat(client.node("V1").getNamespaceIndex().intValue()).isEqualTo(usual + 2);
            assertThat(client.read("V1").statusCode().isGood()).isTrue();
        }
    }

    @Test
    void subscriptionsAreCountedFromWhereItIsSaid() throws Exception {
        try (PlantServer server = server(new ServerQuirks(0, 0, 0, 0, 0, 0, 0, Duration.ZERO, 0, 70_000));
                TestClient client = connect(server)) {
            OpcUaSubscription subscription = client.subscribe(ids(), 100, 10, (id, value) -> {});
            assertThat(subscription.getSubscriptionId().orElseThrow().longValue())
                    .isEqualTo(70_000);
        }
    }

    @Test
    void valuesGoOnWhileTheChannelsTokenIsRenewedAgainAndAgain() throws Exception {
        ServerQuirks quirks = new ServerQuirks(0, 0, 0, 0, 0, 0, 0, Duration.ofMillis(600), 0, 0);
        List<Object> seen = new CopyOnWriteArrayList<>();
        try (PlantServer server = server(quirks);
                TestClient client = connect(server)) {
            Variable counter = server.folder("Late").variable(VariableSpec.readOnly("Late", "Late", DataType.INT64));
            client.subscribe(
                    List.of("Late"),
                    50,
                    100,
                    (id, value) -> seen.add(value.value().value()));
            long[] count = {0};
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        counter.push(++count[0], Instant.now());
                        return seen.contains(50L);
                    });
        }
    }
}
