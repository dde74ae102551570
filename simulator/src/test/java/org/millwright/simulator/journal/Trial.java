package org.millwright.simulator.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs of one store, each in an empty folder, that is removed afterwards. */
final class Trial {

    private static final long KILLED_AT_BYTES = 56L << 20;

    /** @param figures by the names that {@link StoreRun} prints */
    record Measured(Map<String, Double> figures) {
        double figure(String name) {
            return figures.getOrDefault(name, Double.NaN);
        }
    }

    /**
     * @param logBytes on disk when it was killed
     * @param missing blocks whose commit had returned, and that are gone or not what was written
     */
    record Reopened(long logBytes, double openMillis, double firstCommitMillis, long missing) {}

    private final StoreProcess process;
    private final Path folder;

    Trial(StoreProcess process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    StoreProcess process() {
        return process;
    }

    Measured measure(Workload.Size size, int warmUp, int seconds) throws IOException, InterruptedException {
        Path own = fresh();
        Map<String, Double> figures = process.run(
                List.of(
                        "measure",
                        process.kind().name(),
                        size.name(),
                        own.toString(),
                        Integer.toString(warmUp),
                        Integer.toString(seconds)),
                (name, value) -> false);
        remove(folder);
        return new Measured(figures);
    }

    Reopened killAndOpen() throws IOException, InterruptedException {
        Path own = fresh();
        String size = Workload.Size.LARGE.name();
        Map<String, Double> filled = process.run(
                List.of("fill", process.kind().name(), size, own.toString()),
                (name, value) -> value * Workload.Size.LARGE.blockBytes >= KILLED_AT_BYTES);
        long safe = filled.getOrDefault("safe", 0.0).longValue();
        long logBytes = Disk.of(own).bytes();
        Map<String, Double> opened =
                process.run(List.of("open", process.kind().name(), size, own.toString()), (name, value) -> false);
        long newest = opened.getOrDefault("newest", 0.0).longValue();
        long damaged = newest - opened.getOrDefault("whole", 0.0).longValue();
        remove(folder);
        return new Reopened(
                logBytes,
                opened.getOrDefault("open", 0.0),
                opened.getOrDefault("first", 0.0),
                Math.max(0, safe - newest) + damaged);
    }

    private Path fresh() throws IOException {
        remove(folder);
        return Files.createDirectories(folder.resolve("store"));
    }

    static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
