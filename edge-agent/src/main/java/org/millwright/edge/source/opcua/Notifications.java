package org.millwright.edge.source.opcua;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.stack.core.types.structured.MonitoredItemNotification;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.intake.Mark;
import org.millwright.edge.intake.Parcel;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Reading.Origin;

/**
 * The hot path: each message of a subscription becomes one parcel with its readings and with the mark by which a later run
 * goes on; it is acknowledged when the parcel is safe.
 *
 * <p>Runs on the client's threads, one message of a subscription at a time; never blocks. What the intake has no room for
 * waits here, in order; the publisher asks for no more meanwhile.
 */
final class Notifications implements ServerSubscription.Receiver {

    private static final int NODE_ID_UNKNOWN = 0x8034_0000;

    /** What all subscriptions of one source share. */
    record Context(
            Intake intake,
            InstantSource clock,
            Readings readings,
            Vitals vitals,
            LongAdder received,
            Consumer<Happening> happenings) {}

    private final Context context;
    private final Items<Item.OfSignal> items;
    private final String markKey;
    private final byte[] identity;
    private final ArrayDeque<Parcel> waiting = new ArrayDeque<>();
    private long newestNanos = Long.MIN_VALUE;
    private long newestOfMessage = Long.MIN_VALUE;
    private long publishedNanos = Long.MIN_VALUE;
    private volatile long completeNanos;
    private volatile boolean retains;

    /**
     * @param completeNanos see {@link Memento}
     * @param retains see {@link Memento}
     */
    Notifications(
            Context context,
            Items<Item.OfSignal> items,
            String markKey,
            byte[] identity,
            long completeNanos,
            boolean retains) {
        this.retains = retains;
        this.context = context;
        this.items = items;
        this.markKey = markKey;
        this.identity = identity;
        this.completeNanos = completeNanos;
    }

    @Override
    public void receive(ServerSubscription from, Message message) {
        long receivedNanos = Times.nanos(context.clock().instant());
        List<Event> events = new ArrayList<>(message.values());
        int count = 0;
        newestOfMessage = Long.MIN_VALUE;
        for (MonitoredItemNotification[] part : message.changes()) {
            for (MonitoredItemNotification change : part) {
                Item.OfSignal item = items.at(change.getClientHandle());
                if (item != null && take(item, change, receivedNanos, events)) {
                    count++;
                }
            }
        }
        if (message.unreadable() > 0) {
            unreadable(message, receivedNanos, events);
        }
        followClock(message.publishedNanos());
        newestNanos = Math.max(newestNanos, newestOfMessage);
        if (newestOfMessage != Long.MIN_VALUE) {
            context.vitals()
                    .stamped(newestOfMessage)
                    .ifPresent(step -> context.happenings().accept(new Happening.Stepped(step)));
        }
        if (message.complete() && newestNanos != Long.MIN_VALUE) {
            // Behind the newest source time, where that is not ahead of the server's own clock; not every server tells
            // that.
            long published = message.publishedNanos();
            long bound = published == Reading.UNKNOWN_TIME ? receivedNanos : published;
            completeNanos = Math.max(completeNanos, Math.min(newestNanos, bound));
        }
        retains |= message.retained();
        context.received().add(count);
        long number = message.number();
        Memento memento = new Memento(from.id().longValue(), items.base(), identity, number, retains, completeNanos);
        from.sequence().taken();
        hand(new Parcel(
                events,
                List.of(new Mark(markKey, memento.encode())),
                () -> from.sequence().safe(number)));
    }

    /** Where the server's clock was set back, what was complete by the old time is no guide to the new one. */
    private void followClock(long published) {
        if (published == Reading.UNKNOWN_TIME) {
            return;
        }
        if (published < publishedNanos) {
            newestNanos = Long.MIN_VALUE;
            completeNanos = Math.min(completeNanos, published);
        }
        publishedNanos = published;
    }

    private boolean take(Item.OfSignal item, MonitoredItemNotification change, long receivedNanos, List<Event> events) {
        Reading reading = context.readings().add(item, change.getValue(), receivedNanos, Origin.LIVE, events);
        if (reading == null) {
            return false;
        }
        if ((reading.statusCode() & 0xFFFF_0000) == NODE_ID_UNKNOWN) {
            context.happenings().accept(new Happening.NodeGone(item));
        }
        long timestamp = reading.timestampNanos();
        item.read(timestamp);
        newestOfMessage = Math.max(newestOfMessage, timestamp);
        return true;
    }

    private void unreadable(Message message, long receivedNanos, List<Event> events) {
        context.readings().faults().add("decode");
        Set<Machine> machines = new LinkedHashSet<>();
        items.all().forEach(item -> machines.add(item.signal().machine()));
        for (Machine machine : machines) {
            events.add(new Loss(
                    machine,
                    "",
                    Loss.Reason.DECODE,
                    message.unreadable(),
                    completeNanos,
                    message.publishedNanos(),
                    receivedNanos));
        }
    }

    private void hand(Parcel parcel) {
        synchronized (waiting) {
            if (!waiting.isEmpty() || !offer(parcel)) {
                waiting.add(parcel);
            }
        }
    }

    /** Offers again what had found no room; the source's own thread, now and then. */
    void offerAgain() {
        synchronized (waiting) {
            while (!waiting.isEmpty() && offer(waiting.getFirst())) {
                waiting.removeFirst();
            }
        }
    }

    /** What is still waiting will never be offered: the server is not asked for it again either. */
    void giveUp() {
        synchronized (waiting) {
            waiting.forEach(context.intake()::lost);
            waiting.clear();
        }
    }

    boolean isWaiting() {
        synchronized (waiting) {
            return !waiting.isEmpty();
        }
    }

    private boolean offer(Parcel parcel) {
        try {
            return context.intake().offer(parcel, Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Nothing of before this source time is missing, as far as this subscription goes (epoch nanoseconds). */
    long completeNanos() {
        return completeNanos;
    }

    /** True when the server was seen to keep messages until they are acknowledged. */
    boolean retains() {
        return retains;
    }
}
