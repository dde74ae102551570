package org.millwright.maintenance.training;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Which data set, and where it lies. */
final class SetOptions {

    enum Set {
        CMAPSS,
        BEARING
    }

    @Option(
            names = "--set",
            required = true,
            description = "cmapss (NASA turbofans) or bearing (the simulated spindle's).")
    private Set set = Set.CMAPSS;

    @Option(
            names = "--data",
            required = true,
            description = "Folder with train_FD001.txt and so on, or with the CSV files of: simulator histories.")
    private Path data = Path.of("");

    @Option(
            names = "--subset",
            defaultValue = "FD001",
            description = "C-MAPSS only: FD001 (default). The others have several operating conditions or faults, which"
                    + " this recipe does not know.")
    private String subset = "FD001";

    LifeRecipe recipe() {
        return switch (set) {
            case CMAPSS -> LifeRecipe.cmapss(subset);
            case BEARING -> LifeRecipe.bearing();
        };
    }

    DataSet read(List<String> inputs) {
        return switch (set) {
            case CMAPSS -> Cmapss.read(data, subset, inputs);
            case BEARING -> BearingHistories.read(data, inputs);
        };
    }
}
