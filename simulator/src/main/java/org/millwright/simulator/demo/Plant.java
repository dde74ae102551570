package org.millwright.simulator.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The demo's two processes and where to reach them.
 *
 * @param folder with the configuration, {@code agent.yaml}, logs and data
 * @param environment that both were started with: the password between them
 */
public record Plant(
        ChildProcess simulator, ChildProcess agent, Ports ports, Path folder, Map<String, String> environment)
        implements AutoCloseable {

    private static final String PASSWORD = "PLANT_PASSWORD";

    /**
     * Starts both; the agent may come up before the simulator does, and copes.
     *
     * @param home the repository's root
     * @param wanted folder for everything that is written; what is in it is deleted
     */
    public static Plant start(Path home, String agentClasspath, Path wanted, Ports ports, long seed)
            throws IOException {
        Path folder = RunFolder.fresh(wanted);
        Path config = writeConfig(home, folder, ports);
        // Made anew for each run, so that no password stands in the repository.
        Map<String, String> environment = Map.of(PASSWORD, UUID.randomUUID().toString());
        ChildProcess simulator = ChildProcess.simulator(folder, environment, simulatorArguments(folder, ports, seed));
        try {
            return new Plant(
                    simulator,
                    ChildProcess.agent(folder, environment, agentClasspath, config),
                    ports,
                    folder,
                    environment);
        } catch (DemoException e) {
            simulator.close();
            throw e;
        }
    }

    private static List<String> simulatorArguments(Path folder, Ports ports, long seed) {
        return List.of(
                "run",
                "--trust-all-clients",
                "--password-env=" + PASSWORD,
                "--seed=" + seed,
                "--data=" + folder.resolve("plant"),
                "--opcua-port=" + ports.opcua(),
                "--mqtt-port=" + ports.mqtt(),
                "--camera-port=" + ports.camera(),
                "--truth-port=" + ports.truth());
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
        return Files.writeString(folder.resolve(RunFolder.CONFIGURATION), text);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Plant[" + folder + "]";
    }

    /** The agent first, so that it sees its sources go as they are told to, then the simulator. */
    @Override
    public void close() {
        agent.close();
        simulator.close();
    }
}
