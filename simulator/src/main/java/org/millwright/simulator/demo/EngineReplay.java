package org.millwright.simulator.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.millwright.simulator.DurationOption;
import org.millwright.simulator.process.CannotStart;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./millwright replay}: how well the running agent foretells the lives of engines that this project did not make. */
@Command(
        name = "millwright replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Replays the C-MAPSS test engines as machines over OPC UA to an agent, reads each engine's last prognosis back",
            "from the store, and prints it beside the real remaining life, with the root mean square error."
        })
public final class EngineReplay implements Callable<Integer> {

    private static final int CANNOT_START = 2;

    @Option(names = "--data", required = true, description = "Folder with test_FD001.txt.gz and RUL_FD001.txt.gz.")
    private Path data = Path.of("");

    @Option(names = "--subset", defaultValue = "FD001", description = "Which set (default: ${DEFAULT-VALUE}).")
    private String subset = "";

    @Option(names = "--every", defaultValue = "50ms", description = "Time between cycles (default: ${DEFAULT-VALUE}).")
    private Duration every = Duration.ZERO;

    @Option(
            names = "--folder",
            description = "Where the run keeps its data and logs, emptied first; default: .millwright/replay.")
    private @Nullable Path folder;

    @Option(names = "--home", required = true, hidden = true)
    private Path home = Path.of(".");

    @Option(names = "--agent-classpath", required = true, hidden = true)
    private String agentClasspath = "";

    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new EngineReplay());
        line.registerConverter(Duration.class, new DurationOption());
        line.setExecutionExceptionHandler((exception, command, parsed) -> {
            if (exception instanceof DemoException || exception instanceof CannotStart) {
                System.err.println("millwright replay: " + exception.getMessage());
                return CANNOT_START;
            }
            throw exception;
        });
        System.exit(line.execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path where = folder == null ? home.resolve(".millwright").resolve("replay") : folder;
        // Ctrl-C: the two processes end by themselves when this one does.
        try (EngineRun run = EngineRun.start(home, agentClasspath, data, subset, every, where)) {
            System.out.printf(
                    Locale.ROOT,
                    "%d engines, %,d cycles, a cycle each %d ms ...%n",
                    run.size(),
                    run.cycles(),
                    every.toMillis());
            List<EngineAnswer> answers = run.awaitAnswers();
            System.out.println("engine     cycles  predicted  real");
            answers.forEach(answer -> System.out.printf(
                    Locale.ROOT,
                    "%-9s  %6d  %9.1f  %4d%n",
                    answer.engine(),
                    answer.cycles(),
                    answer.predicted(),
                    answer.real()));
            System.out.println(summary(subset, answers));
        }
        return 0;
    }

    static String summary(String subset, List<EngineAnswer> answers) {
        return String.format(
                Locale.ROOT,
                "%s over OPC UA: RMSE %.2f cycles (real lives capped at %d), %d engines",
                subset,
                EngineAnswer.rmse(answers),
                EngineAnswer.CAP,
                answers.size());
    }
}
