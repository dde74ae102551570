package org.millwright.simulator;

import java.io.PrintWriter;
import java.time.Duration;
import org.millwright.simulator.process.CannotStart;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The plant in software, as a command: {@code run}, {@code replay}, {@code load}, {@code histories}. */
@Command(
        name = "simulator",
        description = "A plant in software, for agents that want to be tried.",
        mixinStandardHelpOptions = true,
        subcommands = {ReplayCommand.class, LoadCommand.class, HistoriesCommand.class})
public final class SimulatorMain {

    /** Exit code of everything that the person at the keyboard can put right. */
    static final int CANNOT_START = 2;

    private SimulatorMain() {}

    public static void main(String[] arguments) {
        // Before anything logs: HiveMQ's jar carries a logback.xml that tells everything.
        System.setProperty("logback.configurationFile", "simulator-logback.xml");
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new SimulatorMain());
        line.registerConverter(Duration.class, new DurationOption());
        line.setParameterExceptionHandler((problem, arguments) -> {
            sayOneSentence(problem.getCommandLine().getErr(), String.valueOf(problem.getMessage()));
            return CANNOT_START;
        });
        line.setExecutionExceptionHandler((problem, command, parsed) -> {
            if (problem instanceof CannotStart) {
                sayOneSentence(command.getErr(), String.valueOf(problem.getMessage()));
                return CANNOT_START;
            }
            throw problem;
        });
        return line;
    }

    private static void sayOneSentence(PrintWriter err, String sentence) {
        err.println("simulator: " + sentence);
        err.flush();
    }
}
