package org.millwright.edge.config;

import java.net.URI;
import java.nio.file.Path;

/** Where rows go. */
public sealed interface StoreConfig {

    /** The store that comes with the agent, in a process of its own; port 0 takes a free one. */
    record Embedded(Path folder, int port) implements StoreConfig {}

    /** An InfluxDB 2.x or 3, or what speaks its {@code /api/v2/write}. */
    record InfluxV2(URI url, String org, String bucket, Secret token) implements StoreConfig {}

    /** An InfluxDB 1.x ({@code /write}). */
    record InfluxV1(URI url, String database, String user, Secret password) implements StoreConfig {}
}
