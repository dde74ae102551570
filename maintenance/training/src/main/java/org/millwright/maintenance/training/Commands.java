package org.millwright.maintenance.training;

import java.io.PrintWriter;
import java.util.Locale;
import org.millwright.hardware.inference.ModelException;
import org.millwright.maintenance.training.study.CannotTrain;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What both commands share: faults as one sentence, scores as a table. */
final class Commands {

    private static final String HEADER =
            "                  RMSE   NASA score   RMSE uncapped   NASA uncapped   RMSE near end   estimates   without"
                    + "   truth in interval, its width";

    private static final int CANNOT_RUN = 2;

    private Commands() {}

    static CommandLine line(Object command) {
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((problem, line, parsed) -> {
                    if (problem instanceof CannotTrain || problem instanceof ModelException) {
                        line.getErr().println(problem.getMessage());
                        line.getErr().flush();
                        return CANNOT_RUN;
                    }
                    throw problem;
                });
    }

    /**
     * Refuses options that were given but would be ignored.
     *
     * @param why follows the option's name, such as {@code " has no meaning with --set bearing; leave it out"}
     */
    static void refuse(CommandSpec spec, String why, String... options) {
        for (String option : options) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new CannotTrain(option + why);
            }
        }
    }

    /** @param fitted whether intervals were fitted on the very lives that are scored */
    static void head(PrintWriter print, boolean fitted) {
        if (fitted) {
            print.println("its intervals were fitted on these lives, so how often they hold the truth is not told");
        }
        print.println(HEADER);
    }

    static String row(String name, Scores scores) {
        StringBuilder row = new StringBuilder(String.format(
                Locale.ROOT,
                "%-14s %7.3f   %10.1f   %13.3f   %13.1f   %13.3f   %9d   %7d",
                name,
                scores.rmse(),
                scores.nasa(),
                scores.rmseUncapped(),
                scores.nasaUncapped(),
                scores.rmseNearEnd(),
                scores.count(),
                scores.withoutEstimate()));
        for (Scores.Coverage coverage : scores.coverage()) {
            row.append(String.format(
                    Locale.ROOT,
                    "   %.0f %%: %.1f %%, %.1f",
                    100 * coverage.nominal(),
                    100 * coverage.found(),
                    coverage.width()));
        }
        return row.toString();
    }
}
