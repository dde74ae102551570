package org.millwright.simulator.faults;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The MQTT broker of a run: a real Mosquitto, or the simulator's HiveMQ. */
final class Broker implements AutoCloseable {

    private final Plan.Mqtt plan;
    private final Tools tools;
    private final Path folder;
    private final int port = Waiting.freePort();
    private @Nullable Program program;

    Broker(Plan.Mqtt plan, Tools tools, Path folder) {
        this.plan = plan;
        this.tools = tools;
        this.folder = folder;
    }

    int port() {
        return port;
    }

    /** Returns when it listens. */
    void start() throws InterruptedException, IOException {
        Program started = switch (plan.broker()) {
            case MOSQUITTO -> mosquitto();
            case HIVEMQ -> hiveMq();
        };
        program = started;
        Waiting.until("the broker listens", Duration.ofSeconds(40), () -> {
            started.mustBeAlive();
            return Waiting.listens(port);
        });
    }

    private Program mosquitto() throws IOException {
        Path data = Files.createDirectories(folder.resolve("mosquitto"));
        String persistence = plan.keepsState()
                ? "persistence true\npersistence_location " + data
                        + "/\nautosave_interval 1\nautosave_on_changes true\n"
                : "persistence false\n";
        Path config = Files.writeString(
                folder.resolve("mosquitto.conf"), """
                listener %d 127.0.0.1
                user %s
                allow_anonymous true
                max_queued_messages 0
                max_queued_bytes 0
                %s""".formatted(port, System.getProperty("user.name"), persistence));
        return Program.start(
                "mosquitto",
                folder,
                Map.of(),
                List.of(Tools.mosquitto().orElseThrow().toString(), "-c", config.toString()));
    }

    private Program hiveMq() {
        List<String> arguments = new ArrayList<>(List.of(
                "-Xmx256m",
                "org.millwright.simulator.SimulatorMain",
                "broker",
                "--exit-with-parent",
                "--mqtt-port=" + port));
        if (plan.keepsState()) {
            arguments.add("--data=" + folder.resolve("hivemq"));
        }
        return Program.java("hivemq", folder, Map.of(), tools.simulatorClasspath(), arguments);
    }

    /** In order: what it keeps on disk is there. */
    @Override
    public void close() {
        if (program != null) {
            program.close();
        }
    }

    void kill() {
        requireNonNull(program, "not started").kill();
    }
}
