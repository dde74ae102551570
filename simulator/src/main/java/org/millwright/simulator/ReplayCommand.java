package org.millwright.simulator;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.millwright.simulator.opcua.PlantServer;
import org.millwright.simulator.opcua.ServerSettings;
import org.millwright.simulator.process.CannotStart;
import org.millwright.simulator.process.Lifetime;
import org.millwright.simulator.replay.EngineCycle;
import org.millwright.simulator.replay.EngineFile;
import org.millwright.simulator.replay.Replay;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the C-MAPSS test engines as machines, cycle by cycle up to each one's last, which stays. */
@Command(
        name = "replay",
        description = "Replay the C-MAPSS test engines as machines over OPC UA.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

    @Mixin
    private OpcUaOptions opcUa = new OpcUaOptions();

    @Option(names = "--data", required = true, description = "Folder with test_FD001.txt.gz and so on.")
    private Path data = Path.of("");

    @Option(names = "--subset", defaultValue = "FD001", description = "FD001 to FD004 (default ${DEFAULT-VALUE}).")
    private String subset = "";

    @Option(names = "--units", split = ",", description = "Only these engines, such as 1,2,17 (default all).")
    private List<Integer> units = List.of();

    @Option(
            names = "--every",
            defaultValue = "50ms",
            description = "Time between two cycles (default ${DEFAULT-VALUE}).")
    private Duration every = Duration.ZERO;

    @Option(names = "--wait-for-client", description = "Begin when a client has subscribed.")
    private boolean waitForClient;

    @Option(
            names = "--state",
            defaultValue = ".millwright/simulator",
            description = "Folder of the server's certificate and trust list (default ${DEFAULT-VALUE}).")
    private Path state = Path.of("");

    @Override
    public Integer call() throws InterruptedException {
        if (every.compareTo(Duration.ofMillis(1)) < 0) {
            throw new CannotStart("--every=" + every.toMillis() + "ms: must be at least 1ms");
        }
        SortedMap<Integer, List<EngineCycle>> engines = chosen(EngineFile.read(data, subset));
        ServerSettings settings = opcUa.settings("--state", state, Duration.ZERO);
        Lifetime lifetime = Lifetime.ofProcess(System.in, opcUa.exitWithParent());
        try (PlantServer server = new PlantServer(settings)) {
            Replay replay = new Replay(server.folder("Line"), engines, InstantSource.system());
            server.listen();
            new JsonLine()
                    .with("ready", true)
                    .with("opcUa", server.endpointUrl())
                    .with("engines", engines.size())
                    .with("variables", replay.variables())
                    .print();
            if (!waitForClient || ClientGate.open(server, lifetime)) {
                replay.run(every, lifetime::over);
                new JsonLine()
                        .with("finished", replay.finished())
                        .with("cyclesShown", replay.cyclesShown())
                        .with("published", server.published())
                        .print();
            }
            lifetime.awaitEnd();
        } finally {
            lifetime.ended();
        }
        return 0;
    }

    private SortedMap<Integer, List<EngineCycle>> chosen(SortedMap<Integer, List<EngineCycle>> all) {
        if (units.isEmpty()) {
            return all;
        }
        SortedMap<Integer, List<EngineCycle>> chosen = new TreeMap<>();
        for (Integer unit : units) {
            List<EngineCycle> cycles = all.get(unit);
            if (cycles == null) {
                throw new CannotStart("--units: " + subset + " has no engine " + unit + "; it has " + all.firstKey()
                        + " to " + all.lastKey());
            }
            chosen.put(unit, cycles);
        }
        return chosen;
    }
}
