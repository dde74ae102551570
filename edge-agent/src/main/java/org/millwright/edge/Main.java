package org.millwright.edge;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import org.millwright.edge.config.AgentConfig;
import org.millwright.edge.config.Check;
import org.millwright.edge.config.ConfigReader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./millwright agent FILE}, {@code check FILE}, {@code backup FILE.zip CONFIG}, {@code restore FILE.zip FOLDER}, {@code model …}, {@code condition …}. */
@Command(
        name = "millwright",
        mixinStandardHelpOptions = true,
        description = "The edge agent.",
        subcommands = {ModelCommands.class, ConditionCommands.class})
public final class Main {

    private static final int CANNOT_START = 2;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Command(name = "check", mixinStandardHelpOptions = true, description = "Names every problem of a file at once.")
    int check(@Parameters(paramLabel = "FILE", description = "The configuration file.") Path file) {
        return new Check(new ConfigReader(), System.out, System.err).run(file);
    }

    @Command(name = "run", mixinStandardHelpOptions = true, description = "Runs the agent until it is told to end.")
    int run(
            @Parameters(paramLabel = "FILE", description = "The configuration file.") Path file,
            @Option(names = "--exit-with-parent", description = "End when standard input closes.")
                    boolean exitWithParent)
            throws InterruptedException {
        return switch (new ConfigReader().read(file)) {
            case ConfigReader.Result.Invalid invalid -> {
                invalid.problems().forEach(System.err::println);
                yield Check.INVALID;
            }
            case ConfigReader.Result.Valid valid -> run(valid.config(), exitWithParent);
        };
    }

    @Command(
            name = "backup",
            mixinStandardHelpOptions = true,
            description = "Puts configuration, keys, models, journal and store into one file; the agent may run.")
    int backup(
            @Parameters(paramLabel = "FILE.zip", description = "The file to make.") Path archive,
            @Parameters(paramLabel = "CONFIG", description = "The configuration file of the agent.") Path file) {
        return new BackupCommands(System.out, System.err).backup(archive, file);
    }

    @Command(
            name = "restore",
            mixinStandardHelpOptions = true,
            description = "Puts what a backup holds into a new folder.")
    int restore(
            @Parameters(paramLabel = "FILE.zip", description = "The backup.") Path archive,
            @Parameters(paramLabel = "FOLDER", description = "A folder that is empty or not there.") Path folder) {
        return new BackupCommands(System.out, System.err).restore(archive, folder);
    }

    private static int run(AgentConfig config, boolean exitWithParent) throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (EdgeAgent agent = EdgeAgent.start(config, InstantSource.system())) {
            System.out.println("page: " + agent.page());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                end.countDown();
                awaitEnd(ended);
            }));
            if (exitWithParent) {
                Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
                    awaitEndOfInput();
                    end.countDown();
                });
            }
            end.await();
        } catch (RuntimeException e) {
            if (!e.getClass().getName().startsWith("org.millwright.")) {
                throw e;
            }
            System.err.println("millwright agent: " + e.getMessage());
            return CANNOT_START;
        } finally {
            ended.countDown();
        }
        return 0;
    }

    private static void awaitEnd(CountDownLatch ended) {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // Nobody has anything to say here; only the end counts.
            }
        } catch (IOException e) {
            // As good as the end.
        }
    }
}
