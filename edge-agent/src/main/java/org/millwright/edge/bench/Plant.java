package org.millwright.edge.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Starts the simulator: the load, and the line with the vision station beside it. */
final class Plant {

    static final String PASSWORD = "PLANT_PASSWORD";

    private static final Duration FOR_ITS_START = Duration.ofSeconds(60);

    /** Fresh for each run, so that no password stands in the repository. */
    private final Map<String, String> environment =
            Map.of(PASSWORD, UUID.randomUUID().toString());

    private final Plan plan;

    /** @param opcUa the endpoint */
    record Load(Child process, String opcUa) {}

    /** @param camera address of the pictures */
    record Line(Child process, String opcUa, String camera) {}

    Plant(Plan plan) {
        this.plan = plan;
    }

    /** For whoever logs in. */
    Map<String, String> environment() {
        return environment;
    }

    /** It begins a second after a client has subscribed. */
    Load startLoad(String phase, Started started) throws InterruptedException {
        Child process = simulator(
                "load-" + phase,
                started,
                "load",
                "--signals=" + plan.signals(),
                "--period=" + plan.period().toMillis() + "ms",
                "--seconds=" + plan.loadSeconds(),
                "--wait-for-client");
        return new Load(
                process, process.awaitJson("ready", FOR_ITS_START).path("opcUa").asText());
    }

    Line startLine(Started started) throws InterruptedException {
        Child process = simulator("line", started, "run", "--mqtt-port=0", "--camera-port=0", "--truth-port=0");
        JsonNode ready = process.awaitJson("ready", FOR_ITS_START);
        return new Line(
                process, ready.path("opcUa").asText(), ready.path("camera").asText());
    }

    private Child simulator(String name, Started started, String... command) {
        Path data = plan.folder().resolve(name);
        List<String> arguments = new ArrayList<>(List.of(
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-cp",
                plan.simulatorClasspath(),
                "org.millwright.simulator.SimulatorMain"));
        arguments.addAll(List.of(command));
        arguments.addAll(List.of(
                "--opcua-port=0",
                "--password-env=" + PASSWORD,
                "--trust-all-clients",
                "--exit-with-parent",
                "--data=" + data));
        Child process = Child.start(name, plan.folder(), environment, arguments);
        started.add(process::close);
        return process;
    }
}
