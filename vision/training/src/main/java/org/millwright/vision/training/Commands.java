package org.millwright.vision.training;

import java.io.IOException;
import org.millwright.hardware.inference.ModelException;
import picocli.CommandLine;

/** What the commands share: a folder or bundle that does not fit ends them with one sentence. */
final class Commands {

    private static final int CANNOT_RUN = 2;

    private Commands() {}

    static CommandLine line(Object command) {
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((problem, line, parsed) -> {
                    if (problem instanceof IOException || problem instanceof ModelException) {
                        line.getErr().println(problem.getMessage());
                        line.getErr().flush();
                        return CANNOT_RUN;
                    }
                    throw problem;
                });
    }
}
