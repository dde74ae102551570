package org.millwright.edge.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.hardware.inference.ModelException;
import org.millwright.hardware.inference.Trust;
import org.millwright.vision.SurfaceInspector;

/**
 * A folder of model bundles: {@code versions/HASH} never changes once it is there, and {@code slots/NAME} says in a few
 * lines which of them a station uses.
 *
 * <p>Any thread, and any process: a command may change what a running agent follows. Whatever is changed is on disk before
 * the call returns, and is there as a whole or not at all.
 */
public final class ModelStore {

    private static final int LOCK_TRIES = 200;
    private static final long LOCK_PAUSE_NANOS = 50_000_000;

    private final Path versions;
    private final Path slots;
    private final Path lock;
    private final Trust trust;
    private final InstantSource clock;

    /** A version as it is kept. */
    public record Version(String hash, String name, String version, Path folder, String signature) {}

    /** @throws ModelStoreException when the folder cannot be made or written */
    public ModelStore(Path folder, Trust trust, InstantSource clock) {
        this.versions = folder.resolve("versions");
        this.slots = folder.resolve("slots");
        this.lock = folder.resolve("lock");
        this.trust = trust;
        this.clock = clock;
        try {
            Files.createDirectories(versions);
            Files.createDirectories(slots);
        } catch (IOException e) {
            throw new ModelStoreException(
                    "model folder " + folder + " cannot be made (" + e
                            + "): give the agent the right to, or set another" + " models.folder",
                    e);
        }
    }

    /**
     * Reads a bundle and checks files, kind and signature, without opening its network.
     *
     * @throws ModelException naming the bundle, the fault and the remedy
     */
    public ModelBundle check(Path folder) {
        ModelBundle bundle = ModelBundle.read(folder).ofKind(SurfaceInspector.KIND);
        trust.check(bundle);
        return bundle;
    }

    /**
     * Reads a version that is kept and checks it all again: whoever can write to the disk may have changed it.
     *
     * @throws ModelException naming what is missing or was changed
     */
    public ModelBundle read(String hash) {
        ModelBundle bundle = check(folder(hash));
        if (!bundle.hash().equals(hash)) {
            throw new ModelException(bundle + " was changed: its hash is " + bundle.hash()
                    + ", not the one of its folder; deploy the bundle again");
        }
        return bundle;
    }

    /** Where a version lies; it may not be there. */
    public Path folder(String hash) {
        return versions.resolve(hash);
    }

    /** What a slot holds; empty where nothing was ever put into it. */
    public Slot slot(String name) {
        try {
            return Slot.parse(Files.readString(file(name)));
        } catch (NoSuchFileException e) {
            return Slot.EMPTY;
        } catch (IOException e) {
            throw new ModelStoreException(file(name) + " cannot be read: " + e, e);
        }
    }

    /**
     * Keeps a bundle.
     *
     * @param source the folder of a bundle, or a ZIP file of one
     * @return its hash
     * @throws ModelStoreException or {@link ModelException} naming what is wrong with it
     */
    public String add(Path source) {
        Path incoming = null;
        try {
            incoming = Files.createTempDirectory(versions, ".incoming");
            new Incoming(incoming).take(source);
            ModelBundle bundle = check(incoming);
            Path place = folder(bundle.hash());
            if (Files.exists(place)) {
                refresh(incoming, place);
            } else {
                Files.move(incoming, place, StandardCopyOption.ATOMIC_MOVE);
                SafeFiles.sync(versions);
            }
            return bundle.hash();
        } catch (IOException e) {
            throw new ModelStoreException(source + " cannot be kept in " + versions + ": " + e, e);
        } finally {
            if (incoming != null) {
                SafeFiles.delete(incoming);
            }
        }
    }

    /** The same bundle again: what was damaged of it, or has been signed since, is put right. */
    private static void refresh(Path incoming, Path place) throws IOException {
        for (Path file : SafeFiles.tree(incoming)) {
            if (Files.isRegularFile(file)) {
                Path kept = place.resolve(incoming.relativize(file).toString());
                if (!Files.exists(kept) || Files.mismatch(file, kept) >= 0) {
                    Files.createDirectories(requireNonNull(kept.getParent(), "a file has a folder"));
                    SafeFiles.replace(kept, Files.readAllBytes(file));
                }
            }
        }
    }

