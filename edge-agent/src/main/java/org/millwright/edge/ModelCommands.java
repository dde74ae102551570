package org.millwright.edge;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.millwright.edge.config.AgentConfig;
import org.millwright.edge.config.Check;
import org.millwright.edge.config.ConfigReader;
import org.millwright.edge.config.InspectionConfig;
import org.millwright.edge.models.ModelStore;
import org.millwright.edge.models.ModelStoreException;
import org.millwright.edge.models.Slot;
import org.millwright.edge.pictures.KeptPictures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./millwright model …}: bundles are signed and verified, deployed to a running agent or to one that stands. */
@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        description = "Signs, verifies, deploys, promotes and takes back model bundles.")
final class ModelCommands extends BundleCommands {

    ModelCommands() {
        this(System.out, System.err);
    }

    ModelCommands(PrintStream out, PrintStream err) {
        super(out, err);
    }

    /** Which configuration. */
    static final class Config {
        @Parameters(paramLabel = "CONFIG", description = "The configuration file of the agent.")
        Path file = Path.of("");
    }

    /** Which configuration, and which of its places for a model. */
    static final class Place {
        @Mixin
        Config config = new Config();

        @Option(
                names = "--place",
                description =
                        "STATION, STATION@PRODUCT, life:MACHINE, life:KIND, diagnosis:MACHINE or diagnosis:KIND; needed where there are several.")
        String name = "";
    }

    @Command(
            name = "deploy",
            description = "Puts a bundle on trial beside the model that decides.",
            mixinStandardHelpOptions = true)
    int deploy(
            @Parameters(paramLabel = "BUNDLE", description = "The folder of a bundle, or a ZIP file of one.")
                    Path bundle,
            @Mixin Place place) {
        return change(place, (models, name, its) -> {
            String hash = models.add(bundle);
            models.prove(hash, its.threads());
            return models.deploy(name, hash, its.kind());
        });
    }

    @Command(name = "promote", description = "Lets the model on trial decide.", mixinStandardHelpOptions = true)
    int promote(@Mixin Place place) {
        return change(place, (models, name, its) -> models.promote(name));
    }

    @Command(name = "rollback", description = "Lets the model before decide again.", mixinStandardHelpOptions = true)
    int rollback(@Mixin Place place) {
        return change(place, (models, name, its) -> models.rollBack(name, "asked for by command"));
    }

    @Command(name = "withdraw", description = "Ends a trial.", mixinStandardHelpOptions = true)
    int withdraw(@Mixin Place place) {
        return change(place, (models, name, its) -> models.withdraw(name, "asked for by command"));
    }

    @Command(
            name = "list",
            description = "Which models there are, and what each does.",
            mixinStandardHelpOptions = true)
    int list(@Mixin Config from) {
        return withConfig(from, config -> {
            ModelStore models = ModelPlaces.store(config.models(), InstantSource.system());
            ModelPlaces.of(config).keySet().forEach(name -> out.print(inWords(name, models.slot(name))));
            int threads = config.inspections().stream()
                    .mapToInt(InspectionConfig::threads)
                    .findFirst()
                    .orElse(1);
            for (ModelStore.Version version : models.versions()) {
                out.println(
                        version.hash() + "  " + version.name() + " " + version.version() + ", " + version.signature());
                models.precision(version.hash(), threads)
                        .ifPresent(choice -> out.println("  runs in " + choice.inWords()));
            }
            return 0;
        });
    }

    @Command(
            name = "labels",
            description = "Copies the pictures that were labelled on the page into a folder per class.",
            mixinStandardHelpOptions = true)
    int labels(@Parameters(paramLabel = "FOLDER", description = "Where to put them.") Path folder, @Mixin Config from) {
        return withConfig(from, config -> {
            int copied = 0;
            for (InspectionConfig inspection : config.inspections()) {
                String station = inspection.station().name();
                KeptPictures pictures =
                        new KeptPictures(config.pictures().folder().resolve(station), Long.MAX_VALUE);
                copied += pictures.export(folder, station + "-");
            }
            out.println(copied + " labelled pictures copied to " + folder);
            return 0;
        });
    }

    @Command(
            name = "prune",
            description = "Deletes the models that no place uses, has on trial or could go back to.",
            mixinStandardHelpOptions = true)
    int prune(
            @Mixin Config from,
            @Option(
                            names = "--older-than",
                            paramLabel = "DAYS",
                            defaultValue = "30",
                            description =
                                    "Leaves those that came later; default ${DEFAULT-VALUE}, at least 1. Verdicts in"
                                            + " the store go on naming the hashes of models that are deleted.")
                    int days) {
        return withConfig(from, config -> {
            if (days < 1) {
                throw new ModelStoreException("--older-than=" + days + ": must be at least 1 day");
            }
            ModelStore models = ModelPlaces.store(config.models(), InstantSource.system());
            List<String> deleted = models.prune(Duration.ofDays(days));
            deleted.forEach(hash -> out.println(hash + "  deleted"));
            out.println(deleted.size() + " models deleted, " + models.versions().size() + " left");
            return 0;
        });
    }

    private interface Change {
        Slot apply(ModelStore models, String name, ModelPlaces.Place its);
    }

    private int change(Place place, Change change) {
        return withConfig(place.config, config -> {
            Map<String, ModelPlaces.Place> places = ModelPlaces.of(config);
            String name = place.name.isEmpty() && places.size() == 1
                    ? places.keySet().iterator().next()
                    : place.name;
            ModelPlaces.Place its = places.get(name);
            if (its == null) {
                throw new ModelStoreException((name.isEmpty() ? "no place is named" : "there is no place " + name)
                        + "; write --place with one of " + places.keySet());
            }
            ModelStore models = ModelPlaces.store(config.models(), InstantSource.system());
            out.print(inWords(name, change.apply(models, name, its)));
            return 0;
        });
    }

    private static String inWords(String name, Slot slot) {
        return name + ": live " + slot.live().orElse("none") + ", on trial "
                + slot.shadow().orElse("none") + ", before "
                + slot.previous().orElse("none") + System.lineSeparator() + "  " + slot.why() + ", " + slot.since()
                + System.lineSeparator();
    }

    private interface WithConfig {
        int run(AgentConfig config) throws IOException;
    }

    /** Secrets do not matter to models, and need not be set. */
    private int withConfig(Config from, WithConfig action) {
        return switch (new ConfigReader(name -> "-").read(from.file)) {
            case ConfigReader.Result.Invalid invalid -> {
                invalid.problems().forEach(err::println);
                yield Check.INVALID;
            }
            case ConfigReader.Result.Valid valid -> run(() -> action.run(valid.config()));
        };
    }
}
