package org.millwright.simulator.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./millwright faults}: every scenario, or those that are named; exit code 0 only when all held. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Does damage to the agent, its sources and its store, and looks for lost and doubled readings.")
public final class Faults implements Callable<Integer> {

    private static final int CANNOT_START = 2;

    /** They take half an hour, so they run only when they are named. */
    private static final List<String> LONG = List.of("memory");

    @Option(names = "--list", description = "Name the scenarios and what each declares, and end.")
    private boolean list;

    @Option(
            names = "--scenario",
            split = ",",
            paramLabel = "NAME",
            description = "Only this one; can be repeated (default: all but memory, which takes 20 minutes).")
    private List<String> names = new ArrayList<>();

    @Option(names = "--seed", defaultValue = "1", description = "Of the faults' times (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--runs", description = "How often each fault strikes (default: what the scenario says).")
    private @Nullable Integer runs;

    @Option(
            names = "--scale",
            defaultValue = "1",
            description = "Of all the faults' durations, such as 3 for outages of a minute (default ${DEFAULT-VALUE}).")
    private double scale;

    @Option(names = "--report", description = "Write the table to FILE.md and FILE.json.")
    private @Nullable Path report;

    @Option(
            names = "--folder",
            description = "Where each scenario keeps its logs and data (default: .millwright/faults).")
    private @Nullable Path folder;

    @Option(names = "--home", required = true, hidden = true)
    private Path home = Path.of("");

    @Option(names = "--agent-classpath", required = true, hidden = true)
    private String agentClasspath = "";

    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new Faults());
        line.setExecutionExceptionHandler((problem, command, parsed) -> {
            if (problem instanceof FaultsException) {
                System.err.println("millwright faults: " + problem.getMessage());
                return CANNOT_START;
            }
            throw problem;
        });
        System.exit(line.execute(arguments));
    }

    static List<Scenario> scenarios() {
        return Stream.of(
                        AgentScenarios.all(),
                        StoreScenarios.all(),
                        OpcUaScenarios.all(),
                        MqttScenarios.all(),
                        LongScenarios.all())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Scenario> chosen = chosen();
        if (list) {
            chosen.forEach(Faults::describe);
            return 0;
        }
        Tools tools =
                new Tools(home.toAbsolutePath().normalize(), agentClasspath, System.getProperty("java.class.path"));
        List<Result> results = new ArrayList<>();
        for (Scenario scenario : chosen) {
            scenario.assertKept();
            Optional<String> missing = missing(scenario, tools);
            if (missing.isPresent()) {
                System.out.println("skipped " + scenario.name() + ": " + missing.get());
            } else {
                results.add(run(scenario, tools));
            }
        }
        System.out.println("\n" + Report.markdown(results));
        if (report != null) {
            Report.write(report, results);
        }
        return results.stream().allMatch(Result::held) ? 0 : 1;
    }

    private Result run(Scenario scenario, Tools tools) throws IOException, InterruptedException {
        int times = runs == null ? scenario.runs() : runs;
        Path place = place().resolve(scenario.name() + "-" + seed);
        Folders.empty(place);
        System.out.print(scenario.name() + " (seed " + seed + ", runs " + times + ")");
        System.out.flush();
        Result result = new Trial(scenario, tools, place, seed, times, scale).run();
        System.out.println(result.held() ? ": held" : ": " + String.join("; ", result.complaints()));
        return result;
    }

    private Path place() {
        return folder == null ? home.resolve(".millwright/faults") : folder;
    }

    private Optional<String> missing(Scenario scenario, Tools tools) throws IOException {
        if (scenario.plan().dataMebibytes() > 0 && !SmallDisk.possible(Files.createDirectories(place()))) {
            return Optional.of("a small disk cannot be mounted here: only root may");
        }
        return tools.missingFor(scenario.plan());
    }

    private List<Scenario> chosen() {
        List<Scenario> all = scenarios();
        for (String name : names) {
            if (all.stream().noneMatch(scenario -> scenario.name().equals(name))) {
                throw new FaultsException("--scenario=" + name + ": there is none of this name; --list names them");
            }
        }
        return all.stream()
                .filter(scenario ->
                        names.isEmpty() ? list || !LONG.contains(scenario.name()) : names.contains(scenario.name()))
                .toList();
    }

    private static void describe(Scenario scenario) {
        System.out.printf(
                "%-26s %s%n%26s declares: %s; required: %s%n",
                scenario.name(), scenario.what(), "", scenario.keeps(), scenario.outcome());
    }
}