    /**
     * Opens a version that is kept, proves it on its golden samples and measures it on this gateway.
     *
     * @throws ModelException when it does not compute what was trained
     * @throws ModelStoreException when it is slower than its latency budget
     */
    public void prove(String hash, int threads) {
        try (SurfaceInspector inspector = SurfaceInspector.open(read(hash), threads)) {
            inspector.tooSlow(inspector.warmUp()).ifPresent(because -> {
                throw new ModelStoreException(because);
            });
        }
    }

    /** What the configuration names: it decides from now on, unless it did so when it was last named. */
    public Slot configure(String name, Path source) {
        ModelBundle bundle = check(source);
        if (slot(name).configured().filter(bundle.hash()::equals).isPresent()) {
            return slot(name);
        }
        String hash = add(source);
        return change(name, slot -> slot.configured(hash, clock.instant()));
    }

    /** Puts a version that is kept on trial, or to work where the slot has none that decides. */
    public Slot deploy(String name, String hash) {
        if (!Files.exists(folder(hash).resolve(ModelBundle.MANIFEST))) {
            throw new ModelStoreException("there is no model " + hash + " in " + versions + "; deploy its folder");
        }
        return change(name, slot -> {
            if (slot.live().filter(hash::equals).isPresent()) {
                throw new ModelStoreException("model " + hash + " decides at " + name + " already");
            }
            return slot.deployed(hash, clock.instant());
        });
    }

    /** The model on trial decides from now on. */
    public Slot promote(String name) {
        return change(name, slot -> {
            if (slot.shadow().isEmpty()) {
                throw new ModelStoreException("no model is on trial at " + name + "; deploy one first");
            }
            return slot.promoted(clock.instant());
        });
    }

    /** The model before decides again. */
    public Slot rollBack(String name, String because) {
        return change(name, slot -> {
            if (slot.previous().isEmpty()) {
                throw new ModelStoreException("there is no model before the one that decides at " + name
                        + "; deploy another one and promote it");
            }
            return slot.rolledBack(because, clock.instant());
        });
    }

    /** Ends a trial. */
    public Slot withdraw(String name, String because) {
        return change(name, slot -> {
            if (slot.shadow().isEmpty()) {
                throw new ModelStoreException("no model is on trial at " + name);
            }
            return slot.withoutShadow(because, clock.instant());
        });
    }

    /** The names of all slots. */
    public List<String> slots() {
        try (Stream<Path> files = Files.list(slots)) {
            return files.map(file -> URLDecoder.decode(String.valueOf(file.getFileName()), UTF_8))
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ModelStoreException(slots + " cannot be read: " + e, e);
        }
    }

    /** Every version that is kept; of a damaged one, what is wrong with it. */
    public List<Version> versions() {
        List<Path> folders;
        try (Stream<Path> files = Files.list(versions)) {
            folders = files.filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ModelStoreException(versions + " cannot be read: " + e, e);
        }
        List<Version> found = new ArrayList<>();
        for (Path folder : folders) {
            String hash = String.valueOf(folder.getFileName());
            try {
                ModelBundle bundle = ModelBundle.read(folder);
                found.add(new Version(
                        hash,
                        bundle.name(),
                        bundle.version(),
                        folder,
                        trust.check(bundle).inWords()));
            } catch (ModelException e) {
                found.add(new Version(hash, "", "", folder, String.valueOf(e.getMessage())));
            }
        }
        return found;
    }

    private Path file(String name) {
        return slots.resolve(URLEncoder.encode(name, UTF_8));
    }

    private Slot change(String name, UnaryOperator<Slot> change) {
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = lock(channel)) {
            Slot changed = change.apply(slot(name));
            if (held.isValid()) {
                SafeFiles.replace(file(name), changed.text().getBytes(UTF_8));
            }
            return changed;
        } catch (IOException e) {
            throw new ModelStoreException(file(name) + " cannot be written: " + e, e);
        }
    }

    /** Another process is waited for; another thread of this one is told apart by the exception. */
    private static FileLock lock(FileChannel channel) throws IOException {
        for (int i = 0; i < LOCK_TRIES; i++) {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException e) {
                // Held by another thread of this process.
            }
            LockSupport.parkNanos(LOCK_PAUSE_NANOS);
        }
        throw new IOException("the store of models is locked by another process for "
                + LOCK_TRIES * LOCK_PAUSE_NANOS / 1_000_000_000 + " s");
    }
}
