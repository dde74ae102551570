package org.millwright.simulator.truth;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** The last finished parts, oldest dropped first. Thread safe. */
final class PartLog {

    private final int capacity;
    private final ArrayDeque<PartTruth> parts = new ArrayDeque<>();

    PartLog(int capacity) {
        this.capacity = capacity;
    }

    /** @throws IllegalArgumentException if the sequence is not above the last one's */
    synchronized void add(PartTruth part) {
        PartTruth last = parts.peekLast();
        if (last != null && part.sequence() <= last.sequence()) {
            throw new IllegalArgumentException("part " + part.part() + " has sequence " + part.sequence()
                    + ", but the last part had " + last.sequence() + ": a part is finished once, in order");
        }
        if (parts.size() == capacity) {
            parts.removeFirst();
        }
        parts.addLast(part);
    }

    /** Oldest first; costs as much as the answer is long. */
    synchronized List<PartTruth> after(long sequence) {
        List<PartTruth> newer = new ArrayList<>();
        Iterator<PartTruth> backwards = parts.descendingIterator();
        while (backwards.hasNext()) {
            PartTruth part = backwards.next();
            if (part.sequence() <= sequence) {
                break;
            }
            newer.add(part);
        }
        Collections.reverse(newer);
        return newer;
    }
}
