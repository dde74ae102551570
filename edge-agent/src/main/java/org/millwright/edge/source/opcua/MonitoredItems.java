package org.millwright.edge.source.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MonitoringMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateResult;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoringParameters;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;

/** Creates monitored items in calls no larger than the server takes. */
final class MonitoredItems {

    private final Link link;
    private final Items<? extends Item> items;
    private int perCall;

    MonitoredItems(Link link, Items<? extends Item> items) {
        this.link = link;
        this.items = items;
        this.perCall = link.facts().itemsPerCall();
    }

    /**
     * Tells {@code outcome} of each item of {@code batch}.
     *
     * @param nodes has the node of each
     */
    void create(
            ServerSubscription subscription,
            List<? extends Item> batch,
            Map<NodeAddress, Resolution> nodes,
            BiConsumer<Item, MonitoredItemCreateResult> outcome)
            throws UaException {
        int from = 0;
        while (from < batch.size()) {
            List<? extends Item> part = batch.subList(from, Math.min(batch.size(), from + perCall));
            try {
                MonitoredItemCreateResult[] results = link.client()
                        .createMonitoredItems(subscription.id(), TimestampsToReturn.Both, requests(part, nodes))
                        .getResults();
                if (results == null || results.length != part.size()) {
                    throw new UaException(StatusCodes.Bad_UnknownResponse, "not an answer for each monitored item");
                }
                for (int i = 0; i < results.length; i++) {
                    outcome.accept(part.get(i), results[i]);
                }
                from += part.size();
            } catch (UaException e) {
                if (!isTooMuch(e) || perCall == 1) {
                    throw e;
                }
                perCall = Math.max(1, perCall / 2);
            }
        }
    }

    private List<MonitoredItemCreateRequest> requests(List<? extends Item> part, Map<NodeAddress, Resolution> nodes) {
        List<MonitoredItemCreateRequest> requests = new ArrayList<>(part.size());
        for (Item item : part) {
            if (nodes.get(item.address()) instanceof Resolution.Found(NodeId node)) {
                requests.add(request(item, node));
            }
        }
        return requests;
    }

    /** Servers have limits that they do not publish. */
    private static boolean isTooMuch(UaException e) {
        long code = e.getStatusCode().value();
        return code == StatusCodes.Bad_TooManyOperations
                || code == StatusCodes.Bad_RequestTooLarge
                || code == StatusCodes.Bad_ResponseTooLarge
                || code == StatusCodes.Bad_EncodingLimitsExceeded;
    }

    private MonitoredItemCreateRequest request(Item item, NodeId node) {
        return new MonitoredItemCreateRequest(
                new ReadValueId(node, AttributeId.Value.uid(), null, QualifiedName.NULL_VALUE),
                MonitoringMode.Reporting,
                new MonitoringParameters(
                        items.handle(item),
                        item.sampling().interval().toNanos() / 1e6,
                        null,
                        uint(item.sampling().queueSize()),
                        true));
    }
}
