package org.millwright.edge;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.intake.Mark;
import org.millwright.edge.intake.Parcel;
import org.millwright.edge.signal.Event;

/** Everything that comes in goes to the bus. */
record Reception(Bus<Event> bus, Map<String, byte[]> marks) implements Intake {

    Reception(Bus<Event> bus) {
        this(bus, new ConcurrentHashMap<>());
    }

    @Override
    public boolean offer(Parcel parcel, Duration patience) {
        bus.publishAll(parcel.events());
        for (Mark mark : parcel.marks()) {
            marks.put(mark.key(), mark.content());
        }
        parcel.receipt().safe();
        return true;
    }

    @Override
    public void lost(Parcel parcel) {
        // The bus counts what it cannot hold.
    }

    @Override
    public Optional<byte[]> mark(String key) {
        return Optional.ofNullable(marks.get(key));
    }
}
