package org.millwright.edge.models;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.millwright.hardware.inference.Choice;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.hardware.inference.ModelException;
import org.millwright.hardware.inference.Trust;

/**
 * A folder of model bundles: {@code versions/HASH} never changes once it is there, and {@code slots/NAME} says in a few
 * lines which of them a place uses: a station, a product of one, or machines whose life is estimated.
 *
 * <p>Any thread, and any process: a command may change what a running agent follows. Whatever is changed is on disk before
 * the call returns, and is there as a whole or not at all.
 */
public final class ModelStore {

    private final VersionFolder versions;
    private final Slots slots;
    private final Trust trust;
    private final InstantSource clock;

    /** A version as it is kept. */
    public record Version(String hash, String name, String version, Path folder, String signature) {}

    /** @throws ModelStoreException when the folder cannot be made or written */
    public ModelStore(Path folder, Trust trust, InstantSource clock) {
        this.versions = new VersionFolder(folder.resolve("versions"));
        this.slots = new Slots(folder.resolve("slots"), folder.resolve("lock"));
        this.trust = trust;
        this.clock = clock;
        try {
            versions.make();
            slots.makeFolder();
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
        ModelBundle bundle = ModelBundle.read(folder);
        ModelKind.of(bundle);
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
        return versions.place(hash);
    }

    /** What a slot holds; empty where nothing was ever put into it. */
    public Slot slot(String name) {
        return slots.read(name);
    }

    /** The names of all slots. */
    public List<String> slots() {
        return slots.names();
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
            incoming = versions.incoming();
            Incoming taken = new Incoming(incoming);
            taken.take(source);
            ModelBundle bundle = check(incoming);
            taken.keepOnly(bundle);
            Path place = folder(bundle.hash());
            if (Files.exists(place)) {
                refresh(incoming, place);
            } else {
                Files.move(incoming, place, StandardCopyOption.ATOMIC_MOVE);
                SafeFiles.sync(versions.path());
            }
            Files.setLastModifiedTime(place, FileTime.from(clock.instant())); // what pruning goes by
            return bundle.hash();
        } catch (IOException e) {
            throw new ModelStoreException(source + " cannot be kept in " + versions.path() + ": " + e, e);
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
        ModelBundle bundle = read(hash);
        ModelKind.of(bundle).prove(bundle, threads);
    }

    /**
     * In which precision this machine runs a version, measured now; empty where it has one only, or is damaged.
     *
     * @param threads how many one picture may use
     */
    public Optional<Choice> precision(String hash, int threads) {
        try {
            ModelBundle bundle = read(hash);
            return ModelKind.of(bundle).precision(bundle, threads);
        } catch (ModelException e) {
            return Optional.empty(); // What is wrong with it stands beside its hash.
        }
    }

    /**
     * What the configuration names: it decides from now on, unless it did so when it was last named.
     *
     * @param kind that is needed there
     */
    public Slot configure(String name, Path source, ModelKind kind) {
        ModelBundle bundle = check(source).ofKind(kind.word());
        if (slot(name).configured().filter(bundle.hash()::equals).isPresent()) {
            return slot(name);
        }
        String hash = add(source);
        return slots.change(name, slot -> slot.configured(hash, clock.instant()));
    }

    /**
     * Puts a version that is kept on trial, or to work where the slot has none that decides.
     *
     * @param kind that is needed there
     */
    public Slot deploy(String name, String hash, ModelKind kind) {
        if (!Files.exists(folder(hash).resolve(ModelBundle.MANIFEST))) {
            throw new ModelStoreException(
                    "there is no model " + hash + " in " + versions.path() + "; deploy its folder");
        }
        kindOf(hash).filter(its -> !its.equals(kind.word())).ifPresent(its -> {
            throw new ModelStoreException("model " + hash + " is of kind " + its + ", and " + name
                    + " needs one of kind " + kind.word() + "; name another place, or another bundle");
        });
        return slots.change(name, slot -> {
            if (slot.live().filter(hash::equals).isPresent()) {
                throw new ModelStoreException("model " + hash + " decides at " + name + " already");
            }
            return slot.deployed(hash, clock.instant());
        });
    }

    /** Empty for one that is damaged: whoever loads it says what is wrong with it, and ends the trial. */
    private Optional<String> kindOf(String hash) {
        try {
            return Optional.of(read(hash).kind());
        } catch (ModelException e) {
            return Optional.empty();
        }
    }

    /** The model on trial decides from now on. */
    public Slot promote(String name) {
        return slots.change(name, slot -> {
            if (slot.shadow().isEmpty()) {
                throw new ModelStoreException("no model is on trial at " + name + "; deploy one first");
            }
            return slot.promoted(clock.instant());
        });
    }

    /** The model before decides again. */
    public Slot rollBack(String name, String because) {
        return slots.change(name, slot -> {
            if (slot.previous().isEmpty()) {
                throw new ModelStoreException("there is no model before the one that decides at " + name
                        + "; deploy another one and promote it");
            }
            return slot.rolledBack(because, clock.instant());
        });
    }

    /** Ends a trial. */
    public Slot withdraw(String name, String because) {
        return slots.change(name, slot -> {
            if (slot.shadow().isEmpty()) {
                throw new ModelStoreException("no model is on trial at " + name);
            }
            return slot.withoutShadow(because, clock.instant());
        });
    }

    /**
     * Deletes the versions that no slot names, and what broken-off commands left.
     *
     * @param kept those that came, again or for the first time, less long ago than this stay: they may be about to be deployed
     * @return the hashes of the deleted ones
     */
    public List<String> prune(Duration kept) {
        Set<String> used = new HashSet<>();
        for (String name : slots.names()) {
            Slot slot = slots.read(name);
            Stream.of(slot.live(), slot.shadow(), slot.previous(), slot.configured())
                    .flatMap(Optional::stream)
                    .forEach(used::add);
        }
        return versions.prune(used, clock.instant().minus(kept));
    }

    /** Every version that is kept; of a damaged one, what is wrong with it. */
    public List<Version> versions() {
        List<Version> found = new ArrayList<>();
        for (Path folder : versions.kept()) {
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
}
