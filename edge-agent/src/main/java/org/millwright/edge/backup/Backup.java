package org.millwright.edge.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.millwright.edge.config.AgentConfig;
import org.millwright.edge.config.CameraSourceConfig;
import org.millwright.edge.config.MqttSourceConfig;
import org.millwright.edge.config.OpcUaSourceConfig;
import org.millwright.edge.config.SourceConfig;
import org.millwright.edge.config.StoreConfig;
import org.millwright.edge.store.StoreSnapshot;

/**
 * Puts an agent's configuration, keys, models, journal and embedded store into one file, while the agent runs or not.
 *
 * <p>The journal goes first: what it hands to the store afterwards is in both, which harms nothing, and not in neither.
 * Secrets are not in it, since the configuration only says where they are.
 */
public final class Backup {

    /** @param moved original places of what was outside the configuration's folder, by place in the archive */
    public record Report(int files, long bytes, boolean storeRan, Map<String, String> moved) {
        public Report {
            moved = Map.copyOf(moved);
        }
    }

    private final Path configFile;
    private final AgentConfig config;
    private final Places places;
    /** Where there is room for a copy of a database: beside the archive. */
    private final Path room;

    private Backup(Path configFile, AgentConfig config, Path room) {
        this.room = room;
        this.configFile = configFile;
        this.config = config;
        places = new Places(Objects.requireNonNull(configFile.getParent(), "a file has a folder"));
    }

    /**
     * Makes {@code archive}, which must not be there yet; blocks until it is on disk.
     *
     * @param version of this program, for the manifest
     * @throws BackupException in one sentence when it cannot be made; then there is no archive
     */
    public static Report make(Path archive, Path configFile, AgentConfig config, String version, InstantSource clock) {
        if (Files.exists(archive)) {
            throw new BackupException(archive + " is there already: name another file");
        }
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("made", clock.instant().toString());
        facts.put("millwright", version);
        facts.put("store", StoreSnapshot.version());
        facts.put("java", Runtime.version().toString());
        Path absolute = configFile.toAbsolutePath().normalize();
        facts.put("configuration", absolute.getFileName().toString());
        Path place = archive.toAbsolutePath().normalize();
        Path room = Objects.requireNonNull(place.getParent(), "a file has a folder");
        if (!Files.isDirectory(room)) {
            throw new BackupException("there is no folder " + room + ": make it first");
        }
        return new Backup(absolute, config, room).write(place, facts);
    }

    private Report write(Path archive, Map<String, String> facts) {
        try (ArchiveWriter writer = new ArchiveWriter(archive)) {
            writer.add(places.of(configFile), configFile);
            addData(writer, archive);
            for (Path named : namedFiles()) {
                addTree(writer, named, _ -> true);
            }
            boolean ran =
                    config.store() instanceof StoreConfig.Embedded embedded && addStore(writer, embedded.folder());
            Manifest manifest = writer.finish(facts, places.moved());
            return new Report(manifest.items().size(), Files.size(archive), ran, places.moved());
        } catch (IOException e) {
            throw new BackupException("cannot write " + archive + ": " + e.getMessage() + "; is the disk full?", e);
        }
    }

    /** Keys, journal and what else there is, but not the store, nor archives that someone puts there. */
    private void addData(ArchiveWriter writer, Path archive) throws IOException {
        Path store = config.store() instanceof StoreConfig.Embedded embedded
                ? embedded.folder().toAbsolutePath().normalize()
                : config.data().resolve("store");
        Path own = archive.resolveSibling(archive.getFileName() + ".part");
        Predicate<Path> wanted = path -> !path.startsWith(store)
                && !path.equals(own)
                && !path.getFileName().toString().endsWith(".zip")
                && !DatabaseCopy.isWorthNothingAlone(path);
        addTree(writer, config.data(), wanted);
        List<Path> elsewhere = List.of(
                config.journal().folder(),
                config.models().folder(),
                config.pictures().folder());
        for (Path folder : elsewhere) {
            if (!folder.startsWith(config.data()) && Files.isDirectory(folder)) {
                addTree(writer, folder, wanted);
            }
        }
    }

    /** What the configuration names by path. */
    private List<Path> namedFiles() {
        List<Path> named = new ArrayList<>();
        config.inspections().forEach(inspection -> {
            named.add(inspection.model());
            inspection
                    .variants()
                    .ifPresent(variants -> variants.known()
                            .values()
                            .forEach(variant -> variant.model().ifPresent(named::add)));
        });
        named.addAll(config.models().trustedKeys());
        config.prognoses().forEach(prognosis -> named.add(prognosis.model()));
        config.diagnoses().forEach(diagnosis -> named.add(diagnosis.model()));
        for (SourceConfig source : config.sources()) {
            switch (source) {
                case OpcUaSourceConfig plc -> {
                    if (plc.login() instanceof OpcUaSourceConfig.Login.Certificate login) {
                        named.add(login.certificate());
                        named.add(login.privateKey());
                    }
                }
                case MqttSourceConfig broker ->
                    broker.tls().ifPresent(tls -> {
                        named.add(tls.certificateAuthority());
                        tls.clientCertificate().ifPresent(named::add);
                        tls.clientKey().ifPresent(named::add);
                    });
                case CameraSourceConfig camera -> {}
            }
        }
        return named;
    }

    private boolean addStore(ArchiveWriter writer, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        Path store = folder.toAbsolutePath().normalize();
        try (StoreSnapshot snapshot = StoreSnapshot.of(store)) {
            addTree(writer, store, path -> path.equals(store) || snapshot.holds(path));
            if (snapshot.isOfRunningStore()) {
                writer.add(places.of(store) + "/" + StoreSnapshot.RESTORE_MARKER, new byte[0]);
            }
            return snapshot.isOfRunningStore();
        }
    }

    private void addTree(ArchiveWriter writer, Path root, Predicate<Path> wanted) throws IOException {
        Path top = root.toAbsolutePath().normalize();
        if (!Files.exists(top)) {
            return;
        }
        places.of(top);
        List<Path> files = new ArrayList<>();
        collect(top, wanted, files);
        for (Path file : files) {
            addFile(writer, file);
        }
    }

    /** Folder by folder, since what is left out may change while it is looked at. */
    private static void collect(Path path, Predicate<Path> wanted, List<Path> files) throws IOException {
        if (!wanted.test(path)) {
            return;
        }
        if (!Files.isDirectory(path)) {
            files.add(path);
            return;
        }
        try (Stream<Path> children = Files.list(path)) {
            for (Path child : children.sorted().toList()) {
                collect(child, wanted, files);
            }
        } catch (NoSuchFileException e) {
            // A folder that the store has no more use for.
        }
    }

    private void addFile(ArchiveWriter writer, Path file) throws IOException {
        if (DatabaseCopy.isDatabase(file)) {
            Path folder = Files.createTempDirectory(room, ".millwright-backup-");
            Path copy = folder.resolve("copy.db");
            try {
                DatabaseCopy.copy(file, copy);
                writer.add(places.of(file), copy);
            } finally {
                Files.deleteIfExists(copy);
                Files.delete(folder);
            }
            return;
        }
        try {
            writer.add(places.of(file), file);
        } catch (NoSuchFileException e) {
            // Gone since the folder was listed: what a snapshot needs stays, so nothing did.
        }
    }
}
