package org.millwright.edge.source.opcua;

import java.util.List;
import java.util.Optional;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OperationLimits;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;

/**
 * What a server says of itself when a session begins.
 *
 * @param startNanos when it was started, by its clock; 0 where it does not say
 * @param itemsPerSubscription its own limit or ours, whichever is smaller; so for the others
 */
record ServerFacts(
        String applicationUri,
        long startNanos,
        NamespaceTable namespaces,
        int nodesPerCall,
        int itemsPerCall,
        int itemsPerSubscription,
        int historiesPerCall) {

    private static final int NODES_PER_CALL = 500;
    private static final int ITEMS_PER_CALL = 1_000;
    private static final int ITEMS_PER_SUBSCRIPTION = 10_000;
    private static final int HISTORIES_PER_CALL = 20;

    static ServerFacts read(OpcUaClient client) throws UaException {
        List<DataValue> values = values(
                client,
                List.of(
                        NodeIds.Server_ServerStatus_StartTime,
                        NodeIds.Server_ServerCapabilities_MaxMonitoredItemsPerSubscription));
        long start = values.get(0).value().value() instanceof DateTime time && time.utcTime() != 0
                ? Times.nanos(time, null)
                : 0;
        Optional<UInteger> perSubscription =
                values.get(1).value().value() instanceof UInteger limit ? Optional.of(limit) : Optional.empty();
        String uri = client.getConfig().getEndpoint().getServer().getApplicationUri();
        Optional<OperationLimits> limits = limits(client);
        int nodes = least(
                NODES_PER_CALL,
                limits.flatMap(OperationLimits::maxNodesPerBrowse),
                limits.flatMap(OperationLimits::maxNodesPerRead),
                limits.flatMap(OperationLimits::maxNodesPerTranslateBrowsePathsToNodeIds));
        return new ServerFacts(
                uri == null ? "" : uri,
                start,
                client.readNamespaceTable(),
                nodes,
                least(ITEMS_PER_CALL, limits.flatMap(OperationLimits::maxMonitoredItemsPerCall)),
                least(ITEMS_PER_SUBSCRIPTION, perSubscription),
                least(HISTORIES_PER_CALL, limits.flatMap(OperationLimits::maxNodesPerHistoryReadData)));
    }

    private static Optional<OperationLimits> limits(OpcUaClient client) {
        try {
            return Optional.of(client.getOperationLimits());
        } catch (UaException e) {
            // A small server does not publish limits at all.
            return Optional.empty();
        }
    }

    /** A limit of 0 is none. */
    @SafeVarargs
    private static int least(int ours, Optional<UInteger>... theirs) {
        int least = ours;
        for (Optional<UInteger> limit : theirs) {
            long value = limit.map(UInteger::longValue).orElse(0L);
            if (value > 0 && value < least) {
                least = (int) value;
            }
        }
        return least;
    }

    /** The present values of a few nodes. */
    static List<DataValue> values(OpcUaClient client, List<NodeId> nodes) throws UaException {
        DataValue[] results = client.read(
                        0.0,
                        TimestampsToReturn.Neither,
                        nodes.stream()
                                .map(node ->
                                        new ReadValueId(node, AttributeId.Value.uid(), null, QualifiedName.NULL_VALUE))
                                .toList())
                .getResults();
        return List.of(results);
    }
}
