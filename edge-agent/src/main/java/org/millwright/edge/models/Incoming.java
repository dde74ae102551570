package org.millwright.edge.models;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.millwright.hardware.inference.BundleSignature;
import org.millwright.hardware.inference.ModelBundle;

/** Brings a bundle, a folder or a ZIP file of one, into a folder of ours, every file of it synced. */
final class Incoming {

    /** Above these it is no bundle, or one meant to fill the disk. */
    private static final long MOST_BYTES = 1L << 30;

    private static final int MOST_FILES = 10_000;

    private final Path folder;
    private long bytes;
    private int files;

    Incoming(Path folder) {
        this.folder = folder;
    }

    /** @throws ModelStoreException naming the source and what is wrong with it */
    void take(Path source) throws IOException {
        if (Files.isDirectory(source)) {
            try (Stream<Path> all = Files.walk(source)) {
                for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                    try (InputStream in = Files.newInputStream(file)) {
                        put(source, source.relativize(file).toString(), in);
                    }
                }
            }
        } else if (Files.isRegularFile(source)) {
            unpack(source);
        } else {
            throw new ModelStoreException(
                    "there is no " + source + "; name the folder of a model bundle, or a ZIP file of one");
        }
        if (!Files.exists(folder.resolve(ModelBundle.MANIFEST))) {
            throw new ModelStoreException(source + " holds no " + ModelBundle.MANIFEST
                    + "; name the folder of a model bundle, or a ZIP file of one");
        }
        for (Path path : SafeFiles.tree(folder)) {
            if (Files.isDirectory(path)) {
                SafeFiles.sync(path);
            }
        }
    }

    /** What lies beside the bundle's own files, such as the report of its training, is not for the gateway. */
    void keepOnly(ModelBundle bundle) throws IOException {
        for (Path path : SafeFiles.tree(folder)) {
            String name = folder.relativize(path).toString().replace(File.separatorChar, '/');
            if (Files.isRegularFile(path)
                    && !bundle.files().containsKey(name)
                    && !name.equals(ModelBundle.MANIFEST)
                    && !name.equals(BundleSignature.FILE)) {
                Files.delete(path);
            }
        }
    }

    private void unpack(Path archive) throws IOException {
        String top = top(archive);
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory() && entry.getName().startsWith(top)) {
                    put(archive, entry.getName().substring(top.length()), zip);
                }
            }
        } catch (ZipException | IllegalArgumentException e) {
            throw new ModelStoreException(archive + " is no ZIP file, or a damaged one: " + e.getMessage(), e);
        }
    }

    /** The folder in the archive that holds the manifest, with a slash behind; empty where it lies at the top. */
    private static String top(Path archive) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                List<String> parts = List.of(entry.getName().split("/"));
                if (parts.size() <= 2 && parts.getLast().equals(ModelBundle.MANIFEST)) {
                    return parts.size() == 1 ? "" : parts.getFirst() + "/";
                }
            }
        } catch (ZipException | IllegalArgumentException e) {
            throw new ModelStoreException(archive + " is no ZIP file, or a damaged one: " + e.getMessage(), e);
        }
        throw new ModelStoreException(
                archive + " holds no " + ModelBundle.MANIFEST + "; make a ZIP file of a model bundle's folder");
    }

    private void put(Path source, String name, InputStream in) throws IOException {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder)) {
            throw new ModelStoreException(source + " holds a file that lies outside of it: " + name);
        }
        if (++files > MOST_FILES) {
            throw new ModelStoreException(
                    source + " holds more than " + MOST_FILES + " files; that is no model bundle");
        }
        byte[] content = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, MOST_BYTES - bytes + 1));
        bytes += content.length;
        if (bytes > MOST_BYTES) {
            throw new ModelStoreException(source + " holds more than " + (MOST_BYTES >> 20) + " MiB; that is no model"
                    + " bundle for a gateway");
        }
        Files.createDirectories(requireNonNull(file.getParent(), "a file has a folder"));
        SafeFiles.write(file, content);
    }
}
