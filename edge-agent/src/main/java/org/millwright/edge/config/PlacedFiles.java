package org.millwright.edge.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.millwright.edge.config.Parsed.Ok;

/** Paths of the configuration file, which are relative to the folder it is in. */
record PlacedFiles(Path folder) {

    private Parsed<Path> place(String text) {
        try {
            return text.isBlank()
                    ? Parsed.wrong("is blank")
                    : new Ok<>(folder.resolve(text).normalize());
        } catch (InvalidPathException e) {
            return Parsed.wrong("is not a path: " + e.getReason());
        }
    }

    /** A folder that is there or can be made. */
    Format<Path> folderToMake() {
        return new Format<>(
                "write a folder such as ./data",
                folder,
                text -> place(text)
                        .then(path -> Files.exists(path) && !Files.isDirectory(path)
                                ? new Parsed.Wrong<>(
                                        "is not a folder", "remove the file " + path + " or name another folder")
                                : new Ok<>(path)));
    }

    Format<Path> existingFolder() {
        return new Format<>(
                "write the path of a folder",
                folder,
                text -> place(text).then(path -> {
                    if (!Files.exists(path)) {
                        return new Parsed.Wrong<>("there is no such folder", "looked for " + path);
                    }
                    return Files.isDirectory(path)
                            ? new Ok<>(path)
                            : new Parsed.Wrong<>("is not a folder", path + " is a file; name the folder");
                }));
    }

    Format<Path> existingFile() {
        return new Format<>(
                "write the path of a file",
                folder,
                text -> place(text).then(path -> {
                    if (!Files.exists(path)) {
                        return new Parsed.Wrong<>("there is no such file", "looked for " + path);
                    }
                    if (Files.isDirectory(path)) {
                        return new Parsed.Wrong<>("is a folder", "name a file in " + path);
                    }
                    return Files.isReadable(path)
                            ? new Ok<>(path)
                            : new Parsed.Wrong<>("may not be read by this user", "change the rights of " + path);
                }));
    }
}
