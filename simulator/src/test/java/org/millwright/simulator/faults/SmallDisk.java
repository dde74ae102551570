package org.millwright.simulator.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of a few mebibytes in memory, which only root may mount. */
final class SmallDisk implements AutoCloseable {

    private final Path folder;

    SmallDisk(Path folder, int mebibytes) throws IOException {
        this.folder = Files.createDirectories(folder);
        if (run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "millwright-faults", folder.toString()) != 0) {
            throw new FaultsException("cannot mount a small disk on " + folder + ": only root may");
        }
    }

    /** Whether this user may mount one here. */
    static boolean possible(Path folder) {
        try (SmallDisk disk = new SmallDisk(folder.resolve("mount-probe"), 1)) {
            return Files.isDirectory(disk.folder());
        } catch (IOException | FaultsException e) {
            return false;
        }
    }

    Path folder() {
        return folder;
    }

    private static int run(String... command) throws IOException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    @Override
    public void close() throws IOException {
        run("umount", "-l", folder.toString());
    }
}
