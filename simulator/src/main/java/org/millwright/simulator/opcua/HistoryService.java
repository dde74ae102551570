package org.millwright.simulator.opcua;

import java.util.List;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.Session;
import org.eclipse.milo.opcua.sdk.server.servicesets.impl.DefaultAttributeServiceSet;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DiagnosticInfo;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResult;
import org.eclipse.milo.opcua.stack.core.util.Lists;
import org.eclipse.milo.opcua.stack.transport.server.ServiceRequestContext;

/** The attribute services, with the release of continuation points, which Milo does not hand on. */
final class HistoryService extends DefaultAttributeServiceSet {

    private final OpcUaServer server;
    private final HistoryReads reads;

    HistoryService(OpcUaServer server, HistoryReads reads) {
        super(server);
        this.server = server;
        this.reads = reads;
    }

    @Override
    public HistoryReadResponse onHistoryRead(ServiceRequestContext context, HistoryReadRequest request)
            throws UaException {
        var requested = Lists.ofNullable(request.getNodesToRead());
        long most =
                server.getConfig().getLimits().getMaxNodesPerHistoryReadData().longValue();
        if (requested.size() > most) {
            throw new UaException(StatusCodes.Bad_TooManyOperations);
        }
        if (!request.getReleaseContinuationPoints()) {
            return super.onHistoryRead(context, request);
        }
        Session session = server.getSessionManager().getSession(context, request.getRequestHeader());
        List<HistoryReadResult> released = reads.release(session, requested);
        return new HistoryReadResponse(
                createResponseHeader(request), released.toArray(HistoryReadResult[]::new), new DiagnosticInfo[0]);
    }
}
