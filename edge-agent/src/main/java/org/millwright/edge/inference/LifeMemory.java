package org.millwright.edge.inference;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.intake.Mark;
import org.millwright.edge.intake.Parcel;
import org.millwright.edge.intake.Receipt;
import org.millwright.edge.signal.Machine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was seen of the machines of one place, as it stands in the journal: hours of a life would otherwise be forgotten with every
 * restart of the agent. Kept every few minutes, one machine after the other, and at an orderly end; what a kill takes is a gap of so
 * long.
 *
 * <p>NOT thread safe: on the loop's thread, or after it.
 */
final class LifeMemory {

    private static final Logger LOG = LoggerFactory.getLogger(LifeMemory.class);

    private static final long EVERY_NANOS = Duration.ofMinutes(5).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final String place;
    private final Intake intake;
    private final Map<Machine, Integer> kept = new HashMap<>();
    private int next;
    private long dueNanos = System.nanoTime() + EVERY_NANOS;

    LifeMemory(String place, Intake intake) {
        this.place = place;
        this.intake = intake;
    }

    /** What was kept last, by this run of the agent or an earlier one. */
    Optional<byte[]> of(Machine machine) {
        return intake.mark(key(machine));
    }

    /** Keeps what is due: one machine at most, as the line waits for this thread. */
    void keepDue(LifeModel model) throws InterruptedException {
        long now = System.nanoTime();
        if (now - dueNanos < 0) {
            return;
        }
        List<Map.Entry<Machine, WatchedMachine>> machines = List.copyOf(model.watched());
        Map.Entry<Machine, WatchedMachine> its = machines.get(next++ % machines.size());
        keep(its.getKey(), its.getValue(), Duration.ZERO);
        dueNanos = now + EVERY_NANOS / machines.size();
    }

    /** At the end. */
    void keepAll(LifeModel model) throws InterruptedException {
        Collection<Map.Entry<Machine, WatchedMachine>> machines = model.watched();
        for (Map.Entry<Machine, WatchedMachine> its : machines) {
            if (!keep(its.getKey(), its.getValue(), PATIENCE)) {
                LOG.warn(
                        "what was seen of {} in the last minutes could not be kept, as the journal had no room: its"
                                + " prognosis will have a gap after the restart",
                        its.getKey().name());
            }
        }
    }

    private boolean keep(Machine machine, WatchedMachine watched, Duration patience) throws InterruptedException {
        Optional<byte[]> seen = watched.seen();
        if (seen.isEmpty()) {
            return true;
        }
        int hash = Arrays.hashCode(seen.get());
        if (Integer.valueOf(hash).equals(kept.get(machine))) {
            return true; // It stands still.
        }
        Parcel parcel = new Parcel(List.of(), List.of(new Mark(key(machine), seen.get())), Receipt.NONE);
        boolean taken = intake.offer(parcel, patience);
        if (taken) {
            kept.put(machine, hash);
        }
        return taken;
    }

    private String key(Machine machine) {
        return place + "/" + machine.name() + "/seen";
    }
}
