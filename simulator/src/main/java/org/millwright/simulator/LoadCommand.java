package org.millwright.simulator;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.millwright.simulator.load.Load;
import org.millwright.simulator.opcua.PlantServer;
import org.millwright.simulator.opcua.ServerSettings;
import org.millwright.simulator.process.CannotStart;
import org.millwright.simulator.process.Lifetime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Changes many signals on a fixed beat and says at the end how many values that were. */
@Command(
        name = "load",
        description = "Change N signals every period over OPC UA, to measure agents with.",
        mixinStandardHelpOptions = true)
final class LoadCommand implements Callable<Integer> {

    @Mixin
    private OpcUaOptions opcUa = new OpcUaOptions();

    @Option(names = "--signals", defaultValue = "1000", description = "How many (default ${DEFAULT-VALUE}).")
    private int signals;

    @Option(
            names = "--period",
            defaultValue = "100ms",
            description = "Time between changes (default ${DEFAULT-VALUE}).")
    private Duration period = Duration.ZERO;

    @Option(names = "--seconds", description = "Stop changing after this long (default: never).")
    private long seconds;

    @Option(names = "--wait-for-client", description = "Begin when a client has subscribed.")
    private boolean waitForClient;

    @Option(
            names = "--data",
            defaultValue = ".millwright/simulator",
            description = "Folder of the server's certificate and trust list (default ${DEFAULT-VALUE}).")
    private Path data = Path.of("");

    @Override
    public Integer call() throws InterruptedException {
        check();
        ServerSettings settings = opcUa.settings("--data", data);
        Lifetime lifetime = Lifetime.ofProcess(System.in, opcUa.exitWithParent());
        try (PlantServer server = new PlantServer(settings)) {
            Load load = new Load(server.folder("Load"), signals, period);
            server.listen();
            new JsonLine()
                    .with("ready", true)
                    .with("opcUa", server.endpointUrl())
                    .with("signals", signals)
                    .with("periodMillis", period.toMillis())
                    .print();
            if (!waitForClient || ClientGate.open(server, lifetime)) {
                long beats = seconds == 0
                        ? Long.MAX_VALUE
                        : Duration.ofSeconds(seconds).dividedBy(period);
                load.run(beats, () -> !lifetime.over());
            }
            new JsonLine()
                    .with("finished", true)
                    .with("beats", load.beats())
                    .with("published", server.published())
                    .with("latestMillis", load.latest().toMillis())
                    .print();
            // Clients still fetch the last values: the server goes when it is told to.
            lifetime.awaitEnd();
        } finally {
            lifetime.ended();
        }
        return 0;
    }

    private void check() {
        if (signals < 1 || signals > 1_000_000) {
            throw new CannotStart("--signals=" + signals + ": must be 1 to 1000000");
        }
        if (period.compareTo(Duration.ofMillis(1)) < 0) {
            throw new CannotStart("--period=" + period.toMillis() + "ms: must be at least 1ms");
        }
        if (seconds < 0) {
            throw new CannotStart("--seconds=" + seconds + ": must be 1 or more, or left out to go on for ever");
        }
    }
}
