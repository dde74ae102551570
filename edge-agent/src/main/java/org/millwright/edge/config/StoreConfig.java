package org.millwright.edge.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Where rows go. */
public sealed interface StoreConfig {

    /**
     * The store that comes with the agent, in a process of its own; port 0 takes a free one.
     *
     * @param floorBytes of free disk; below it the oldest days are dropped, and then no more rows are taken
     */
    record Embedded(Path folder, int port, Keep keep, long floorBytes) implements StoreConfig {

        public static final long DEFAULT_FLOOR_BYTES = 1L << 30;

        public Embedded(Path folder, int port) {
            this(folder, port, Keep.DEFAULT, DEFAULT_FLOOR_BYTES);
        }
    }

    /**
     * How long the embedded store keeps what.
     *
     * @param rows as they were measured, where the table is not named
     * @param tables by name of the table, in place of {@code rows}
     * @param minutes what is left of a signal's minute: count, mean, lowest, highest, …
     * @param hours the same of an hour
     */
    record Keep(Duration rows, Map<String, Duration> tables, Duration minutes, Duration hours) {

        public static final Keep DEFAULT =
                new Keep(Duration.ofDays(365), Map.of(), Duration.ofDays(5 * 365), Duration.ofDays(20 * 365));

        public Keep {
            tables = Map.copyOf(tables);
        }

        /** Of a table that holds rows as they were measured. */
        public Duration of(String table) {
            return tables.getOrDefault(table, rows);
        }
    }

    /** An InfluxDB 2.x or 3, or what speaks its {@code /api/v2/write}. */
    record InfluxV2(URI url, String org, String bucket, Secret token) implements StoreConfig {}

    /** An InfluxDB 1.x ({@code /write}). */
    record InfluxV1(URI url, String database, String user, Secret password) implements StoreConfig {}
}
