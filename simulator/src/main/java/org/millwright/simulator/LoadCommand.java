package org.millwright.simulator;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.millwright.simulator.load.Beats;
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
        description = "Change N signals every period over OPC UA or MQTT, to measure and to try agents with. Every"
                + " value is the number of its beat.",
        mixinStandardHelpOptions = true)
final class LoadCommand implements Callable<Integer> {

    @Mixin
    private OpcUaOptions opcUa = new OpcUaOptions();

    @Mixin
    private BeatOptions beat = new BeatOptions();

    @Mixin
    private TopicOptions mqtt = new TopicOptions();

    @Option(
            names = "--signals",
            defaultValue = "1000",
            description = "How many (default ${DEFAULT-VALUE}). OPC UA only.")
    private int signals;

    @Option(names = "--wait-for-client", description = "Begin when a client has subscribed. OPC UA only.")
    private boolean waitForClient;

    @Option(
            names = "--data",
            defaultValue = ".millwright/simulator",
            description = "Folder of the server's certificate and trust list (default ${DEFAULT-VALUE}).")
    private Path data = Path.of("");

    @Override
    public Integer call() throws InterruptedException {
        check();
        Beats beats = beat.beats();
        if (mqtt.wanted()) {
            Lifetime lifetime = Lifetime.ofProcess(System.in, opcUa.exitWithParent());
            try {
                mqtt.run(beats, beat.most(), () -> !lifetime.over() && !beat.stopped(), beat.lastWords());
            } finally {
                lifetime.ended();
            }
        } else {
            serve(beats, opcUa.settings("--data", data, Duration.ZERO));
        }
        return 0;
    }

    private void serve(Beats beats, ServerSettings settings) throws InterruptedException {
        Lifetime lifetime = Lifetime.ofProcess(System.in, opcUa.exitWithParent());
        try (PlantServer server = new PlantServer(settings)) {
            Load load = new Load(server.folder("Load"), signals, beats);
            server.listen();
            new JsonLine()
                    .with("ready", true)
                    .with("opcUa", server.endpointUrl())
                    .with("signals", signals)
                    .with("periodMillis", beat.period().toMillis())
                    .print();
            if (!waitForClient || ClientGate.open(server, lifetime)) {
                load.run(beat.most(), () -> !lifetime.over() && !beat.stopped());
            }
            new JsonLine()
                    .with("finished", true)
                    .with("beats", load.beats())
                    .with("published", server.published())
                    .with("latestMillis", load.latest().toMillis())
                    .with("historyBytes", server.historyBytes())
                    .print();
            // Clients still fetch the last values: the server goes when it is told to.
            lifetime.awaitEnd();
        } finally {
            lifetime.ended();
        }
    }

    private void check() {
        if (signals < 1 || signals > 1_000_000) {
            throw new CannotStart("--signals=" + signals + ": must be 1 to 1000000");
        }
    }
}
