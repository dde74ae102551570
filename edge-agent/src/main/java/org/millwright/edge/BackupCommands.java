package org.millwright.edge;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.millwright.edge.backup.Backup;
import org.millwright.edge.backup.BackupException;
import org.millwright.edge.backup.Restore;
import org.millwright.edge.config.Check;
import org.millwright.edge.config.ConfigReader;
import org.millwright.edge.store.StoreException;

/** The commands {@code backup} and {@code restore}, in words. */
final class BackupCommands {

    private static final int FAILED = 1;

    private final PrintStream out;
    private final PrintStream err;

    BackupCommands(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    int backup(Path archive, Path file) {
        // A backup holds no secret, so none need be there to make it.
        return switch (new ConfigReader(name -> "-").read(file)) {
            case ConfigReader.Result.Invalid invalid -> {
                invalid.problems().forEach(err::println);
                yield Check.INVALID;
            }
            case ConfigReader.Result.Valid valid -> {
                try {
                    Backup.Report made = Backup.make(archive, file, valid.config(), version(), InstantSource.system());
                    out.printf(
                            "%s: %,d files in %,d KiB%s%n",
                            archive, made.files(), made.bytes() >> 10, made.storeRan() ? ", the store running" : "");
                    out.println("Keep it as you keep the keys that are in it. Secrets that the configuration takes from"
                            + " the environment or from files of their own are not.");
                    moved(made.moved());
                    yield 0;
                } catch (BackupException | StoreException e) {
                    err.println("millwright backup: " + e.getMessage());
                    yield FAILED;
                }
            }
        };
    }

    int restore(Path archive, Path folder) {
        try {
            Restore.Report done = Restore.into(archive, folder);
            String name = done.facts().getOrDefault("configuration", "the configuration");
            out.printf(
                    "%s: %,d files, made %s by version %s%n",
                    folder,
                    done.files(),
                    done.facts().getOrDefault("made", "at an unknown time"),
                    done.facts().getOrDefault("millwright", "unknown"));
            moved(done.moved());
            out.println("Next: ./millwright check " + folder.resolve(name));
            return 0;
        } catch (BackupException e) {
            err.println("millwright restore: " + e.getMessage());
            return FAILED;
        }
    }

    private void moved(Map<String, String> moved) {
        moved.forEach((place, from) -> out.println("  " + from + " is in " + place
                + " of the backup, as it lies outside the configuration's folder: after restoring, put it back or change"
                + " the configuration"));
    }

    private static String version() {
        return Optional.ofNullable(BackupCommands.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
