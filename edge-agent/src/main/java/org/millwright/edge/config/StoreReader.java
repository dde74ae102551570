package org.millwright.edge.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code store:}. */
final class StoreReader {

    static final int DEFAULT_PORT = 9000;
    private static final Format<URI> URL = Formats.url("http://192.168.0.40:8086", 0, "http", "https");
    private static final Format<Integer> VERSION = Formats.choice(versions());

    private final Secrets secrets;
    private final PlacedFiles files;
    private final Path data;

    StoreReader(Secrets secrets, PlacedFiles files, Path data) {
        this.secrets = secrets;
        this.files = files;
        this.data = data;
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
        section.end();
        return new StoreConfig.Embedded(folder, port);
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
