package org.millwright.edge.store;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the embedded store's disk stands; a snapshot.
 *
 * @param freeBytes what the agent may still write there; empty before the first look
 * @param expired what was dropped on purpose since the store was made, apart from all loss
 * @param refusing why no rows are taken; empty while they are
 * @param trouble what the housekeeping could not do at its last try; empty when all is well
 */
public record StoreDisk(
        OptionalLong freeBytes,
        long floorBytes,
        List<Expired> expired,
        Optional<String> refusing,
        Optional<String> trouble) {

    public StoreDisk {
        expired = List.copyOf(expired);
    }

    /** Why rows were dropped. */
    public enum Because {
        /** They were older than the configuration keeps them. */
        AGE,
        /** The disk had less free space than its floor. */
        DISK_FLOOR;

        /** As it is stored and shown: {@code age}, {@code disk-floor}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public record Expired(String table, Because because, long rows) {}
}
