package org.millwright.edge.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.millwright.edge.config.StoreConfig.Keep;
import org.millwright.edge.signal.OwnTables;

/** Reads {@code store:}. */
final class StoreReader {

    static final int DEFAULT_PORT = 9000;
    private static final Format<URI> URL = Formats.url("http://192.168.0.40:8086", 0, "http", "https");
    private static final Format<Duration> DAYS = Formats.days(36_500, "365d");
    private static final Format<Long> FLOOR = Formats.size("2GiB, or 0MiB for none");
    private static final Format<Integer> VERSION = Formats.choice(versions());

    private final Secrets secrets;
    private final PlacedFiles files;
    private final Path data;
    private final Set<String> kinds;

    /** @param kinds of the machines, whose tables can be named */
    StoreReader(Secrets secrets, PlacedFiles files, Path data, Set<String> kinds) {
        this.secrets = secrets;
        this.files = files;
        this.data = data;
        this.kinds = new TreeSet<>(kinds);
        this.kinds.addAll(OwnTables.ALL);
    }

    private static Map<String, Integer> versions() {
        Map<String, Integer> versions = new LinkedHashMap<>();
        versions.put("1", 1);
        versions.put("2", 2);
        versions.put("3", 3);
        return versions;
    }

    StoreConfig read(Section section) {
        section.atMostOneOf("embedded", "influxdb");
        StoreConfig store = section.has("influxdb") ? influx(section.section("influxdb")) : embedded(section);
        section.end();
        return store;
    }

    private StoreConfig embedded(Section store) {
        Section section = store.section("embedded");
        Path folder = section.optional("folder", files.folderToMake(), data.resolve("store"));
        int port = section.optional("port", Formats.PORT, DEFAULT_PORT);
        Keep keep = keep(section.section("keep"));
        long floor = section.optional("floor", FLOOR, StoreConfig.Embedded.DEFAULT_FLOOR_BYTES);
        section.end();
        return new StoreConfig.Embedded(folder, port, keep, floor);
    }

    private Keep keep(Section section) {
        Duration rows = section.optional("default", DAYS, Keep.DEFAULT.rows());
        Duration minutes = section.optional("minutes", DAYS, Keep.DEFAULT.minutes());
        Duration hours = section.optional("hours", DAYS, Keep.DEFAULT.hours());
        Keep keep = new Keep(rows, tables(section.section("tables")), minutes, hours);
        section.end();
        return keep;
    }

    private Map<String, Duration> tables(Section section) {
        Map<String, Duration> tables = new LinkedHashMap<>();
        for (String table : section.keys()) {
            section.find(table, DAYS).ifPresent(days -> tables.put(table, days));
            // Tables of machines that are gone are still kept, so only what looks like a slip is one.
            if (!kinds.contains(table)) {
                Suggestion.closest(table, kinds)
                        .ifPresent(close ->
                                section.problem(table, "is not a kind of machine here", "did you mean " + close + "?"));
            }
        }
        return tables;
    }

    private StoreConfig influx(Section section) {
        URI url = section.required("url", URL);
        int version = section.optional("version", VERSION, 2);
        StoreConfig store = version == 1 ? first(section, url) : later(section, url);
        section.end();
        return store;
    }

    private StoreConfig first(Section section, URI url) {
        String database = section.required("database", Formats.TEXT.remedy("write the database's name"));
        Optional<String> user = section.find("user", Formats.TEXT);
        if (user.isEmpty()) {
            return new StoreConfig.InfluxV1(
                    url, database, "", secrets.find(section, "password").orElse(new Secret("")));
        }
        return new StoreConfig.InfluxV1(url, database, user.get(), secrets.required(section, "password"));
    }

    private StoreConfig later(Section section, URI url) {
        return new StoreConfig.InfluxV2(
                url,
                section.required("org", Formats.TEXT.remedy("write the organisation's name")),
                section.required("bucket", Formats.TEXT.remedy("write the bucket's name")),
                secrets.required(section, "token"));
    }
}
