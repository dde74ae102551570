package org.millwright.edge.source.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.subscriptions.MonitoredItemServiceOperationResult;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;

/**
 * The subscriptions of one connection that publish at one interval, as many as the items need. An item that does not
 * work is set aside with its reason and tried again by itself; the others go on.
 *
 * <p>Confined to the source's own thread.
 */
final class Subscriptions {

    private static final int ITEMS_PER_SUBSCRIPTION = 10_000;
    private static final int ITEMS_PER_CALL = 1_000;
    private static final int MOST_NOTIFICATIONS = 65_535;

    private final OpcUaClient client;
    private final NodeResolver resolver;
    private final Duration publishing;
    private final Timings timings;
    private final Faults faults;
    private final Supplier<? extends Listening> listeners;
    private final List<Slot> slots = new ArrayList<>();
    private final List<Item> failed = new ArrayList<>();
    private final RandomGenerator random = RandomGenerator.getDefault();

    /** One subscription on the server and its room. */
    private static final class Slot {
        private final OpcUaSubscription subscription;
        private final Listening listening;
        private int room = ITEMS_PER_SUBSCRIPTION;
        private int taken;

        Slot(OpcUaSubscription subscription, Listening listening) {
            this.subscription = subscription;
            this.listening = listening;
        }
    }

    Subscriptions(
            OpcUaClient client,
            NodeResolver resolver,
            Duration publishing,
            Timings timings,
            Faults faults,
            Supplier<? extends Listening> listeners) {
        this.client = client;
        this.resolver = resolver;
        this.publishing = publishing;
        this.timings = timings;
        this.faults = faults;
        this.listeners = listeners;
    }

    /** Subscribes to each item, or sets it aside. Fails as a whole only when the connection does. */
    void add(Collection<? extends Item> items) throws UaException {
        Map<NodeAddress, Resolution> nodes =
                resolver.resolve(items.stream().map(Item::address).toList());
        ArrayDeque<Item> waiting = new ArrayDeque<>();
        for (Item item : items) {
            switch (nodes.get(item.address())) {
                case Resolution.Found ignored -> waiting.add(item);
                case Resolution.NotFound(String sentence) -> setAside(item, sentence);
                case null -> setAside(item, "the server did not answer for it");
            }
        }
        while (!waiting.isEmpty()) {
            Slot slot = slot();
            List<Item> batch = new ArrayList<>();
            while (batch.size() < slot.room && !waiting.isEmpty()) {
                batch.add(waiting.removeFirst());
            }
            waiting.addAll(create(slot, batch, nodes));
        }
    }

    /** The items for which this subscription had no room any more, to be tried in the next one. */
    private List<Item> create(Slot slot, List<Item> batch, Map<NodeAddress, Resolution> nodes) throws UaException {
        for (Item item : batch) {
            if (nodes.get(item.address()) instanceof Resolution.Found(NodeId node)) {
                OpcUaMonitoredItem monitored = OpcUaMonitoredItem.newDataItem(node);
                monitored.setSamplingInterval(item.sampling().interval().toNanos() / 1e6);
                monitored.setQueueSize(uint(item.sampling().queueSize()));
                monitored.setUserObject(item);
                slot.subscription.addMonitoredItem(monitored);
            }
        }
        List<Item> noRoom = new ArrayList<>();
        for (MonitoredItemServiceOperationResult result : slot.subscription.createMonitoredItems()) {
            if (!result.serviceResult().isGood()) {
                throw new UaException(result.serviceResult());
            }
            Item item = (Item) result.monitoredItem().getUserObject().orElseThrow();
            long code = result.operationResult().orElseThrow().value();
            if (result.isGood()) {
                item.worksAs(result.monitoredItem());
                slot.room--;
                slot.taken++;
                continue;
            }
            slot.subscription.removeMonitoredItem(result.monitoredItem());
            if (code == StatusCodes.Bad_TooManyMonitoredItems) {
                noRoom.add(item);
            } else {
                setAside(item, Remedies.ofItem(item.address(), code));
            }
        }
        return full(slot, noRoom);
    }

