package org.millwright.edge.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.store.StoreException;
import org.millwright.hardware.gateway.GatewayFacts;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./millwright bench}: the agent under load, beside the bare libraries on the same load. */
@Command(
        name = "millwright bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs a load (signals x period) from the simulator: first into Milo's bare client, with a bare InfluxDB",
            "client that writes as many rows; then through the agent into its store. Prints what both cost, how late the",
            "values were, and whether any were lost. Exit code 0 only when none were."
        })
public final class Bench implements Callable<Integer> {

    private static final int CANNOT_RUN = 2;
    private static final Pattern PERIOD = Pattern.compile("(\\d{1,6})(ms|s)");

    @Option(names = "--signals", defaultValue = "10000", description = "How many (default: ${DEFAULT-VALUE}).")
    private int signals;

    @Option(
            names = "--period",
            defaultValue = "100ms",
            description = "Time between two changes of each signal (default: ${DEFAULT-VALUE}).")
    private String period = "";

    @Option(names = "--seconds", defaultValue = "30", description = "How long to measure (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warmup",
            defaultValue = "15",
            description = "Seconds of load before that (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--no-camera", description = "Leave the vision station out.")
    private boolean withoutCamera;

    @Option(names = "--report", description = "Write the result as one JSON object to this file.")
    private @Nullable Path report;

    @Option(names = "--home", required = true, hidden = true)
    private Path home = Path.of(".");

    @Option(names = "--data", hidden = true)
    private @Nullable Path data;

    @Option(names = "--simulator-classpath", required = true, hidden = true)
    private String simulatorClasspath = "";

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Bench());
        line.setExecutionExceptionHandler((exception, command, parsed) -> {
            if (exception instanceof BenchException || exception instanceof StoreException) {
                command.getErr().println("millwright bench: " + exception.getMessage());
                return CANNOT_RUN;
            }
            throw exception;
        });
        return line;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Plan plan = plan();
        if (report != null) {
            Report.mustBeWritable(report);
        }
        Plant plant = new Plant(plan);
        System.out.printf(
                "%d signals every %s: %d s of warm-up and %d s measured, twice; logs in %s%n",
                signals, period, warmUp, seconds, plan.folder());
        Yardstick.Result yardstick = phase(started -> new Yardstick(plan, plant).run(started));
        AgentRun.Result agent = phase(started -> new AgentRun(plan, plant).run(started));
        Report result = new Report(plan, GatewayFacts.read(), yardstick, agent);
        System.out.println(result.table());
        if (report != null) {
            result.writeTo(report);
        }
        return result.isComplete() ? 0 : 1;
    }

    private interface Phase<T> {
        T run(Started started) throws InterruptedException;
    }

    /** Whatever ends it, Ctrl-C too, nothing that it started goes on. */
    private static <T> T phase(Phase<T> phase) throws InterruptedException {
        Started started = new Started();
        Thread onSignal = new Thread(started::close);
        Runtime.getRuntime().addShutdownHook(onSignal);
        try (started) {
            return phase.run(started);
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(onSignal);
            } catch (IllegalStateException e) {
                // It is what ended us.
            }
        }
    }

    private Plan plan() {
        between("--signals", signals, 1, 100_000);
        between("--seconds", seconds, 1, 86_400);
        between("--warmup", warmUp, 0, 3_600);
        Path own = data == null ? home.resolve(".millwright").resolve("bench") : data;
        return new Plan(
                home,
                freshFolder(own),
                simulatorClasspath,
                signals,
                period(),
                Duration.ofSeconds(warmUp),
                Duration.ofSeconds(seconds),
                !withoutCamera);
    }

    private static void between(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new BenchException(option + "=" + value + ": must be " + least + " to " + most);
        }
    }

    private Duration period() {
        Matcher matcher = PERIOD.matcher(period);
        if (!matcher.matches()) {
            throw new BenchException("--period=" + period + ": write a whole number and ms or s, such as 100ms");
        }
        long millis = Long.parseLong(matcher.group(1)) * (matcher.group(2).equals("s") ? 1000 : 1);
        if (millis < 5 || millis > 60_000) {
            throw new BenchException("--period=" + period + ": must be 5ms to 60s");
        }
        return Duration.ofMillis(millis);
    }

    static Path freshFolder(Path folder) {
        try {
            if (Files.exists(folder)) {
                try (Stream<Path> old = Files.walk(folder)) {
                    List<Path> deepestFirst =
                            old.sorted(Comparator.reverseOrder()).toList();
                    for (Path path : deepestFirst) {
                        Files.delete(path);
                    }
                }
            }
            return Files.createDirectories(folder).toAbsolutePath();
        } catch (IOException | UncheckedIOException e) {
            throw new BenchException(
                    "cannot write to " + folder + " (" + e + "), where a run keeps its data; make the folder writable",
                    e);
        }
    }
}
