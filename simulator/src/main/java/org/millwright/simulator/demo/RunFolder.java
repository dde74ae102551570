package org.millwright.simulator.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where one run keeps its configuration, logs and data; kept afterwards, emptied before the next. */
final class RunFolder {

    /** The agent's configuration, by which a run's folder is known. */
    static final String CONFIGURATION = "agent.yaml";

    private RunFolder() {}

    /** Makes {@code folder}, or empties one of an earlier run, and no other; absolute. */
    static Path fresh(Path folder) {
        try {
            if (Files.exists(folder)) {
                empty(folder);
            }
            return Files.createDirectories(folder).toAbsolutePath().normalize();
        } catch (IOException e) {
            throw new DemoException(
                    "cannot write to " + folder + " (" + e.getMessage()
                            + "), where a run keeps its data; make the folder writable",
                    e);
        }
    }

    private static void empty(Path folder) throws IOException {
        try (Stream<Path> old = Files.walk(folder)) {
            List<Path> deepestFirst = old.sorted(Comparator.reverseOrder()).toList();
            if (deepestFirst.size() > 1 && !Files.exists(folder.resolve(CONFIGURATION))) {
                throw new DemoException(folder + " holds other things than an earlier run, and would be emptied;"
                        + " name a new folder");
            }
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        }
    }
}
