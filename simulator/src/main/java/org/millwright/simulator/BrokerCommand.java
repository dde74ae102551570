package org.millwright.simulator;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.millwright.simulator.mqtt.PlantBroker;
import org.millwright.simulator.process.CannotStart;
import org.millwright.simulator.process.Folders;
import org.millwright.simulator.process.Lifetime;
import org.millwright.simulator.process.Ports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the plant's MQTT broker alone, so that it can be stopped and started without the rest. */
@Command(
        name = "broker",
        description = "The MQTT broker alone, on loopback, until it is told to end.",
        mixinStandardHelpOptions = true)
final class BrokerCommand implements Callable<Integer> {

    private static final Duration LONGEST_END = Duration.ofSeconds(11);

    @Option(
            names = "--mqtt-port",
            defaultValue = "1883",
            description = "On loopback; 0 takes a free one (default ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--data",
            description = "Folder in which sessions and messages outlive the broker (default: nothing does).")
    private @Nullable Path data;

    @Option(names = "--exit-with-parent", description = "End when standard input is closed.")
    private boolean exitWithParent;

    @Override
    public Integer call() throws InterruptedException {
        int actualPort = Ports.reserve("MQTT", "--mqtt-port", "127.0.0.1", port);
        Path state = data == null ? null : Folders.writable("--data", data).toAbsolutePath();
        Lifetime lifetime = Lifetime.ofProcess(System.in, exitWithParent, LONGEST_END);
        try (PlantBroker broker = new PlantBroker(actualPort, null, state)) {
            new JsonLine()
                    .with("ready", true)
                    .with("mqtt", broker.uri().toString())
                    .print();
            lifetime.awaitEnd();
        } catch (IOException e) {
            throw new CannotStart(String.valueOf(e.getMessage()), e);
        } finally {
            lifetime.ended();
        }
        return 0;
    }
}
