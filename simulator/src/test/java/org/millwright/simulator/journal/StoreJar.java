package org.millwright.simulator.journal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.millwright.simulator.process.CannotStart;

/**
 * The jar of a store on this class path.
 *
 * @param nativeBytes compressed, of the libraries for Linux on x86-64 and on aarch64
 */
record StoreJar(Path path, long bytes, long nativeBytes) {

    static StoreJar find(GroupStore.Kind kind, String classpath) throws IOException {
        for (String entry : classpath.split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (path.getFileName().toString().startsWith(kind.jar + "-") && Files.isRegularFile(path)) {
                return new StoreJar(path, Files.size(path), nativeBytes(kind, path));
            }
        }
        throw new CannotStart(kind.jar
                + " is not on the class path: start with ./millwright bench journal-stores, which puts it there");
    }

    private static long nativeBytes(GroupStore.Kind kind, Path path) throws IOException {
        try (ZipFile zip = new ZipFile(path.toFile());
                Stream<? extends ZipEntry> entries = zip.stream()) {
            return entries.filter(entry -> entry.getName().endsWith(kind.x86)
                            || entry.getName().endsWith(kind.aarch64))
                    .mapToLong(ZipEntry::getCompressedSize)
                    .sum();
        }
    }

    /** Such as {@code 3.54.1.0}. */
    String version(GroupStore.Kind kind) {
        return path.getFileName().toString().replace(kind.jar + "-", "").replace(".jar", "");
    }
}
