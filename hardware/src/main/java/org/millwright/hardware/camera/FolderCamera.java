package org.millwright.hardware.camera;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.millwright.hardware.camera.CameraException.Reason;

/**
 * A folder of images (JPEG, PNG or BMP) as a camera: each file once, in the order of the names.
 *
 * <p>What is there at the start counts as new. A file that does not yet end as an image ends is given {@code settle}
 * without a change before it is taken as it is, so a file that is being written is not torn; later names wait for it.
 * The part is the file's name without its extension; the capture time is the file's time. The folder is listed every
 * {@code poll}, since file system events do not cross network mounts.
 */
public final class FolderCamera implements Camera {

    private static final int FILE_BYTES = MjpegLimits.DEFAULT.partBytes();

    private final Path folder;
    private final Duration poll;
    private final Duration settle;
    private final InstantSource clock;
    private final Set<Path> taken = new HashSet<>();
    private long pictures;

    public FolderCamera(Path folder, Duration poll, Duration settle, InstantSource clock) {
        this.folder = folder;
        this.poll = poll;
        this.settle = settle;
        this.clock = clock;
    }

    @Override
    public Frame next() throws InterruptedException {
        while (true) {
            Optional<Frame> frame = lookOnce();
            if (frame.isPresent()) {
                return frame.get();
            }
            Thread.sleep(poll);
        }
    }

    private Optional<Frame> lookOnce() {
        try {
            for (Path file : waiting()) {
                Optional<Frame> frame = read(file);
                if (frame.isPresent() || !taken.contains(file)) {
                    return frame; // Not yet complete: the names after it wait.
                }
            }
            return Optional.empty();
        } catch (IOException | UncheckedIOException | DirectoryIteratorException e) {
            throw CameraException.ending(
                    Reason.UNREACHABLE,
                    "folder " + folder + " cannot be read (" + e
                            + "): create it, or give the agent the right to read it",
                    e);
        }
    }

    /** Images not yet taken, by name; forgets taken files that are gone, so memory does not grow with the years. */
    private Set<Path> waiting() throws IOException {
        TreeSet<Path> images = new TreeSet<>();
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(folder, FolderCamera::isImage)) {
            listing.forEach(images::add);
        }
        taken.retainAll(images);
        images.removeAll(taken);
        return images;
    }

    private static boolean isImage(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".jpg") || name.endsWith(".jpeg") || name.endsWith(".png") || name.endsWith(".bmp");
    }

    /** Empty where the file is gone, or not yet complete (then it is not in {@code taken}). */
    private Optional<Frame> read(Path file) throws IOException {
        try {
            long bytes = Files.size(file);
            if (bytes > FILE_BYTES) {
                taken.add(file);
                throw CameraException.onePicture(
                        Reason.OVERSIZED,
                        "image " + file + " has " + bytes + " bytes, the limit is " + FILE_BYTES
                                + ": save it smaller or with a stronger compression");
            }
            Instant modified = Files.getLastModifiedTime(file).toInstant();
            byte[] encoded = Files.readAllBytes(file);
            Instant now = clock.instant();
            if (!ImageEnd.isComplete(encoded, 0, encoded.length)
                    && modified.plus(settle).isAfter(now)) {
                return Optional.empty();
            }
            taken.add(file);
            pictures++;
            return Optional.of(new Frame(partOf(file), pictures, nanos(modified), nanos(now), encoded));
        } catch (NoSuchFileException e) {
            taken.add(file); // Moved away between the listing and the read: nothing to wait for.
            return Optional.empty();
        }
    }

    private static String partOf(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.lastIndexOf('.'));
    }

    private static long nanos(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    }

    /** Holds nothing open; what was taken stays taken, so the same object can be asked again after an exception. */
    @Override
    public void close() {}
}
