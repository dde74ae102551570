package org.millwright.edge.source.opcua;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSubscriptionResponse;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;

/**
 * The subscriptions of one session that publish at one interval, as many as the items need. An item that does not work is
 * set aside with its reason and tried again by itself; the others go on. What the server has no room for is polled.
 *
 * <p>Confined to the source's own thread.
 */
final class Subscriptions {

    /** Makes what hears the messages of the subscription in a place, and hears of the place's end. */
    interface Places {
        ServerSubscription.Receiver receiver(int place);

        /** The subscription is the place's from now on. */
        void taken(int place, ServerSubscription subscription);
    }

    private final Link link;
    private final Duration publishing;
    private final Timings timings;
    private final Faults faults;
    private final Items<? extends Item> items;
    private final Places places;
    private final Consumer<Happening> happenings;
    private final Optional<Polling> polling;
    private final MonitoredItems calls;
    private final List<Slot> slots = new ArrayList<>();
    private final SetAside aside;

    Subscriptions(
            Link link,
            Duration publishing,
            Timings timings,
            Faults faults,
            Items<? extends Item> items,
            Places places,
            Consumer<Happening> happenings,
            Optional<Polling> polling) {
        this.link = link;
        this.publishing = publishing;
        this.timings = timings;
        this.faults = faults;
        this.items = items;
        this.places = places;
        this.happenings = happenings;
        this.polling = polling;
        this.aside = new SetAside(timings.item(), faults);
        this.calls = new MonitoredItems(link, items);
    }

    /** Goes on with a subscription of an earlier session, which monitors items by these ids. */
    void adopt(int place, ServerSubscription subscription, Map<Item, UInteger> monitored) throws UaException {
        subscription.pace(Terms.of(publishing, timings).modify(link.client(), subscription.id()));
        Slot slot = new Slot(place, subscription, link.facts().itemsPerSubscription() - monitored.size());
        slot.taken = monitored.size();
        // It may have been paused when its session ended.
        link.client().setPublishingMode(true, List.of(subscription.id()));
        monitored.forEach((item, id) -> item.worksAs(new Item.Monitored(subscription, id)));
        slots.add(slot);
        link.publisher().add(subscription);
    }

    /** Monitors every item that is not yet; fails as a whole only when the connection does. */
    void complete() throws UaException {
        add(items.all().stream()
                .filter(item -> item.monitored() == null && !aside.contains(item))
                .toList());
    }

    private void add(Collection<? extends Item> wanted) throws UaException {
        Map<NodeAddress, Resolution> nodes =
                link.resolver().resolve(wanted.stream().map(Item::address).toList());
        ArrayDeque<Item> waiting = new ArrayDeque<>();
        for (Item item : wanted) {
            switch (nodes.get(item.address())) {
                case Resolution.Found ignored -> waiting.add(item);
                case Resolution.NotFound(String sentence) -> aside.add(item, sentence);
                case null -> aside.add(item, "the server did not answer for it");
            }
        }
        while (!waiting.isEmpty()) {
            Slot slot = slot();
            if (slot == null) {
                int taken = slots.stream().mapToInt(other -> other.taken).sum();
                waiting.forEach(item -> poll(item, nodes, taken));
                return;
            }
            List<Item> batch = new ArrayList<>();
            while (batch.size() < slot.room && !waiting.isEmpty()) {
                batch.add(waiting.removeFirst());
            }
            waiting.addAll(create(slot, batch, nodes));
        }
    }

    /** The items for which this subscription had no room any more, to be tried in the next one. */
    private List<Item> create(Slot slot, List<Item> batch, Map<NodeAddress, Resolution> nodes) throws UaException {
        List<Item> noRoom = new ArrayList<>();
        calls.create(slot.subscription, batch, nodes, (item, result) -> {
            long code = result.getStatusCode().value();
            if (result.getStatusCode().isGood()) {
                item.worksAs(new Item.Monitored(slot.subscription, result.getMonitoredItemId()));
                item.sampledEvery(Duration.ofMillis(Math.round(result.getRevisedSamplingInterval())));
                polling.ifPresent(polled -> polled.remove(item));
                slot.room--;
                slot.taken++;
            } else if (code == StatusCodes.Bad_TooManyMonitoredItems) {
                noRoom.add(item);
            } else {
                aside.add(item, Remedies.ofItem(item.address(), code));
            }
        });
        if (noRoom.isEmpty()) {
            return noRoom;
        }
        slot.room = 0;
        if (slot.taken > 0) {
            return noRoom;
        }
        // Not even a fresh subscription has room: it is the server as a whole that is full.
        end(slot, true);
        int taken = slots.stream().mapToInt(other -> other.taken).sum();
        noRoom.forEach(item -> poll(item, nodes, taken));
        return List.of();
    }

