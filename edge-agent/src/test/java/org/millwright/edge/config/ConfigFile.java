package org.millwright.edge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.millwright.edge.config.ConfigReader.Result;

/** A configuration file in a folder of its own. */
record ConfigFile(Path folder, Map<String, String> environment) {

    static final String SITE = "site: {enterprise: acme, site: ulm, area: machining, line: line-1}\n";

    ConfigFile(Path folder) {
        this(folder, Map.of("PLANT_PASSWORD", "open-sesame", "STORE_TOKEN", "t0ken"));
    }

    Path path() {
        return folder.resolve("agent.yaml");
    }

    Result read(String text) {
        try {
            Files.writeString(path(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ConfigReader(environment::get).read(path());
    }

    AgentConfig valid(String text) {
        Result result = read(text);
        assertThat(result)
                .as(() -> result instanceof Result.Invalid invalid
                        ? invalid.problems().toString()
                        : "valid")
                .isInstanceOf(Result.Valid.class);
        return ((Result.Valid) result).config();
    }

    /** The problems as lines, without the folder in front. */
    List<String> problems(String text) {
        return switch (read(text)) {
            case Result.Valid _ -> List.of();
            case Result.Invalid invalid ->
                invalid.problems().stream()
                        .map(problem -> problem.toString().replace(folder + "/", ""))
                        .toList();
        };
    }

    ConfigFile withModels() {
        for (String folderName : List.of("models/surface", "models/bearing")) {
            try {
                Files.createDirectories(folder.resolve(folderName));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return this;
    }
}
