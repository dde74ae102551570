package org.millwright.edge.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.config.Parsed.Ok;

/** Reads passwords and tokens from where the file says they are; the file itself never holds one. */
final class Secrets {

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final int LIMIT_BYTES = 64 * 1024;

    private final Function<String, @Nullable String> environment;
    private final PlacedFiles files;

    Secrets(Function<String, @Nullable String> environment, PlacedFiles files) {
        this.environment = environment;
        this.files = files;
    }

    /** The secret under {@code name-env} or {@code name-file}, or a stand-in and a problem. */
    Secret required(Section section, String name) {
        Optional<Secret> secret = find(section, name);
        if (secret.isEmpty() && !section.has(name) && !section.has(name + "-env") && !section.has(name + "-file")) {
            section.missing(name + "-env", remedy(name));
        }
        return secret.orElseGet(() -> new Secret(""));
    }

    /** Empty where neither key is there, or what is there is wrong and reported. */
    Optional<Secret> find(Section section, String name) {
        section.atMostOneOf(name + "-env", name + "-file");
        if (section.has(name)) {
            section.problem(name, "is written in the file, where everyone can read it", remedy(name));
        }
        Optional<Secret> fromEnvironment = section.find(name + "-env").flatMap(this::fromEnvironment);
        return section.find(name + "-file", files.existingFile())
                .flatMap(path -> fromFile(section, name + "-file", path))
                .or(() -> fromEnvironment);
    }

    private static String remedy(String name) {
        return "write " + name + "-env: NAME_OF_A_VARIABLE or " + name + "-file: PATH";
    }

    private Optional<Secret> fromEnvironment(Entry entry) {
        Optional<String> name = entry.read(new Format<>(
                "write the name of an environment variable, such as PLANT_PASSWORD",
                "",
                text -> new Ok<>(text.strip())));
        if (name.isEmpty()) {
            return Optional.empty();
        }
        if (!VARIABLE.matcher(name.get()).matches()) {
            entry.hidden(
                    "is not the name of an environment variable",
                    "write the variable's name here, such as PLANT_PASSWORD, and the secret into the variable");
            return Optional.empty();
        }
        String value = environment.apply(name.get());
        if (value == null || value.isEmpty()) {
            String fault = "this environment variable is " + (value == null ? "not set" : "empty");
            entry.problem(fault, "set it for the process, such as: export " + name.get() + "=…");
            return Optional.empty();
        }
        return Optional.of(new Secret(value));
    }

    private Optional<Secret> fromFile(Section section, String key, Path path) {
        try {
            if (Files.size(path) > LIMIT_BYTES) {
                section.problem(key, "is larger than 64 KiB, so it is no password", "name the file that holds only it");
                return Optional.empty();
            }
            // Editors end a file with a line break; no password is meant to.
            String text = Files.readString(path, StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
            if (text.isEmpty()) {
                section.problem(key, "is an empty file", "write the secret into it");
                return Optional.empty();
            }
            return Optional.of(new Secret(text));
        } catch (IOException _) {
            section.problem(key, "cannot be read as UTF-8 text", "check the rights and the text of " + path);
            return Optional.empty();
        }
    }
}
