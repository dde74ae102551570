package org.millwright.simulator.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.millwright.simulator.demo.DemoException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./millwright evaluate maintenance --set line}: how long before failures the agent warns, and how often for nothing. */
@Command(
        name = "millwright evaluate maintenance --set line",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs simulated lines, one a seed, through the agent's stages (features, condition, prognosis, advisory) in fast",
            "time, and scores what they said against the truth: lead times, errors, false alarms, lying sensors."
        })
public final class LineStudy implements Callable<Integer> {

    private static final int CANNOT_START = 2;

    @Option(names = "--seeds", defaultValue = "10", description = "How many lines (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--first-seed", defaultValue = "1", description = "The first of them (default: ${DEFAULT-VALUE}).")
    private long firstSeed;

    @Option(names = "--months", defaultValue = "3", description = "Of 30 days, each (default: ${DEFAULT-VALUE}).")
    private double months;

    @Option(names = "--home", required = true, hidden = true)
    private Path home = Path.of(".");

    @Option(names = "--agent-classpath", required = true, hidden = true)
    private String agentClasspath = "";

    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new LineStudy());
        line.setExecutionExceptionHandler((exception, command, parsed) -> {
            if (exception instanceof DemoException) {
                System.err.println("millwright evaluate maintenance: " + exception.getMessage());
                return CANNOT_START;
            }
            throw exception;
        });
        System.exit(line.execute(arguments));
    }

    /** Named to come here at all. */
    @Option(names = "--set", hidden = true)
    void set(String name) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Long> chosen =
                LongStream.range(firstSeed, firstSeed + seeds).boxed().toList();
        System.out.printf(
                Locale.ROOT,
                "%d lines (seeds %d to %d), %.1f months of 30 days each; lives in hours of work%n",
                seeds,
                firstSeed,
                firstSeed + seeds - 1,
                months);
        Rehearsed rehearsed = Rehearsed.run(home, agentClasspath, home.resolve(".millwright/study"), chosen, months);
        System.out.println(new StudyScore(rehearsed).table());
        return 0;
    }
}
