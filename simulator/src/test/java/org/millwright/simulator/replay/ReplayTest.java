package org.millwright.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.simulator.opcua.PlantServer;
import org.millwright.simulator.opcua.ServerSettings;
import org.millwright.simulator.opcua.TestClient;
import org.millwright.simulator.process.CannotStart;
import org.millwright.simulator.process.Ports;

class ReplayTest {

    @TempDir
    Path folder;

    /** Two engines of 5 and 3 cycles in the format of the real set: single spaces and a trailing one. */
    private void writeEngines() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int unit = 1; unit <= 2; unit++) {
            for (int cycle = 1; cycle <= (unit == 1 ? 5 : 3); cycle++) {
                text.append(unit).append(' ').append(cycle).append(" 0.0023 -0.0003 100.0 ");
                for (int sensor = 1; sensor <= 21; sensor++) {
                    // Sensor 1 never changes, as several of the real set.
                    text.append(sensor == 1 ? 518.67 : 100.0 * unit + sensor + cycle / 100.0)
                            .append(' ');
                }
                text.append('\n');
            }
        }
        pack(text.toString());
    }

    private void pack(String text) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("test_FD001.txt.gz")))) {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void eachEngineGoesToItsLastCycleAndAllItsQuantitiesShareTheCyclesTime() throws Exception {
        writeEngines();
        SortedMap<Integer, List<EngineCycle>> engines = EngineFile.read(folder, "FD001");
        int port = Ports.reserve("OPC UA", "--opcua-port", "127.0.0.1", 0);
        ServerSettings settings =
                new ServerSettings("127.0.0.1", port, folder.resolve("opcua"), "secret", false, false, true);
        try (PlantServer server = new PlantServer(settings)) {
            Replay replay = new Replay(server.folder("Line"), engines, InstantSource.system());
            server.listen();
            Map<String, List<DataValue>> seen = new ConcurrentHashMap<>();
            try (TestClient client = TestClient.secure(server.endpointUrl(), TestClient.operator("secret"))) {
                client.subscribe(
                        List.of("Engine001.Cycle", "Engine001.Sensor1", "Engine001.Sensor21", "Engine002.Cycle"),
                        20,
                        100,
                        (id, value) -> seen.computeIfAbsent(id, key -> new CopyOnWriteArrayList<>())
                                .add(value));
                await().atMost(Duration.ofSeconds(20)).until(() -> seen.size() == 4);
                replay.run(Duration.ofMillis(5), () -> false);
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> good(seen, "Engine001.Cycle").size() == 5
                                && good(seen, "Engine002.Cycle").size() == 3
                                && good(seen, "Engine001.Sensor21").size() == 5);
                assertThat(good(seen, "Engine001.Cycle"))
                        .extracting(v -> v.value().value())
                        .containsExactly(1L, 2L, 3L, 4L, 5L);
                assertThat(times(seen, "Engine001.Sensor21")).isEqualTo(times(seen, "Engine001.Cycle"));
                assertThat(new TreeSet<>(times(seen, "Engine001.Cycle")))
                        .as("a time of its own for each cycle")
                        .hasSize(5);
                assertThat(good(seen, "Engine001.Sensor1"))
                        .as("a value that does not change is told once")
                        .hasSize(1);
                assertThat(replay.finished()).isTrue();
                assertThat(replay.cyclesShown()).isEqualTo(8);
                assertThat(client.read("Engine002.Sensor2").value().value()).isEqualTo(202.03);
                assertThat(client.read("Engine002.Setting3").value().value()).isEqualTo(100.0);
            }
        }
    }

    private static List<DataValue> good(Map<String, List<DataValue>> seen, String id) {
        return seen.getOrDefault(id, List.of()).stream()
                .filter(value -> value.statusCode().isGood())
                .toList();
    }

    private static List<Instant> times(Map<String, List<DataValue>> seen, String id) {
        return good(seen, id).stream().map(TestClient::sourceTime).collect(Collectors.toList());
    }

    @Test
    void lineWithAColumnMissingIsNamed() throws Exception {
        pack("1 1 0.1 0.2 100.0\n");
        assertThatThrownBy(() -> EngineFile.read(folder, "FD001"))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("line 1: has 5 columns, must be 26");
    }

    @Test
    void somethingThatIsNoNumberIsNamed() throws Exception {
        pack("1 1 0.1 0.2 100.0" + " 1.0".repeat(20) + " abc\n");
        assertThatThrownBy(() -> EngineFile.read(folder, "FD001"))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("line 1")
                .hasMessageContaining("abc");
    }

    @Test
    void folderWithoutTheSetIsNamedWithARemedy() {
        assertThatThrownBy(() -> EngineFile.read(folder, "FD009"))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("test_FD009.txt")
                .hasMessageContaining("--data");
    }
}
