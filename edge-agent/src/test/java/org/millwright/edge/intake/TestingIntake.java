package org.millwright.edge.intake;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.signal.Event;

/**
 * An intake without a disk: a test says when parcels become safe, and when there is no room. What was made safe outlives
 * the source that offered it, as a journal does.
 */
public final class TestingIntake implements Intake {

    private final Bus<Event> bus;
    private final ArrayDeque<Parcel> unsafe = new ArrayDeque<>();
    private final Map<String, byte[]> marks = new HashMap<>();
    private final List<Event> kept = new ArrayList<>();
    private final List<Event> lost = new ArrayList<>();
    private boolean holding;
    private boolean full;

    public TestingIntake(Bus<Event> bus) {
        this.bus = bus;
    }

    /** From now on parcels are taken and not made safe. */
    public synchronized void hold() {
        holding = true;
    }

    /** Makes safe what was held, and what comes from now on. */
    public void release() {
        List<Parcel> held;
        synchronized (this) {
            holding = false;
            held = List.copyOf(unsafe);
            unsafe.clear();
        }
        held.forEach(this::makeSafe);
    }

    /** As a kill between delivery and sync does it: what was held is forgotten, and no receipt comes. */
    public synchronized void forget() {
        unsafe.clear();
    }

    /** While it is full a parcel waits for room for as long as its sender has patience. */
    public synchronized void full(boolean isFull) {
        full = isFull;
        notifyAll();
    }

    private synchronized boolean hasRoom(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toNanos(); full && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !full;
    }

    public synchronized int held() {
        return unsafe.size();
    }

    /** Every event that was made safe, in order. */
    public synchronized List<Event> kept() {
        return List.copyOf(kept);
    }

    public synchronized List<Event> lost() {
        return List.copyOf(lost);
    }

    @Override
    public boolean offer(Parcel parcel, Duration patience) {
        synchronized (this) {
            if (!hasRoom(patience)) {
                return false;
            }
            bus.publishAll(parcel.events());
            if (holding) {
                unsafe.add(parcel);
                return true;
            }
        }
        makeSafe(parcel);
        return true;
    }

    private void makeSafe(Parcel parcel) {
        synchronized (this) {
            kept.addAll(parcel.events());
            parcel.marks().forEach(mark -> marks.put(mark.key(), mark.content()));
        }
        parcel.receipt().safe();
    }

    @Override
    public synchronized void lost(Parcel parcel) {
        lost.addAll(parcel.events());
    }

    @Override
    public synchronized Optional<byte[]> mark(String key) {
        return Optional.ofNullable(marks.get(key));
    }
}
