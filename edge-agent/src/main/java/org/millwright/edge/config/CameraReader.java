package org.millwright.edge.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.millwright.edge.config.CameraSourceConfig.Feed;
import org.millwright.edge.config.CameraSourceConfig.Login;
import org.millwright.edge.config.Parsed.Ok;

/** Reads {@code camera:} sources. */
final class CameraReader {

    private static final Format<URI> URL = Formats.url("http://192.168.0.30/camera.mjpg", 0, "http", "https");

    private static final Format<String> USER = Formats.TEXT
            .remedy("write user: NAME, or leave login out")
            .then(
                    "",
                    user -> user.contains(":")
                            ? Parsed.wrong("has a colon, which HTTP Basic does not allow")
                            : new Ok<>(user));

    private final Inventory inventory;
    private final Secrets secrets;
    private final PlacedFiles files;

    CameraReader(Inventory inventory, Secrets secrets, PlacedFiles files) {
        this.secrets = secrets;
        this.inventory = inventory;
        this.files = files;
    }

    CameraSourceConfig read(Section section) {
        String name = inventory.sourceName(section);
        section.atMostOneOf("url", "folder");
        Optional<Path> folder = section.find("folder", files.existingFolder());
        Feed feed = section.has("folder")
                ? new Feed.Folder(folder.orElse(files.folder()))
                : new Feed.Mjpeg(section.required("url", URL), login(section));
        section.end();
        return new CameraSourceConfig(name, feed);
    }

    private Optional<Login> login(Section source) {
        Section section = source.section("login");
        if (!section.isPresent()) {
            return Optional.empty();
        }
        Login login = new Login(section.required("user", USER), secrets.required(section, "password"));
        section.end();
        return Optional.of(login);
    }
}
