package org.millwright.edge.store;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * Keeps so much of the disk free: below that the oldest days are dropped, and when none is left to drop no rows are taken.
 *
 * <p>{@link #look} is for the housekeeping thread; the rest for any.
 */
final class DiskFloor {

    /** The store's idle readers hold the bytes of a dropped day for half a minute. */
    private static final long HELD_NANOS = Duration.ofMinutes(1).toNanos();
    /** A twentieth above the floor rows are taken again, so that they are not taken and refused by turns. */
    private static final int MARGIN = 20;

    private final String disk;
    private final long floorBytes;
    private final LongSupplier probe;
    private volatile OptionalLong freeBytes = OptionalLong.empty();
    private volatile Optional<String> refusing = Optional.empty();
    private long droppedBytes;
    private long droppedAtNanoTime;

    /** @param probe free bytes */
    DiskFloor(String disk, long floorBytes, LongSupplier probe) {
        this.disk = disk;
        this.floorBytes = floorBytes;
        this.probe = probe;
    }

    /** As last looked at; empty before the first time. */
    OptionalLong freeBytes() {
        return freeBytes;
    }

    long floorBytes() {
        return floorBytes;
    }

    Optional<String> refusing() {
        return refusing;
    }

    /** @throws StoreException in one sentence with the remedy while no rows are taken */
    void requireRoom() {
        refusing.ifPresent(sentence -> {
            throw new StoreException(sentence);
        });
    }

    /** @param dropOldest drops at least so many bytes if it can, and gives how many it dropped */
    void look(LongUnaryOperator dropOldest) {
        long free = probe.getAsLong();
        freeBytes = OptionalLong.of(free);
        try {
            look(free, dropOldest);
        } finally {
            if (free + droppedBytes < floorBytes) {
                refusing = Optional.of(
                        "%s has %s free, under its floor of %s, and no day before today could be dropped: free some"
                                        .formatted(disk, Bytes.shown(free), Bytes.shown(floorBytes))
                                + " disk, or lower store.embedded.floor; no rows are stored until then");
            }
        }
    }

    private void look(long free, LongUnaryOperator dropOldest) {
        if (free >= floorBytes) {
            droppedBytes = 0;
            if (free >= floorBytes + floorBytes / MARGIN) {
                refusing = Optional.empty();
            }
            return;
        }
        if (System.nanoTime() - droppedAtNanoTime > HELD_NANOS) {
            droppedBytes = 0;
        }
        if (free + droppedBytes < floorBytes) {
            long dropped = dropOldest.applyAsLong(floorBytes - free - droppedBytes);
            if (dropped > 0) {
                droppedBytes += dropped;
                droppedAtNanoTime = System.nanoTime();
            }
        }
    }
}
