package org.millwright.edge.web;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the disk of the embedded store stands, and what was dropped there on purpose.
 *
 * @param freeBytes empty while nobody has looked yet; 0 when the disk is full
 * @param expired since the store was made; apart from all loss
 * @param trouble what the store's housekeeping could not do; empty when all is well
 */
public record DiskState(OptionalLong freeBytes, long floorBytes, List<Expired> expired, Optional<String> trouble) {

    public DiskState {
        expired = List.copyOf(expired);
    }

    /** @param because {@code age} or {@code disk-floor} */
    public record Expired(String table, String because, long rows) {}
}
