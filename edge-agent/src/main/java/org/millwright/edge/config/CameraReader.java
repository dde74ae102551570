package org.millwright.edge.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.millwright.edge.config.CameraSourceConfig.Feed;

/** Reads {@code camera:} sources. */
final class CameraReader {

    private static final Format<URI> URL = Formats.url("http://192.168.0.30/camera.mjpg", 0, "http", "https");

    private final Inventory inventory;
    private final PlacedFiles files;

    CameraReader(Inventory inventory, PlacedFiles files) {
        this.inventory = inventory;
        this.files = files;
    }

    CameraSourceConfig read(Section section) {
        String name = inventory.sourceName(section);
        section.atMostOneOf("url", "folder");
        Optional<Path> folder = section.find("folder", files.existingFolder());
        Feed feed = section.has("folder")
                ? new Feed.Folder(folder.orElse(files.folder()))
                : new Feed.Mjpeg(section.required("url", URL));
        section.end();
        return new CameraSourceConfig(name, feed);
    }
}
