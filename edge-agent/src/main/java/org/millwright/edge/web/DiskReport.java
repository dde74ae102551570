package org.millwright.edge.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.OptionalLong;

/** The embedded store's disk, as {@code /api/status} and {@code /metrics} tell it. */
final class DiskReport {

    private DiskReport() {}

    /** {@code freeBytes} is null while it is unknown. */
    static JsonObject json(DiskState disk) {
        OptionalLong free = disk.freeBytes();
        JsonArray expired = new JsonArray();
        disk.expired()
                .forEach(one -> expired.add(new JsonObject()
                        .put("table", one.table())
                        .put("because", one.because())
                        .put("rows", one.rows())));
        return new JsonObject()
                .put("freeBytes", free.isPresent() ? free.getAsLong() : null)
                .put("floorBytes", disk.floorBytes())
                .put("expired", expired)
                .put("trouble", disk.trouble().orElse(null));
    }

    /** The free space has no sample while it is unknown. */
    static void metrics(MetricFamilies metrics, DiskState disk) {
        disk.freeBytes()
                .ifPresent(free -> metrics.gauge(
                        "millwright_store_disk_free_bytes", "Free space of the store's disk", (double) free));
        metrics.gauge(
                "millwright_store_disk_floor_bytes", "Free space that is kept free there", (double) disk.floorBytes());
        disk.expired()
                .forEach(one -> metrics.counter(
                        "millwright_store_expired",
                        "Rows dropped on purpose since the store was made, by reason",
                        one.rows(),
                        "table",
                        one.table(),
                        "because",
                        one.because()));
    }
}
