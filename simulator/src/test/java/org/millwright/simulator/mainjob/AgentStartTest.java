package org.millwright.simulator.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.simulator.demo.Ports;

/** What is wrong with this gateway is said at once, before anything runs. */
@Timeout(90)
class AgentStartTest {

    @TempDir
    Path folder;

    private record Ended(int code, String out, String err) {}

    @Test
    void takenWebPortIsOneSentenceAndNothingIsLeftRunning() throws Exception {
        Ports free = Ports.free();
        try (ServerSocket taken = listener()) {
            Ended ended = run(config("./data", free.store(), taken.getLocalPort()));
            assertOneSentence(ended, "127.0.0.1:" + taken.getLocalPort(), "taken", "web.port");
        }
        try (ServerSocket store = new ServerSocket(free.store(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(store.isBound()).as("the store has let go of its port").isTrue();
        }
    }

    @Test
    void takenStorePortIsOneSentenceAndNothingIsLeftRunning() throws Exception {
        Ports free = Ports.free();
        try (ServerSocket taken = listener()) {
            Ended ended = run(config("./data", taken.getLocalPort(), free.web()));
            assertOneSentence(ended, "store port " + taken.getLocalPort(), "taken", "set another");
        }
    }

    @Test
    void dataFolderThatIsAFileIsOneSentenceAndNothingIsStarted() throws Exception {
        Ports free = Ports.free();
        Files.writeString(folder.resolve("in-the-way"), "a file where the folder should be");
        Ended ended = run(config("./in-the-way", free.store(), free.web()));
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines())
                .singleElement()
                .asString()
                .contains("agent.yaml:2:", "in-the-way", "is not a folder", "name another");
    }

    @Test
    void storeFolderThatCannotBeWrittenIsOneSentenceAndNothingIsLeftRunning() throws Exception {
        Ports free = Ports.free();
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/store"), "a file where the folder should be");
        Ended ended = run(config("./data", free.store(), free.web()));
        assertOneSentence(ended, "data/store", "cannot be written", "give the agent the right");
    }

    @Test
    void invalidConfigurationIsOneSentenceWithTheLineAndNothingIsStarted() throws Exception {
        Ports free = Ports.free();
        Path file = config("./data", free.store(), free.web());
        Files.writeString(file, Files.readString(file).replace("sampling: 100ms", "samplign: 100ms"));
        Ended ended = run(file);
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines()).singleElement().asString().contains("agent.yaml:7:", "samplign", "sampling?");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    private static void assertOneSentence(Ended ended, String... words) {
        assertThat(ended.code()).as(ended::toString).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines())
                .singleElement()
                .asString()
                .startsWith("millwright agent: ")
                .contains(words);
    }

    private static ServerSocket listener() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private Path config(String data, int storePort, int webPort) throws IOException {
        return Files.writeString(folder.resolve("agent.yaml"), """
                site: {enterprise: acme, site: ulm, area: machining, line: line-1}
                data: %s
                sources:
                  - opcua:
                      name: plant
                      endpoint: opc.tcp://127.0.0.1:1/none
                      sampling: 100ms
                      machines:
                        - {name: press-1, kind: press, signals: [{name: oil-temperature, node: "ns=1;s=OilTemperature"}]}
                  - mqtt:
                      name: energy
                      broker: tcp://127.0.0.1:1
                      machines:
                        - {name: meter-1, kind: energy-meter, topic: telemetry, signals: [{name: power}]}
                  - camera: {name: camera-1, url: "http://127.0.0.1:1/camera.mjpg"}
                inspections:
                  - {station: station-1, camera: camera-1, model: %s}
                store: {embedded: {port: %d}}
                web: {port: %d}
                """.formatted(
                        data, Built.HOME.resolve("vision/models/surface"), storePort, webPort));
    }

    /** Runs the agent until it ends, and sees to it that none of the processes it started is left. */
    private Ended run(Path config) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process agent = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        Built.agentClasspath(),
                        "org.millwright.edge.Main",
                        "run",
                        config.toString()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        Set<ProcessHandle> started = new HashSet<>();
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (!agent.waitFor(50, TimeUnit.MILLISECONDS) && System.nanoTime() < end) {
                agent.descendants().forEach(started::add);
            }
            assertThat(agent.isAlive()).as("it ends by itself").isFalse();
            assertThat(started).noneMatch(ProcessHandle::isAlive);
        } finally {
            started.forEach(ProcessHandle::destroyForcibly);
            agent.destroyForcibly().waitFor();
        }
        return new Ended(
                agent.exitValue(), Files.readString(out), Files.readString(err).strip());
    }
}
