package org.millwright.edge.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Puts the contents of a backup into a folder: all of them, each with the sum that it had, or none. */
public final class Restore {

    /** @param facts such as {@code configuration}, the name of the configuration file */
    public record Report(int files, Map<String, String> facts, Map<String, String> moved) {
        public Report {
            facts = Map.copyOf(facts);
            moved = Map.copyOf(moved);
        }
    }

    private Restore() {}

    /**
     * Blocks until everything is in {@code folder} and on disk; the folder must be empty or not be there.
     *
     * @throws BackupException in one sentence when the archive is damaged or the folder is not empty; then the folder is
     *     as it was
     */
    public static Report into(Path archive, Path folder) {
        Path target = folder.toAbsolutePath().normalize();
        requireEmpty(target);
        Path parent = Objects.requireNonNull(target.getParent(), "a folder is in a folder");
        try (ZipFile zip = new ZipFile(archive.toFile(), StandardCharsets.UTF_8)) {
            Manifest manifest = manifest(zip, archive);
            requireSameFiles(zip, manifest);
            Files.createDirectories(parent);
            requireSpace(parent, manifest);
            Path work = Files.createTempDirectory(parent, "." + target.getFileName() + ".restoring-");
            try {
                for (Manifest.Item item : manifest.items()) {
                    extract(zip, item, work);
                }
                syncFolders(work);
                Files.deleteIfExists(target);
                Files.move(work, target, StandardCopyOption.ATOMIC_MOVE);
                ArchiveWriter.syncFolderOf(target);
            } finally {
                deleteTree(work);
            }
            return new Report(manifest.items().size(), manifest.facts(), manifest.moved());
        } catch (ZipException e) {
            throw new BackupException(archive + " is no archive, or a damaged one (" + e.getMessage() + ")", e);
        } catch (IOException e) {
            throw new BackupException("cannot restore " + archive + " into " + target + ": " + e.getMessage(), e);
        }
    }

    private static void requireEmpty(Path folder) {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            if (files.findAny().isEmpty()) {
                return;
            }
        } catch (IOException e) {
            throw new BackupException(folder + " is not a folder that can be read: name another", e);
        }
        throw new BackupException(folder + " is not empty: name a new folder");
    }

    private static Manifest manifest(ZipFile zip, Path archive) throws IOException {
        ZipEntry entry = zip.getEntry(Manifest.NAME);
        if (entry == null) {
            throw new BackupException(archive + " is not a backup of Millwright: it has no " + Manifest.NAME);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return Manifest.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static void requireSameFiles(ZipFile zip, Manifest manifest) {
        Set<String> there = zip.stream().map(ZipEntry::getName).collect(Collectors.toCollection(HashSet::new));
        there.remove(Manifest.NAME);
        for (Manifest.Item item : manifest.items()) {
            if (!there.remove(item.place())) {
                throw new BackupException("the archive is damaged: " + item.place() + " is missing or listed twice");
            }
        }
        if (!there.isEmpty()) {
            throw new BackupException(
                    "the archive was tampered with: " + there.iterator().next() + " is not in its list");
        }
    }

    private static void requireSpace(Path folder, Manifest manifest) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < manifest.bytes()) {
            throw new BackupException("the backup needs %d MiB and %s has %d MiB free: name a folder on a larger disk"
                    .formatted(manifest.bytes() >> 20, folder, free >> 20));
        }
    }

    private static void extract(ZipFile zip, Manifest.Item item, Path work) throws IOException {
        Path file = work.resolve(item.place());
        Files.createDirectories(Objects.requireNonNull(file.getParent(), "below the folder"));
        ZipEntry entry = Objects.requireNonNull(zip.getEntry(item.place()), "checked before");
        MessageDigest digest = ArchiveWriter.sha256();
        Files.createFile(file);
        if (ArchiveWriter.isPosix(file)) {
            Files.setPosixFilePermissions(file, ArchiveWriter.OWNER_ONLY);
        }
        long size;
        try (InputStream in = new DigestInputStream(zip.getInputStream(entry), digest);
                FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            size = copy(in, Channels.newOutputStream(out), item.size());
            out.force(true);
        }
        if (size != item.size() || !HexFormat.of().formatHex(digest.digest()).equals(item.sha256())) {
            throw new BackupException("the archive is damaged: " + item.place() + " has not the sum that it had");
        }
        if (ArchiveWriter.isPosix(file)) {
            Files.setPosixFilePermissions(file, item.rights());
        }
    }

    /** Stops one byte after the size that is expected, however much there is. */
    private static long copy(InputStream in, OutputStream out, long expected) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        for (int n = in.read(buffer); n >= 0 && size <= expected; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            size += n;
        }
        return size;
    }

    private static void syncFolders(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path folder : files.filter(Files::isDirectory).toList()) {
                ArchiveWriter.syncFolderOf(folder.resolve("any"));
            }
        }
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
