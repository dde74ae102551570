package org.millwright.edge.source.opcua;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;
import org.millwright.edge.config.OpcUaSourceConfig.Sampling;
import org.millwright.edge.signal.Value;

/** One user of {@link OpcUaNodes}: what it watches, what it may write, whom it tells. */
record Handshake(
        List<NodeAddress> watched, List<NodeAddress> written, Duration interval, OpcUaNodes.Listener listener) {

    Handshake {
        watched = List.copyOf(watched);
        written = List.copyOf(written);
    }

    List<Item.Watched> items() {
        return watched.stream()
                .map(address -> new Item.Watched(address, new Sampling(interval, QUEUE)))
                .toList();
    }

    /** Two changes within one publishing interval are both heard of. */
    private static final int QUEUE = 4;

    /** Hands changes on, on the client's threads. */
    static final class Watch extends Listening {

        private final OpcUaNodes.Listener listener;

        Watch(OpcUaNodes.Listener listener, Faults faults, Consumer<Happening> happenings) {
            super(faults, happenings);
            this.listener = listener;
        }

        @Override
        public void onDataReceived(
                OpcUaSubscription subscription, List<OpcUaMonitoredItem> items, List<DataValue> values) {
            if (isClosed()) {
                return;
            }
            heard();
            for (int i = 0; i < items.size(); i++) {
                if (items.get(i).getUserObject().orElse(null) instanceof Item.Watched item) {
                    DataValue data = values.get(i);
                    Value value = Conversion.natural(data.value().value());
                    listener.changed(
                            item.address(), value, (int) data.statusCode().value());
                }
            }
        }
    }

    static boolean mayWrite(List<Handshake> all, NodeAddress address) {
        return all.stream().anyMatch(one -> one.written().contains(address));
    }
}