    private @Nullable Slot slot() throws UaException {
        for (Slot slot : slots) {
            if (slot.room > 0) {
                return slot;
            }
        }
        CreateSubscriptionResponse made;
        try {
            made = Terms.of(publishing, timings).create(link.client());
        } catch (UaException e) {
            if (e.getStatusCode().value() == StatusCodes.Bad_TooManySubscriptions) {
                return null;
            }
            throw e;
        }
        int place = freePlace();
        ServerSubscription subscription = new ServerSubscription(
                made.getSubscriptionId(),
                Terms.pace(made),
                Sequence.fresh(),
                places.receiver(place),
                faults,
                happenings);
        Slot slot = new Slot(place, subscription, link.facts().itemsPerSubscription());
        slots.add(slot);
        places.taken(place, subscription);
        link.publisher().add(subscription);
        return slot;
    }

    private int freePlace() {
        int place = 0;
        while (isTaken(place)) {
            place++;
        }
        return place;
    }

    private boolean isTaken(int place) {
        return slots.stream().anyMatch(slot -> slot.place == place);
    }

    private void poll(Item item, Map<NodeAddress, Resolution> nodes, int taken) {
        String limit = "the server monitors no more than " + taken + " items";
        if (item instanceof Item.OfSignal signal
                && polling.isPresent()
                && nodes.get(item.address()) instanceof Resolution.Found(NodeId node)) {
            polling.get().add(signal, node);
            limit += ", so that this one is only polled";
        }
        aside.add(item, limit + ": raise its limit or name fewer signals");
    }

    /** Has the server hold back what would only wait here; the others of the session go on. */
    void pace(long nowNanos) {
        slots.forEach(slot -> slot.pace(link, faults, nowNanos));
    }

    /** Tries again what failed and has waited long enough; true if anything was due. */
    boolean retryDue(long nowNanos) throws UaException {
        List<Item> due = aside.takeDue(nowNanos);
        if (due.isEmpty()) {
            return false;
        }
        add(due);
        return true;
    }

    /** The server said that the node is no more: taken out, and tried again like one that never was. */
    void gone(Item item) throws UaException {
        Item.Monitored monitored = item.monitored();
        for (Slot slot : slots) {
            if (monitored != null && slot.subscription == monitored.in()) {
                link.client().deleteMonitoredItems(slot.subscription.id(), List.of(monitored.id()));
                slot.taken--;
                slot.room++;
                aside.add(item, Remedies.ofItem(item.address(), StatusCodes.Bad_NodeIdUnknown));
                return;
            }
        }
    }

    boolean has(ServerSubscription subscription) {
        return slots.stream().anyMatch(slot -> slot.subscription == subscription);
    }

    List<ServerSubscription> all() {
        return slots.stream().map(slot -> slot.subscription).toList();
    }

    /** The items that a subscription monitors. */
    List<Item> itemsOf(ServerSubscription subscription) {
        List<Item> its = new ArrayList<>();
        for (Item item : items.all()) {
            Item.Monitored monitored = item.monitored();
            if (monitored != null && monitored.in() == subscription) {
                its.add(item);
            }
        }
        return its;
    }

    /** Lets go of a subscription; {@link #complete} makes another for its items. */
    void end(ServerSubscription subscription, boolean delete) {
        slots.stream()
                .filter(slot -> slot.subscription == subscription)
                .findFirst()
                .ifPresent(slot -> end(slot, delete));
    }

    private void end(Slot slot, boolean delete) {
        slot.subscription.close();
        link.publisher().remove(slot.subscription);
        itemsOf(slot.subscription).forEach(Item::released);
        slots.remove(slot);
        if (delete) {
            delete(List.of(slot.subscription));
        }
    }

    private void delete(List<ServerSubscription> ended) {
        // Best effort: what the server no longer has cannot be deleted, and what it forgets to delete times out.
        var _ = link.client()
                .deleteSubscriptionsAsync(
                        ended.stream().map(ServerSubscription::id).toList());
    }

    /** One sentence per item that does not work. */
    List<String> failures() {
        return aside.sentences();
    }

    /** After a break all were silent with reason. */
    void heard() {
        slots.forEach(slot -> slot.subscription.heard());
    }
}
