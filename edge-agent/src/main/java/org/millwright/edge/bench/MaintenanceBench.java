package org.millwright.edge.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.millwright.hardware.gateway.GatewayFacts;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.maintenance.LifeContract;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./millwright bench maintenance}: from a reading to its machine's prognosis, with all stages of all machines running. */
@Command(
        name = "millwright bench maintenance",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs the agent with many machines, one reading of each signal a second, features, learned behaviour and a",
            "prognosis each, and prints how long it took from a reading to the prognosis that counts it, what it cost, and",
            "what was dropped. Readings are handed to the agent as its sources do; the network and the protocol are left out."
        })
public final class MaintenanceBench implements Callable<Integer> {

    private static final int LOSSES = 1;

    @Option(names = "--bundle", description = "The folder of a bundle (default: the shipped one for FD001).")
    private @Nullable Path bundle;

    @Option(names = "--home", required = true, hidden = true)
    private Path home = Path.of(".");

    @Option(names = "--machines", defaultValue = "200", description = "How many (default: ${DEFAULT-VALUE}).")
    private int machines;

    @Option(names = "--signals", defaultValue = "20", description = "Of each (default: ${DEFAULT-VALUE}).")
    private int signals;

    @Option(names = "--seconds", defaultValue = "180", description = "Measured (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--settle", defaultValue = "30", description = "Seconds before that (default: ${DEFAULT-VALUE}).")
    private int settle;

    @Option(
            names = "--history",
            defaultValue = "420",
            description = "Seconds of it in one go (default: ${DEFAULT-VALUE}).")
    private int history;

    @Option(names = "--at-once", description = "All machines' readings in one moment of the second.")
    private boolean atOnce;

    @Option(names = "--report", description = "Write the result as one JSON object to this file.")
    private @Nullable Path report;

    private final PrintStream out = System.out;
    private final List<String> json = new ArrayList<>();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new MaintenanceBench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        GatewayFacts facts = GatewayFacts.read();
        out.printf(Locale.ROOT, "%s, %d cores, %s%n", facts.cpu(), facts.cores(), facts.jvm());
        Path directory = bundle == null ? home.resolve("maintenance/models/fd001") : bundle;
        ModelBundle read = ModelBundle.read(directory).ofKind(LifeContract.KIND);
        MaintenancePlan plan = new MaintenancePlan(
                machines, signals, history, Duration.ofSeconds(settle), Duration.ofSeconds(seconds), atOnce);
        Path folder = Bench.freshFolder(home.resolve(".millwright").resolve("bench-maintenance"));
        MaintenanceRun.Result result = new MaintenanceRun(plan, folder, read).run(directory);
        print(plan, result);
        if (report != null) {
            Files.writeString(report, "{" + String.join(",", json) + "}\n");
        }
        boolean whole = result.prognoses() == result.expected()
                && result.dropped().values().stream().allMatch(count -> count == 0);
        return whole ? 0 : LOSSES;
    }

    private void print(MaintenancePlan plan, MaintenanceRun.Result result) {
        out.printf(
                Locale.ROOT,
                "%d machines, %d signals each, 1 Hz, %s, %d s: %,d readings, %,d prognoses of %,d expected, %,d with a life%n",
                plan.machines(),
                plan.signals(),
                plan.atOnce() ? "all at once" : "spread over the second",
                plan.measured().toSeconds(),
                result.sent(),
                result.prognoses(),
                result.expected(),
                result.withLife());
        latency("reading to prognosis", "latency", result.latency(), 1e6, "ms");
        latency("the model on bare ONNX Runtime", "bare", result.bare(), 1e3, "us");
        out.printf(
                Locale.ROOT,
                "processor %.1f %% of one core; resident %s MiB; journal %,d bytes waiting%n",
                100 * result.cost().cores(),
                result.rssMiB(),
                result.status().journal().waitingBytes());
        json.add(String.format(
                Locale.ROOT, "\"cores\":%.4f,\"rssMiB\":%s", result.cost().cores(), result.rssMiB()));
        threads(plan, result.cpuByThread());
        out.println("dropped: " + result.dropped());
    }

    private void threads(MaintenancePlan plan, Map<String, Double> cpuByThread) {
        double measured = plan.measured().toSeconds();
        out.println("processor by thread, per cent of one core:");
        cpuByThread.entrySet().stream()
                .filter(entry -> entry.getValue() / measured > 0.001)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(entry ->
                        out.printf(Locale.ROOT, "  %-28s %5.1f%n", entry.getKey(), 100 * entry.getValue() / measured));
    }

    private void latency(String what, String key, Histogram found, double unit, String name) {
        double p50 = found.getValueAtPercentile(50) / unit;
        double p99 = found.getValueAtPercentile(99) / unit;
        double p999 = found.getValueAtPercentile(99.9) / unit;
        double most = found.getMaxValue() / unit;
        out.printf(
                Locale.ROOT,
                "%-32s p50 %8.3f  p99 %8.3f  p99.9 %8.3f  max %8.3f %s  (%,d)%n",
                what,
                p50,
                p99,
                p999,
                most,
                name,
                found.getTotalCount());
        json.add(String.format(
                Locale.ROOT,
                "\"%s\":{\"count\":%d,\"p50\":%.4f,\"p99\":%.4f,\"p999\":%.4f,\"max\":%.4f,\"unit\":\"%s\"}",
                key,
                found.getTotalCount(),
                p50,
                p99,
                p999,
                most,
                name));
    }
}
