package org.millwright.edge.source.mqtt;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Reading.Origin;
import org.millwright.edge.source.NamedFaults;

/** JSON and plain values on topics of their own. */
final class SignalDecoder implements Decoder {

    private final TopicRouter router;
    private final PayloadReader payloads;
    private final DecodeLosses losses;
    private final Clocks clocks;
    private final NamedFaults faults;

    SignalDecoder(TopicRouter router, PayloadReader payloads, DecodeLosses losses, Clocks clocks, NamedFaults faults) {
        this.router = router;
        this.payloads = payloads;
        this.losses = losses;
        this.clocks = clocks;
        this.faults = faults;
    }

    @Override
    public List<String> filters() {
        return router.filters();
    }

    @Override
    public Set<Machine> machines() {
        return router.machines();
    }

    @Override
    public void connecting() {}

    @Override
    public void connected() {}

    @Override
    public List<Event> decode(Arrival arrival) {
        List<TopicRouter.Target> targets = router.targets(arrival.topic());
        targets.forEach(target -> target.route().heard = true);
        List<Reading> readings = payloads.read(arrival, targets);
        List<Event> events = new ArrayList<>(readings);
        if (arrival.late()) {
            if (readings.stream().anyMatch(reading -> reading.origin() == Origin.BACKFILLED)) {
                faults.count("kept-without-time");
            }
        } else if (!arrival.message().retained()) {
            watchClock(arrival, readings, events);
        }
        return events;
    }

    private void watchClock(Arrival arrival, List<Reading> readings, List<Event> into) {
        long newest = Reading.UNKNOWN_TIME;
        for (Reading reading : readings) {
            newest = Math.max(newest, reading.sourceNanos());
        }
        if (newest != Reading.UNKNOWN_TIME) {
            clocks.stamped(
                            arrival.topic(),
                            readings.getFirst().signal().machine().path(),
                            newest,
                            arrival.nanos())
                    .ifPresent(into::add);
        }
    }

    @Override
    public void skip(Arrival arrival) {
        router.targets(arrival.topic())
                .forEach(target ->
                        losses.count(target.signal().machine(), target.signal().name(), 1, arrival.nanos()));
    }

    @Override
    public List<Event> tick(long nowNanos) {
        return List.of();
    }
}
