package org.millwright.edge.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** A camera, or a folder of images that stands in for one. */
public record CameraSourceConfig(String name, Feed feed) implements SourceConfig {

    /** HTTP Basic. */
    public record Login(String user, Secret password) {}

    public sealed interface Feed {
        /** MJPEG over HTTP ({@code multipart/x-mixed-replace}), as network cameras serve it. */
        record Mjpeg(URI url, Optional<Login> login) implements Feed {}

        /** Images that appear in a folder, each once, in the order of their names. */
        record Folder(Path folder) implements Feed {}
    }
}
