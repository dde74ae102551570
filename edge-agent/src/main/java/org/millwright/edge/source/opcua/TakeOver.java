package org.millwright.edge.source.opcua;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodResult;
import org.eclipse.milo.opcua.stack.core.types.structured.TransferResult;
import org.jspecify.annotations.Nullable;

/**
 * Takes subscriptions of an earlier session over into this one (OPC 10000-4, 5.14.7), and believes that they are ours only
 * when the server names exactly our items as theirs.
 */
record TakeOver(Link link) {

    sealed interface Result {

        /**
         * @param monitored our items and their ids
         * @param available the numbers of the messages that the server can send again
         */
        record Ours(Map<Item, UInteger> monitored, Set<Long> available) implements Result {}

        /** The server does not have it any more, or does not give it to us. */
        record Refused(String status) implements Result {}

        /** It is here now, and what it monitors is not ours. */
        record Foreign() implements Result {}
    }

    Result of(Kept.Survivor survivor, Items<? extends Item> items) throws UaException {
        UInteger id = survivor.subscription().id();
        TransferResult transferred;
        try {
            TransferResult[] results =
                    link.client().transferSubscriptions(List.of(id), false).getResults();
            if (results == null || results.length == 0) {
                return new Result.Refused("no answer");
            }
            transferred = results[0];
        } catch (UaException e) {
            return new Result.Refused(Statuses.name(e.getStatusCode().value()));
        }
        if (!transferred.getStatusCode().isGood()) {
            return new Result.Refused(Statuses.name(transferred.getStatusCode().value()));
        }
        Map<Item, UInteger> monitored = new HashMap<>();
        if (!verify(id, items, monitored)) {
            return new Result.Foreign();
        }
        UInteger[] available = transferred.getAvailableSequenceNumbers();
        return new Result.Ours(
                monitored,
                Stream.of(available == null ? new UInteger[0] : available)
                        .map(UInteger::longValue)
                        .collect(Collectors.toSet()));
    }

    /** Every item that the server names is one of ours, each once, and there is at least one. */
    private boolean verify(UInteger id, Items<? extends Item> items, Map<Item, UInteger> monitored) throws UaException {
        CallMethodResult[] results = monitoredItems(id);
        if (results == null
                || results.length == 0
                || !results[0].getStatusCode().isGood()) {
            return false;
        }
        Variant[] outputs = results[0].getOutputArguments();
        if (outputs == null
                || outputs.length < 2
                || !(outputs[0].value() instanceof UInteger[] ids)
                || !(outputs[1].value() instanceof UInteger[] handles)
                || ids.length != handles.length) {
            return false;
        }
        for (int i = 0; i < ids.length; i++) {
            Item item = items.at(handles[i]);
            if (item == null || monitored.put(item, ids[i]) != null) {
                return false;
            }
        }
        return !monitored.isEmpty();
    }

    private CallMethodResult @Nullable [] monitoredItems(UInteger subscription) throws UaException {
        try {
            return link.client()
                    .call(List.of(new CallMethodRequest(
                            NodeIds.Server, NodeIds.Server_GetMonitoredItems, new Variant[] {new Variant(subscription)
                            })))
                    .getResults();
        } catch (UaException e) {
            if (Statuses.isUnsupported(e.getStatusCode().value())) {
                // A small server has no methods: without proof it is not ours.
                return null;
            }
            throw e;
        }
    }
}
