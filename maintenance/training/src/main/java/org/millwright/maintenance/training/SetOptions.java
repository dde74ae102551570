package org.millwright.maintenance.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which data set, and where it lies. */
final class SetOptions {

    private static final String CMAPSS = "cmapss";
    private static final String BEARING = "bearing";

    @Option(
            names = "--set",
            defaultValue = "",
            description = "cmapss (NASA turbofans) or bearing (the simulated spindle's).")
    private String set = "";

    @Option(
            names = "--data",
            description = "Folder with train_FD001.txt and so on, or with the CSV files of: simulator histories.")
    private @Nullable Path data;

    @Option(
            names = "--subset",
            defaultValue = "FD001",
            description = "C-MAPSS only: FD001 (default). The others have several operating conditions or faults, which"
                    + " this recipe does not know.")
    private String subset = "FD001";

    LifeRecipe recipe() {
        return switch (name()) {
            case CMAPSS -> LifeRecipe.cmapss(subset);
            case BEARING -> LifeRecipe.bearing();
            default -> throw unknown();
        };
    }

    DataSet read(List<String> inputs) {
        return switch (name()) {
            case CMAPSS -> Cmapss.read(data(), subset, inputs);
            case BEARING -> BearingHistories.read(data(), inputs);
            default -> throw unknown();
        };
    }

    /** What runs a set that has a protocol of its own. */
    Optional<Study> study() {
        return Studies.named(name());
    }

    Path data() {
        Path folder = data;
        if (folder == null) {
            throw new CannotTrain("--data is missing: the folder of the data set");
        }
        return folder;
    }

    Optional<Path> dataIfGiven() {
        return Optional.ofNullable(data);
    }

    private String name() {
        return set.toLowerCase(Locale.ROOT);
    }

    private CannotTrain unknown() {
        return new CannotTrain("--set=" + set + ": not known to this command; it is one of " + CMAPSS + ", " + BEARING
                + ", or for evaluate alone one of " + String.join(", ", Studies.names()));
    }
}
