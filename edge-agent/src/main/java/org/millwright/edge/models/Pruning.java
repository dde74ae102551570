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

/** Deletes model versions that nobody uses, each as a whole: what is half deleted is no version any more. */
final class Pruning {

    /** How a folder's name begins that is on its way in or out. */
    static final String LEFTOVER = ".";

    private Pruning() {}

    /**
     * @param versions the folder of all of them
     * @param used names that stay
     * @param before what was changed later stays as well
     * @return the names of the deleted ones, without leftovers of commands that were broken off
     */
    static List<String> run(Path versions, Set<String> used, Instant before) {
        List<Path> folders;
        try (Stream<Path> files = Files.list(versions)) {
            folders = files.sorted().toList();
        } catch (IOException e) {
            throw new ModelStoreException(versions + " cannot be read: " + e, e);
        }
        List<String> deleted = new ArrayList<>();
        for (Path folder : folders) {
            String name = String.valueOf(folder.getFileName());
            try {
                if (used.contains(name)
                        || !Files.getLastModifiedTime(folder).toInstant().isBefore(before)) {
                    continue;
                }
                Path leaving = Files.createTempDirectory(versions, LEFTOVER + "leaving");
                Files.move(folder, leaving.resolve(name), StandardCopyOption.ATOMIC_MOVE);
                SafeFiles.delete(leaving);
                if (!name.startsWith(LEFTOVER)) {
                    deleted.add(name);
                }
            } catch (IOException e) {
                throw new ModelStoreException(folder + " cannot be deleted: " + e, e);
            }
        }
        return deleted;
    }
}
