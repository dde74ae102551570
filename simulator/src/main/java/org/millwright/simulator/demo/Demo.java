package org.millwright.simulator.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./millwright demo}: a plant, an agent, one line a second, and a count at the end that must be right. */
@Command(
        name = "millwright demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs a simulated line and the edge agent on this machine, prints one status line a second, and at the end",
            "counts by a query whether everything that was stored can be read back. Ctrl-C ends it."
        })
public final class Demo implements Callable<Integer> {

    private static final int CANNOT_START = 2;

    @Option(
            names = "--seconds",
            description = "End by itself this long after the first value; default: run until Ctrl-C.")
    private @Nullable Integer seconds;

    @Option(names = "--report", description = "Write the result as one JSON object to this file.")
    private @Nullable Path report;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the plant (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--free-ports", description = "Use any free ports instead of the usual ones.")
    private boolean freePorts;

    @Option(
            names = "--folder",
            description = "Where the run keeps its data and logs, emptied first; default: .millwright/demo.")
    private @Nullable Path folder;

    @Option(names = "--home", required = true, hidden = true)
    private Path home = Path.of(".");

    @Option(names = "--agent-classpath", required = true, hidden = true)
    private String agentClasspath = "";

    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new Demo());
        line.setExecutionExceptionHandler((exception, command, parsed) -> {
            if (exception instanceof DemoException) {
                System.err.println("millwright demo: " + exception.getMessage());
                return CANNOT_START;
            }
            throw exception;
        });
        System.exit(line.execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        // Ctrl-C only asks for the end: the count and the report come after it, then the JVM may go.
        Thread onSignal = new Thread(() -> {
            stop.countDown();
            awaitQuietly(ended);
        });
        Ports ports = freePorts ? Ports.free() : Ports.USUAL;
        ports.mustBeFree();
        if (report != null) {
            Result.mustBeWritable(report);
        }
        Runtime.getRuntime().addShutdownHook(onSignal);
        try (Plant plant = Plant.start(home, agentClasspath, runFolder(), ports, seed)) {
            Result result = new Watch(plant, System.out).run(stop, limit());
            if (report != null) {
                result.writeTo(report);
            }
            System.out.println(result.summary());
            return result.isComplete() ? 0 : 1;
        } finally {
            ended.countDown();
        }
    }

    private Path runFolder() {
        return folder == null ? home.resolve(".millwright").resolve("demo") : folder;
    }

    private OptionalInt limit() {
        return seconds == null ? OptionalInt.empty() : OptionalInt.of(seconds);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            if (!latch.await(Duration.ofSeconds(60).toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("millwright demo: did not end in order within a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
