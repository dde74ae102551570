package org.millwright.maintenance.training;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.millwright.maintenance.training.study.CannotTrain;
import org.millwright.maintenance.training.study.Study;
import picocli.CommandLine.Option;

/** Which data set, and where it lies. */
final class SetOptions {

    private static final String CMAPSS = "cmapss";
    private static final String BEARING = "bearing";
    private static final String ALL = "ALL";

    /** For the help text. */
    static final class StudyNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Studies.names().iterator();
        }
    }

    @Option(
            names = "--set",
            defaultValue = "",
            completionCandidates = StudyNames.class,
            description = "cmapss (NASA turbofans) or bearing (the simulated spindle's); evaluate alone:"
                    + " ${COMPLETION-CANDIDATES}.")
    private String set = "";

    @Option(
            names = "--data",
            description =
                    "The set's folder: with train_FD001.txt and so on, or the CSV files of: simulator histories. With"
                            + " --target the table's file.")
    private @Nullable Path data;

    @Option(
            names = "--subset",
            description = "C-MAPSS only: FD001, FD002, FD003 or FD004, one recipe for all. Trains FD001 where it is not"
                    + " given; evaluate takes ALL then.")
    private @Nullable String subset;

    /** The parts of the set to train on, one after the other; a set without parts is its only one. */
    List<String> subsets(boolean allByDefault) {
        if (!name().equals(CMAPSS)) {
            if (subset != null) {
                throw new CannotTrain("--subset=" + subset + " has no meaning with --set " + name() + "; leave it out");
            }
            return List.of(name());
        }
        String named = subset == null ? (allByDefault ? ALL : Cmapss.SUBSETS.getFirst()) : subset;
        String wanted = named.toUpperCase(Locale.ROOT);
        if (wanted.equals(ALL)) {
            return Cmapss.SUBSETS;
        }
        if (!Cmapss.SUBSETS.contains(wanted)) {
            throw new CannotTrain("--subset=" + named + ": not known; it is one of " + String.join(", ", Cmapss.SUBSETS)
                    + ", or for evaluate " + ALL);
        }
        return List.of(wanted);
    }

    LifeRecipe recipe(String part) {
        return switch (name()) {
            case CMAPSS -> LifeRecipe.cmapss(part);
            case BEARING -> LifeRecipe.bearing();
            default -> throw unknown();
        };
    }

    DataSet read(String part, List<String> inputs) {
        return switch (name()) {
            case CMAPSS -> Cmapss.read(data(), part, inputs);
            case BEARING -> BearingHistories.read(data(), inputs);
            default -> throw unknown();
        };
    }

    /** The one part that a bundle was trained on. */
    String only() {
        List<String> parts = subsets(true);
        if (parts.size() > 1) {
            throw new CannotTrain("--model is of one subset of " + name() + "; name it: --subset "
                    + Cmapss.SUBSETS.getFirst() + ", or another");
        }
        return parts.getFirst();
    }

    /** What of a set a bundle is scored on: histories that it has not learned from. */
    List<LifeHistory> unseen(String part, DataSet data, boolean writtenFromIt) {
        if (name().equals(BEARING) && !writtenFromIt) {
            return Stream.concat(data.train().stream(), data.test().stream()).toList();
        }
        if (data.test().isEmpty()) {
            throw new CannotTrain(part + " has no test part to score --model on; RUL_" + part + ".txt is missing");
        }
        return data.test();
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

    String name() {
        return set.toLowerCase(Locale.ROOT);
    }

    private CannotTrain unknown() {
        return new CannotTrain((set.isEmpty()
                        ? "--set is missing, or --target to train on a table of yours; --set"
                        : "--set=" + set + ": not known to this command; it")
                + " is one of " + CMAPSS + ", " + BEARING + ", or for evaluate alone one of "
                + String.join(", ", Studies.names()));
    }
}
