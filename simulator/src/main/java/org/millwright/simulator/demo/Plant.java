package org.millwright.simulator.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** The demo's two processes and where to reach them. */
record Plant(ChildProcess simulator, ChildProcess agent, Ports ports, Path folder) implements AutoCloseable {

    /** Starts both; the agent may come up before the simulator does, and copes. */
    static Plant start(Path home, String agentClasspath, Ports ports, long seed) throws IOException {
        Path folder = freshFolder(home.resolve(".millwright").resolve("demo"));
        Path config = writeConfig(home, folder, ports);
        // Made anew for each run, so that no password stands in the repository.
        String password = UUID.randomUUID().toString();
        Map<String, String> environment = Map.of("PLANT_PASSWORD", password);
        ChildProcess simulator =
                ChildProcess.start("simulator", folder, environment, simulatorArguments(folder, ports, seed));
        try {
            ChildProcess agent =
                    ChildProcess.start("agent", folder, environment, agentArguments(agentClasspath, config));
            return new Plant(simulator, agent, ports, folder);
        } catch (DemoException e) {
            simulator.close();
            throw e;
        }
    }

    private static List<String> simulatorArguments(Path folder, Ports ports, long seed) {
        return List.of(
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "org.millwright.simulator.SimulatorMain",
                "run",
                "--exit-with-parent",
                "--trust-all-clients",
                "--password-env=PLANT_PASSWORD",
                "--seed=" + seed,
                "--data=" + folder.resolve("plant"),
                "--opcua-port=" + ports.opcua(),
                "--mqtt-port=" + ports.mqtt(),
                "--camera-port=" + ports.camera(),
                "--truth-port=" + ports.truth());
    }

    private static List<String> agentArguments(String classpath, Path config) {
        return List.of(
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-cp",
                classpath,
                "org.millwright.edge.Main",
                "run",
                "--exit-with-parent",
                config.toString());
    }

    /** The shipped configuration with this run's ports and absolute model folders. */
    private static Path writeConfig(Path home, Path folder, Ports ports) throws IOException {
        Path shipped = home.resolve("edge-agent/config/demo.yaml");
        String text = Files.readString(shipped)
                .replace("127.0.0.1:" + Ports.USUAL.opcua(), "127.0.0.1:" + ports.opcua())
                .replace("127.0.0.1:" + Ports.USUAL.mqtt(), "127.0.0.1:" + ports.mqtt())
                .replace("127.0.0.1:" + Ports.USUAL.camera(), "127.0.0.1:" + ports.camera())
                .replace("port: " + Ports.USUAL.store(), "port: " + ports.store())
                .replace("port: " + Ports.USUAL.web(), "port: " + ports.web())
                .replace("../../", home.toAbsolutePath() + "/");
        return Files.writeString(folder.resolve("agent.yaml"), text);
    }

    private static Path freshFolder(Path folder) {
        try {
            if (Files.exists(folder)) {
                try (Stream<Path> old = Files.walk(folder)) {
                    for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                }
            }
            return Files.createDirectories(folder).toAbsolutePath();
        } catch (IOException e) {
            throw new DemoException(
                    "cannot write to " + folder + " (" + e.getMessage()
                            + "), where a demo keeps its data; make the folder writable",
                    e);
        }
    }

    /** The agent first, so that it sees its sources go as they are told to, then the simulator. */
    @Override
    public void close() {
        agent.close();
        simulator.close();
    }
}
