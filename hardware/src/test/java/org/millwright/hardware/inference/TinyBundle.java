package org.millwright.hardware.inference;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A copy of the bundle in the test resources that a test may spoil: 4 inputs, one layer, 3 outputs. */
record TinyBundle(Path folder) {

    static TinyBundle copyTo(Path folder) throws IOException {
        Path original = original();
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(original.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(copy.getParent()));
                Files.copy(file, copy);
            }
        }
        return new TinyBundle(folder);
    }

    static Path original() {
        try {
            return Path.of(Objects.requireNonNull(TinyBundle.class.getResource("/tiny-bundle"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    void write(String file, byte[] bytes) throws IOException {
        Files.write(folder.resolve(file), bytes);
    }

    byte[] bytes(String file) throws IOException {
        return Files.readAllBytes(folder.resolve(file));
    }

    /** Changes the manifest and makes all its checksums fit again, as somebody who means it would. */
    void rewrite(Consumer<ObjectNode> change) throws IOException {
        JsonMapper mapper = JsonMapper.builder().build();
        ObjectNode manifest = (ObjectNode) mapper.readTree(bytes(ModelBundle.MANIFEST));
        ObjectNode files = (ObjectNode) manifest.get("files");
        for (String file : manifest.get("files").properties().stream()
                .map(entry -> entry.getKey())
                .toList()) {
            files.put(file, Sha256.hex(bytes(file)));
        }
        change.accept(manifest);
        write(ModelBundle.MANIFEST, mapper.writeValueAsBytes(manifest));
    }
}
