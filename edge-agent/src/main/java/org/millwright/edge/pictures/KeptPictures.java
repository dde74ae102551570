package org.millwright.edge.pictures;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.signal.Verdict;
import org.millwright.hardware.camera.Frame;

/**
 * The uncertain and borderline pictures of one station, as they came from the camera, within a quota: the oldest without a
 * label go first, then the oldest. What goes is counted.
 *
 * <p>Any thread. A picture that cannot be written is counted and named, and nothing waits for it.
 */
public final class KeptPictures {

    /** A label becomes the name of a folder. */
    public static final Pattern LABEL = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_ .\\-]{0,63}");

    private static final String ABOUT = ".about";
    private static final Comparator<String> BY_TIME =
            Comparator.comparingLong(KeptPictures::nanos).thenComparing(Comparator.naturalOrder());

    private record Kept(String file, long bytes, KeptPicture about) {}

    /**
     * How many there are, and what became of the others.
     *
     * @param dropped pictures that went because of the quota, since the start
     * @param failed pictures that could not be written, since the start
     * @param trouble why the last one could not; empty when it could
     */
    public record Counts(int kept, int labelled, long bytes, long dropped, long failed, String trouble) {}

    private final Path folder;
    private final long quotaBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final TreeMap<String, Kept> pictures = new TreeMap<>(BY_TIME);
    private long bytes;
    private long dropped;
    private long failed;
    private String trouble = "";

    /** @param quotaBytes 0 keeps none */
    public KeptPictures(Path folder, long quotaBytes) {
        this.folder = folder;
        this.quotaBytes = quotaBytes;
        load();
    }

    private void load() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = String.valueOf(file.getFileName());
                int dot = name.lastIndexOf('.');
                if (dot > 0 && !name.endsWith(ABOUT) && isId(name.substring(0, dot))) {
                    String id = name.substring(0, dot);
                    Path about = folder.resolve(id + ABOUT);
                    String text = Files.exists(about) ? Files.readString(about) : "";
                    put(new Kept(name, Files.size(file), KeptPicture.parse(id, text)));
                }
            }
        } catch (IOException e) {
            trouble = folder + " cannot be read: " + e;
        }
    }

    private static boolean isId(String id) {
        return id.matches("-?\\d{1,19}--?\\d{1,19}");
    }

    private static long nanos(String id) {
        return Long.parseLong(id.substring(0, id.indexOf('-', 1)));
    }

    /** Keeps the picture where a person should look at it. */
    public void offer(Verdict verdict, Frame frame, boolean borderline, List<String> classes) {
        if (quotaBytes == 0
                || frame.encoded().length == 0
                || (!borderline && verdict.result() != Verdict.Result.UNCERTAIN)) {
            return;
        }
        KeptPicture about = KeptPicture.of(verdict, classes);
        String file = about.id() + extension(frame.encoded());
        lock.lock();
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(file), frame.encoded());
            write(about);
            put(new Kept(file, frame.encoded().length, about));
            trouble = "";
            makeRoom();
        } catch (IOException e) {
            failed++;
            trouble = "picture " + folder.resolve(file) + " cannot be kept: " + e;
        } finally {
            lock.unlock();
        }
    }

    private void put(Kept kept) {
        Kept before = pictures.put(kept.about.id(), kept);
        bytes += kept.bytes - (before == null ? 0 : before.bytes);
    }

    private void makeRoom() throws IOException {
        while (bytes > quotaBytes && !pictures.isEmpty()) {
            Kept oldest = pictures.values().stream()
                    .filter(kept -> kept.about.label().isEmpty())
                    .findFirst()
                    .orElse(pictures.firstEntry().getValue());
            pictures.remove(oldest.about.id());
            bytes -= oldest.bytes;
            dropped++;
            Files.deleteIfExists(folder.resolve(oldest.file));
            Files.deleteIfExists(folder.resolve(oldest.about.id() + ABOUT));
        }
    }

    private void write(KeptPicture about) throws IOException {
        Path fresh = folder.resolve(about.id() + ".new");
        Files.writeString(fresh, about.text(), UTF_8);
        Files.move(fresh, folder.resolve(about.id() + ABOUT), StandardCopyOption.REPLACE_EXISTING);
    }

    private static String extension(byte[] encoded) {
        return switch (encoded[0]) {
            case (byte) 0x89 -> ".png";
            case 'B' -> ".bmp";
            default -> ".jpg";
        };
    }

    /** The newest first. */
    public List<KeptPicture> newest(int most) {
        lock.lock();
        try {
            return pictures.descendingMap().values().stream()
                    .limit(most)
                    .map(Kept::about)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** As the camera sent it; empty where there is none of this id. */
    public Optional<byte[]> picture(String id) {
        Kept kept = find(id);
        if (kept == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(folder.resolve(kept.file)));
        } catch (IOException e) {
            return Optional.empty(); // It went in between.
        }
    }

    private @Nullable Kept find(String id) {
        lock.lock();
        try {
            return isId(id) ? pictures.get(id) : null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Says what a picture shows.
     *
     * @param label a name that fits {@link #LABEL}; empty takes it back
     * @return false where there is no such picture
     * @throws IllegalArgumentException naming a label that does not fit
     */
    public boolean label(String id, String label) throws IOException {
        if (!label.isEmpty() && !LABEL.matcher(label).matches()) {
            throw new IllegalArgumentException("label \"" + label
                    + "\" must be letters, figures, spaces, - _ and . and begin with one of the first" + " two");
        }
        lock.lock();
        try {
            Kept kept = isId(id) ? pictures.get(id) : null;
            if (kept == null) {
                return false;
            }
            KeptPicture about = kept.about.labelled(label);
            write(about);
            put(new Kept(kept.file, kept.bytes, about));
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Copies every labelled picture into a folder named by its label; returns how many. */
    public int export(Path into, String prefix) throws IOException {
        List<Kept> labelled = new ArrayList<>();
        lock.lock();
        try {
            pictures.values().stream()
                    .filter(kept -> !kept.about.label().isEmpty())
                    .forEach(labelled::add);
        } finally {
            lock.unlock();
        }
        for (Kept kept : labelled) {
            Path place = into.resolve(kept.about.label());
            Files.createDirectories(place);
            Files.copy(
                    folder.resolve(kept.file), place.resolve(prefix + kept.file), StandardCopyOption.REPLACE_EXISTING);
        }
        return labelled.size();
    }

    public Counts counts() {
        lock.lock();
        try {
            int labelled = (int) pictures.values().stream()
                    .filter(kept -> !kept.about.label().isEmpty())
                    .count();
            return new Counts(pictures.size(), labelled, bytes, dropped, failed, trouble);
        } finally {
            lock.unlock();
        }
    }

    /** How many pictures have each label. */
    public Map<String, Long> labels() {
        Map<String, Long> labels = new TreeMap<>();
        newest(Integer.MAX_VALUE).stream()
                .filter(picture -> !picture.label().isEmpty())
                .forEach(picture -> labels.merge(picture.label(), 1L, Long::sum));
        return labels;
    }
}
