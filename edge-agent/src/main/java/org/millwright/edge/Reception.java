package org.millwright.edge;

import java.time.Duration;
import java.util.Optional;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.intake.Parcel;
import org.millwright.edge.journal.Journal;
import org.millwright.edge.signal.Event;

/** What comes in goes to the journal, to be kept, and to the bus, to be looked at now. */
record Reception(Journal journal, Bus<Event> bus) implements Intake {

    @Override
    public boolean offer(Parcel parcel, Duration patience) throws InterruptedException {
        if (!journal.offer(parcel, patience)) {
            return false;
        }
        bus.publishAll(parcel.events());
        return true;
    }

    @Override
    public void lost(Parcel parcel) {
        journal.lost(parcel);
    }

    @Override
    public Optional<byte[]> mark(String key) {
        return journal.mark(key);
    }
}