    private List<Item> full(Slot slot, List<Item> noRoom) throws UaException {
        if (noRoom.isEmpty()) {
            return noRoom;
        }
        slot.room = 0;
        if (slot.taken > 0) {
            return noRoom;
        }
        // Not even a fresh subscription has room: it is the server as a whole that is full.
        slot.subscription.delete();
        slots.remove(slot);
        int taken = slots.stream().mapToInt(other -> other.taken).sum();
        for (Item item : noRoom) {
            setAside(
                    item,
                    "the server monitors no more than " + taken + " items: raise its limit or name fewer signals");
        }
        return List.of();
    }

    private Slot slot() throws UaException {
        if (!slots.isEmpty() && slots.getLast().room > 0) {
            return slots.getLast();
        }
        double millis = publishing.toNanos() / 1e6;
        long keepAlives = Math.max(1, Math.round(timings.keepAlive().toMillis() / millis));
        long lifetimes = Math.max(3 * keepAlives, Math.round(timings.lifetime().toMillis() / millis));
        OpcUaSubscription subscription = new OpcUaSubscription(client, millis);
        subscription.setLifetimeAndKeepAliveCalculated(false);
        subscription.setMaxKeepAliveCount(uint(keepAlives));
        subscription.setLifetimeCount(uint(lifetimes));
        subscription.setMaxNotificationsPerPublish(uint(MOST_NOTIFICATIONS));
        subscription.setMaxMonitoredItemsPerCall(uint(ITEMS_PER_CALL));
        Listening listening = listeners.get();
        subscription.setSubscriptionListener(listening);
        subscription.create();
        Slot slot = new Slot(subscription, listening);
        slots.add(slot);
        return slot;
    }

    private void setAside(Item item, String sentence) {
        faults.add("node");
        item.failed(sentence);
        item.retryAfter(timings.item().delay(item.failures(), random), System.nanoTime());
        failed.add(item);
    }

    /** Tries again what failed and has waited long enough; true if anything was due. */
    boolean retryDue(long nowNanos) throws UaException {
        List<Item> due = failed.stream().filter(item -> item.isDue(nowNanos)).toList();
        if (due.isEmpty()) {
            return false;
        }
        failed.removeAll(due);
        add(due);
        return true;
    }

    /** The server said that the node is no more: taken out, and tried again like one that never was. */
    void gone(Item item) {
        OpcUaMonitoredItem monitored = item.monitored();
        for (Slot slot : slots) {
            if (monitored != null && slot.subscription.getMonitoredItems().contains(monitored)) {
                slot.subscription.removeMonitoredItem(monitored);
                slot.subscription.deleteMonitoredItems();
                slot.taken--;
                setAside(item, Remedies.ofItem(item.address(), StatusCodes.Bad_NodeIdUnknown));
                return;
            }
        }
    }

    /** One sentence per item that does not work. */
    List<String> failures() {
        return failed.stream().map(Item::sentence).toList();
    }

    boolean isSilent(long nowNanos) {
        return slots.stream()
                .anyMatch(slot -> nowNanos - slot.listening.heardNanos()
                        > silence(slot.subscription).toNanos());
    }

    /** The server may have revised the keep-alive we asked for. */
    private Duration silence(OpcUaSubscription subscription) {
        double revisedMillis = subscription.getRevisedPublishingInterval().orElse(0.0)
                * subscription
                        .getRevisedMaxKeepAliveCount()
                        .map(Number::doubleValue)
                        .orElse(0.0);
        Duration revised = Duration.ofMillis(Math.round(revisedMillis * 2.5));
        return revised.compareTo(timings.silence()) > 0 ? revised : timings.silence();
    }

    /** After a break all were silent with reason. */
    void heard() {
        slots.forEach(slot -> slot.listening.heard());
    }

    void close() {
        slots.forEach(slot -> slot.listening.close());
    }
}
