package org.millwright.edge.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The folder that has a folder of its own for each version, named by its hash. */
record VersionFolder(Path path) {

    /** How a folder's name begins that is on its way in or out: no version, and maybe left by a command that was broken off. */
    private static final String LEFTOVER = ".";

    void make() throws IOException {
        Files.createDirectories(path);
    }

    /** Where a version lies; it may not be there. */
    Path place(String hash) {
        return path.resolve(hash);
    }

    /** A new folder on its way in: to be filled, and moved to its place. */
    Path incoming() throws IOException {
        return Files.createTempDirectory(path, LEFTOVER + "incoming");
    }

    /** Of each version that is kept, by name. */
    List<Path> kept() {
        return entries().stream().filter(folder -> !isLeftover(folder)).toList();
    }

    /**
     * Deletes versions that nobody uses, each as a whole, since what is half deleted is no version any more; and leftovers.
     *
     * @param used names that stay
     * @param before what was changed later stays as well
     * @return the names of the deleted versions
     */
    List<String> prune(Set<String> used, Instant before) {
        List<String> deleted = new ArrayList<>();
        for (Path folder : entries()) {
            try {
                if (used.contains(name(folder))
                        || !Files.getLastModifiedTime(folder).toInstant().isBefore(before)) {
                    continue;
                }
                Path leaving = Files.createTempDirectory(path, LEFTOVER + "leaving");
                Files.move(folder, leaving.resolve(name(folder)), StandardCopyOption.ATOMIC_MOVE);
                SafeFiles.delete(leaving);
                if (!isLeftover(folder)) {
                    deleted.add(name(folder));
                }
            } catch (IOException e) {
                throw new ModelStoreException(folder + " cannot be deleted: " + e, e);
            }
        }
        return deleted;
    }

    /** All that is there, by name. */
    private List<Path> entries() {
        try (Stream<Path> files = Files.list(path)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new ModelStoreException(path + " cannot be read: " + e, e);
        }
    }

    private static boolean isLeftover(Path folder) {
        return name(folder).startsWith(LEFTOVER);
    }

    private static String name(Path folder) {
        return String.valueOf(folder.getFileName());
    }
}
