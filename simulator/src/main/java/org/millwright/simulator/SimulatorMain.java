package org.millwright.simulator;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.millwright.simulator.process.CannotStart;
import org.millwright.simulator.surface.BaselineCommand;
import org.millwright.simulator.surface.RenderCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The plant in software, as a command: {@code run}, {@code replay}, {@code load}, {@code broker} and more. */
@Command(
        name = "simulator",
        description = "A plant in software, for agents that want to be tried.",
        mixinStandardHelpOptions = true,
        subcommands = {
            RunCommand.class,
            ReplayCommand.class,
            LoadCommand.class,
            BrokerCommand.class,
            HistoriesCommand.class,
            RenderCommand.class,
            BaselineCommand.class
        })
public final class SimulatorMain {

    /** Exit code of everything that the person at the keyboard can put right. */
    static final int CANNOT_START = 2;

    private SimulatorMain() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(withCommand(arguments)));
    }

    /** {@code run} is what is meant where no command is named. */
    private static String[] withCommand(String[] arguments) {
        Set<String> ownOptions = Set.of("-h", "--help", "-V", "--version");
        boolean named = arguments.length > 0 && (!arguments[0].startsWith("-") || ownOptions.contains(arguments[0]));
        return named
                ? arguments
                : Stream.concat(Stream.of("run"), Stream.of(arguments)).toArray(String[]::new);
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
