package org.millwright.simulator.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.millwright.simulator.process.CannotStart;
import org.millwright.simulator.process.Folders;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./millwright bench journal-stores}: what a commit of the journal costs in SQLite and in RocksDB. */
@Command(
        name = "millwright bench journal-stores",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Commits as the agent's journal makes them (a compressed block and a source's mark, each synced; every 50",
            "commits the books, and what was shipped is deleted), as fast as the store takes them, into SQLite and",
            "RocksDB in turns, each in a process of its own; then kills each and opens it again.",
            "Exit code 0 only when nothing that was committed is missing."
        })
final class JournalStores implements Callable<Integer> {

    private static final int CANNOT_RUN = 2;

    @Option(
            names = "--seconds",
            defaultValue = "10",
            description = "How long to measure each store at each size of block (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--warmup", defaultValue = "3", description = "Seconds before that (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "How often; the round of median speed is shown (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--folder", description = "On the disk to measure (default: .millwright/journal-stores).")
    private @Nullable Path folder;

    @Option(names = "--home", hidden = true)
    private Path home = Path.of(".");

    @Option(names = "--classpath", hidden = true)
    private String classpath = System.getProperty("java.class.path");

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new JournalStores());
        line.setExecutionExceptionHandler((exception, command, parsed) -> {
            if (exception instanceof CannotStart) {
                command.getErr().println("millwright bench journal-stores: " + exception.getMessage());
                return CANNOT_RUN;
            }
            throw exception;
        });
        return line;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        between("--seconds", seconds, 1, 3_600);
        between("--warmup", warmUp, 0, 3_600);
        between("--rounds", rounds, 1, 99);
        Path disk = writableFolder();
        // Never what somebody else keeps there.
        Path own = disk.resolve("run-" + ProcessHandle.current().pid());
        System.out.println(Machine.inWords(disk));
        System.out.printf("%d rounds of %d s (and %d s before), the stores in turns%n", rounds, seconds, warmUp);
        System.out.printf("%s before%n%n", Machine.load());
        Map<GroupStore.Kind, Trial> trials = new EnumMap<>(GroupStore.Kind.class);
        for (GroupStore.Kind kind : GroupStore.Kind.values()) {
            StoreJar jar = StoreJar.find(kind, classpath);
            trials.put(kind, new Trial(new StoreProcess(kind, jar), own));
        }
        StoresTable table = new StoresTable();
        for (Workload.Size size : Workload.Size.values()) {
            measure(trials, size).forEach((kind, runs) -> table.add(kind, size, runs));
        }
        long missing = 0;
        for (Map.Entry<GroupStore.Kind, Trial> trial : trials.entrySet()) {
            Trial.Reopened reopened = trial.getValue().killAndOpen();
            table.add(trial.getKey(), trial.getValue().process().jar(), reopened);
            missing += reopened.missing();
        }
        System.out.println(table.text());
        System.out.printf("%s after%n", Machine.load());
        return missing == 0 ? 0 : 1;
    }

    /** Each round has each store, so that what else the machine does hits both. */
    private Map<GroupStore.Kind, List<Trial.Measured>> measure(Map<GroupStore.Kind, Trial> trials, Workload.Size size)
            throws IOException, InterruptedException {
        Map<GroupStore.Kind, List<Trial.Measured>> runs = new EnumMap<>(GroupStore.Kind.class);
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<GroupStore.Kind, Trial> trial : trials.entrySet()) {
                runs.computeIfAbsent(trial.getKey(), kind -> new ArrayList<>())
                        .add(trial.getValue().measure(size, warmUp, seconds));
            }
        }
        runs.values().forEach(all -> all.sort(Comparator.comparingDouble(run -> run.figure("commits"))));
        return runs;
    }

    private Path writableFolder() throws IOException {
        Path chosen = folder == null ? home.resolve(".millwright").resolve("journal-stores") : folder;
        Path writable = Folders.writable("--folder", chosen).toAbsolutePath();
        if (Files.getFileStore(writable).type().equals("tmpfs")) {
            throw new CannotStart("--folder=" + chosen + " is in memory (tmpfs), where a sync costs nothing:"
                    + " name a folder on the disk that the journal would be on");
        }
        return writable;
    }

    private static void between(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new CannotStart(option + "=" + value + ": must be " + least + " to " + most);
        }
    }
}
