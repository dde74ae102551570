package org.millwright.edge.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes an archive that only its owner can read; it has its name when it is complete and on disk, or not at all. */
final class ArchiveWriter implements AutoCloseable {

    static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> USUAL = PosixFilePermissions.fromString("rw-r--r--");

    private final Path archive;
    private final Path part;
    private final FileChannel channel;
    private final ZipOutputStream zip;
    private final Set<String> places = new HashSet<>();
    private final List<Manifest.Item> items = new ArrayList<>();
    private boolean complete;

    ArchiveWriter(Path archive) throws IOException {
        this.archive = archive;
        part = archive.resolveSibling(archive.getFileName() + ".part");
        FileAttribute<?>[] rights = isPosix(archive)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
        Files.deleteIfExists(part);
        channel = FileChannel.open(part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), rights);
        OutputStream out = Channels.newOutputStream(channel);
        zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        zip.setLevel(Deflater.BEST_SPEED);
    }

    static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** A name is not on disk before its folder is. */
    static void syncFolderOf(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && isPosix(folder)) {
            try (FileChannel open = FileChannel.open(folder, StandardOpenOption.READ)) {
                open.force(true);
            }
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** A place that is taken keeps what it has. */
    void add(String place, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            add(place, in, isPosix(file) ? Files.getPosixFilePermissions(file) : USUAL);
        }
    }

    void add(String place, byte[] bytes) throws IOException {
        try (InputStream in = new java.io.ByteArrayInputStream(bytes)) {
            add(place, in, USUAL);
        }
    }

    private void add(String place, InputStream in, Set<PosixFilePermission> rights) throws IOException {
        if (!Manifest.isSafe(place) || place.indexOf('\n') >= 0) {
            throw new BackupException(
                    "a file with this name cannot be restored everywhere: [" + place + "]; rename it");
        }
        if (!places.add(place)) {
            return;
        }
        MessageDigest digest = sha256();
        zip.putNextEntry(new ZipEntry(place));
        long size = new DigestInputStream(in, digest).transferTo(zip);
        zip.closeEntry();
        items.add(new Manifest.Item(place, size, HexFormat.of().formatHex(digest.digest()), rights));
    }

    /** Writes the manifest, and gives the archive its name. */
    Manifest finish(Map<String, String> facts, Map<String, String> moved) throws IOException {
        Manifest manifest = new Manifest(facts, moved, items);
        zip.putNextEntry(new ZipEntry(Manifest.NAME));
        zip.write(manifest.text().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        zip.finish();
        zip.flush();
        channel.force(true);
        Files.move(part, archive, StandardCopyOption.ATOMIC_MOVE);
        complete = true;
        syncFolderOf(archive);
        return manifest;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!complete) {
            Files.deleteIfExists(part);
        }
    }
}
