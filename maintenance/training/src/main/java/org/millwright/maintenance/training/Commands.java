package org.millwright.maintenance.training;

import java.util.Locale;
import org.millwright.maintenance.training.study.CannotTrain;
import picocli.CommandLine;

/** What both commands share: faults as one sentence, scores as a table. */
final class Commands {

    static final String HEADER =
            "                  RMSE   NASA score   RMSE uncapped   NASA uncapped   RMSE near end   estimates   without"
                    + "   truth in interval, its width";

    private static final int CANNOT_RUN = 2;

    private Commands() {}

    static CommandLine line(Object command) {
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((problem, line, parsed) -> {
                    if (problem instanceof CannotTrain) {
                        line.getErr().println(problem.getMessage());
                        line.getErr().flush();
                        return CANNOT_RUN;
                    }
                    throw problem;
                });
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
