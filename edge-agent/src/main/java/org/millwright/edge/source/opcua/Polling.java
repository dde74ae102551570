package org.millwright.edge.source.opcua;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.intake.Parcel;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Reading.Origin;

/**
 * Reads at their sampling intervals what the server has no subscription for. A value is taken when it changed; what changes
 * twice between two reads is not seen, which is why polling is the last resort and shown as such.
 *
 * <p>The source's own thread asks, the client's threads bring the answers.
 */
final class Polling {

    private static final Duration FASTEST = Duration.ofMillis(100);

    private static final class Polled {
        final Item.OfSignal item;
        final NodeId node;
        final long everyNanos;
        long dueNanos = System.nanoTime();
        volatile boolean asked;
        volatile @Nullable DataValue last;

        Polled(Item.OfSignal item, NodeId node) {
            this.item = item;
            this.node = node;
            Duration interval = item.sampling().interval();
            this.everyNanos = (interval.compareTo(FASTEST) > 0 ? interval : FASTEST).toNanos();
        }
    }

    private final Link link;
    private final Readings readings;
    private final Intake intake;
    private final InstantSource clock;
    private final Map<Item, Polled> all = new HashMap<>();

    Polling(Link link, Readings readings, Intake intake, InstantSource clock) {
        this.link = link;
        this.readings = readings;
        this.intake = intake;
        this.clock = clock;
    }

    /** One that is polled already goes on as it was, unless its node is another now. */
    void add(Item.OfSignal item, NodeId node) {
        Polled known = all.get(item);
        if (known == null || !known.node.equals(node)) {
            all.put(item, new Polled(item, node));
        }
    }

    void remove(Item item) {
        all.remove(item);
    }

    /** Asks for what is due; one that has not been answered is not asked for again. */
    void askDue(long nowNanos) {
        List<Polled> due = new ArrayList<>();
        for (Polled polled : all.values()) {
            if (nowNanos - polled.dueNanos >= 0) {
                polled.dueNanos += polled.everyNanos;
                if (nowNanos - polled.dueNanos > 0) {
                    polled.dueNanos = nowNanos;
                }
                if (!polled.asked) {
                    due.add(polled);
                }
            }
        }
        int most = link.facts().nodesPerCall();
        for (int from = 0; from < due.size(); from += most) {
            ask(List.copyOf(due.subList(from, Math.min(due.size(), from + most))));
        }
    }

    private void ask(List<Polled> batch) {
        batch.forEach(polled -> polled.asked = true);
        List<ReadValueId> nodes = batch.stream()
                .map(polled -> new ReadValueId(polled.node, AttributeId.Value.uid(), null, QualifiedName.NULL_VALUE))
                .toList();
        var _ = link.client().readAsync(0.0, TimestampsToReturn.Both, nodes).whenComplete((response, failure) -> {
            try {
                if (response != null) {
                    answered(batch, response);
                } else {
                    readings.faults().add("poll");
                }
            } finally {
                batch.forEach(polled -> polled.asked = false);
            }
        });
    }

    private void answered(List<Polled> batch, ReadResponse response) {
        DataValue[] values = response.getResults();
        long receivedNanos = Times.nanos(clock.instant());
        List<Event> events = new ArrayList<>();
        for (int i = 0; values != null && i < Math.min(values.length, batch.size()); i++) {
            Polled polled = batch.get(i);
            if (isNews(polled.last, values[i])) {
                polled.last = values[i];
                var reading = readings.add(polled.item, values[i], receivedNanos, Origin.LIVE, events);
                if (reading != null) {
                    polled.item.read(reading.timestampNanos());
                }
            }
        }
        if (!events.isEmpty()) {
            keep(Parcel.of(events));
        }
    }

    private void keep(Parcel parcel) {
        try {
            // Nobody can be asked for a value that has passed.
            if (!intake.offer(parcel, Duration.ZERO)) {
                intake.lost(parcel);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            intake.lost(parcel);
        }
    }

    private static boolean isNews(@Nullable DataValue last, DataValue now) {
        return last == null
                || !last.statusCode().equals(now.statusCode())
                || !last.value().equals(now.value())
                || (now.sourceTime() != null && !now.sourceTime().equals(last.sourceTime()));
    }
}
