package org.millwright.simulator.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a folder and proves that it can be written, before anything is started. */
public final class Folders {

    private Folders() {}

    /** @param option such as {@code --data}, for the message */
    public static Path writable(String option, Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "write", ".probe"));
            return folder;
        } catch (IOException e) {
            throw new CannotStart(
                    option + "=" + folder + " cannot be written (" + e
                            + "): make it writable, or choose another folder",
                    e);
        }
    }
}
