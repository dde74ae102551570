package org.millwright.simulator.opcua;

import static org.eclipse.milo.opcua.sdk.server.servicesets.AbstractServiceSet.createResponseHeader;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.util.Arrays;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.servicesets.impl.DefaultMonitoredItemServiceSet;
import org.eclipse.milo.opcua.sdk.server.subscriptions.Subscription;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DiagnosticInfo;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateMonitoredItemsRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateMonitoredItemsResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemCreateResult;
import org.eclipse.milo.opcua.stack.transport.server.ServiceRequestContext;
import org.jspecify.annotations.Nullable;

/** Creates monitored items up to a limit a call and a subscription, neither of which Milo enforces. */
final class ItemService extends DefaultMonitoredItemServiceSet {

    private static final MonitoredItemCreateResult TOO_MANY = new MonitoredItemCreateResult(
            new StatusCode(StatusCodes.Bad_TooManyMonitoredItems), uint(0), 0.0, uint(0), null);

    private final OpcUaServer server;
    private final int itemsPerSubscription;

    ItemService(OpcUaServer server, int itemsPerSubscription) {
        super(server);
        this.server = server;
        this.itemsPerSubscription = itemsPerSubscription;
    }

    @Override
    public CreateMonitoredItemsResponse onCreateMonitoredItems(
            ServiceRequestContext context, CreateMonitoredItemsRequest request) throws UaException {
        MonitoredItemCreateRequest @Nullable [] wanted = request.getItemsToCreate();
        int count = wanted == null ? 0 : wanted.length;
        if (count > server.getConfig().getLimits().getMaxMonitoredItemsPerCall().longValue()) {
            throw new UaException(StatusCodes.Bad_TooManyOperations);
        }
        int room = room(request);
        if (wanted == null || count <= room) {
            return super.onCreateMonitoredItems(context, request);
        }
        MonitoredItemCreateResult[] results = new MonitoredItemCreateResult[count];
        Arrays.fill(results, TOO_MANY);
        if (room > 0) {
            CreateMonitoredItemsResponse some = super.onCreateMonitoredItems(
                    context,
                    new CreateMonitoredItemsRequest(
                            request.getRequestHeader(),
                            request.getSubscriptionId(),
                            request.getTimestampsToReturn(),
                            Arrays.copyOf(wanted, room)));
            System.arraycopy(some.getResults(), 0, results, 0, room);
        }
        return new CreateMonitoredItemsResponse(createResponseHeader(request), results, new DiagnosticInfo[0]);
    }

    private int room(CreateMonitoredItemsRequest request) {
        Subscription subscription = server.getSubscriptions().get(request.getSubscriptionId());
        if (itemsPerSubscription == 0 || subscription == null) {
            return Integer.MAX_VALUE;
        }
        return Math.max(
                0, itemsPerSubscription - subscription.getMonitoredItemCount().intValue());
    }
}
