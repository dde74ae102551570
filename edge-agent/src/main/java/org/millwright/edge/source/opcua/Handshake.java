package org.millwright.edge.source.opcua;

import java.time.Duration;
import java.util.List;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemNotification;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;
import org.millwright.edge.config.OpcUaSourceConfig.Sampling;

/** One user of {@link OpcUaNodes}: what it watches, what it may write, whom it tells. */
record Handshake(
        List<NodeAddress> watched, List<NodeAddress> written, Duration interval, OpcUaNodes.Listener listener) {

    /** Two changes within one publishing interval are both heard of. */
    private static final int QUEUE = 4;

    Handshake {
        watched = List.copyOf(watched);
        written = List.copyOf(written);
    }

    Items<Item.Watched> items() {
        Sampling sampling = new Sampling(interval, QUEUE);
        return new Items<>(
                1,
                watched.stream()
                        .map(address -> new Item.Watched(address, sampling))
                        .toList());
    }

    /** Hands changes on, on the client's threads; nothing of it has to be kept. */
    record Watch(OpcUaNodes.Listener listener, Items<Item.Watched> items) implements ServerSubscription.Receiver {

        @Override
        public void receive(ServerSubscription from, Message message) {
            for (MonitoredItemNotification[] part : message.changes()) {
                for (MonitoredItemNotification change : part) {
                    Item.Watched item = items.at(change.getClientHandle());
                    if (item != null) {
                        DataValue data = change.getValue();
                        listener.changed(
                                item.address(), Conversion.natural(data.value().value()), (int)
                                        data.statusCode().value());
                    }
                }
            }
            from.sequence().mayForget(message.number());
        }
    }

    static boolean mayWrite(List<Handshake> all, NodeAddress address) {
        return all.stream().anyMatch(one -> one.written().contains(address));
    }
}
