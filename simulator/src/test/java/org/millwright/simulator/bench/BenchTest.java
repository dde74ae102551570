package org.millwright.simulator.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./millwright bench}, started as the launcher starts it, on a load so small that any machine keeps up. */
class BenchTest {

    private static final Path AGENT = Path.of("..", "edge-agent", "target").toAbsolutePath();

    @TempDir
    Path folder;

    @BeforeEach
    void theAgentIsBuilt() {
        assumeThat(AGENT.resolve("classpath"))
                .as("the agent is packaged, which ./millwright build does")
                .isRegularFile();
    }

    private record Ended(int code, String said) {}

    private Ended bench(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                AGENT.resolve("classes") + File.pathSeparator + Files.readString(AGENT.resolve("classpath")),
                "org.millwright.edge.bench.Bench",
                "--home=..",
                "--data=" + folder.resolve("data"),
                "--simulator-classpath=" + System.getProperty("java.class.path")));
        command.addAll(List.of(options));
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("ended").isTrue();
            return new Ended(process.exitValue(), Files.readString(said));
        } finally {
            process.destroy();
        }
    }

    @Test
    void aSmallLoadIsReadBackWholeAndItsCostIsReported() throws Exception {
        Path report = folder.resolve("report.json");
        Ended ended = bench("--signals=50", "--seconds=2", "--warmup=1", "--no-camera", "--report=" + report);
        assertThat(ended.code()).as(ended.said()).isZero();
        assertThat(ended.said()).contains("values a second", "source to stored");
        JsonNode result = new ObjectMapper().readTree(report.toFile());
        assertThat(result.path("published").asLong()).isEqualTo(50 * 10 * 5);
        assertThat(result.path("readBack").asLong()).isEqualTo(50 * 10 * 5);
        assertThat(result.path("lost").asLong(-1)).isZero();
        assertThat(result.path("agent").path("cores").asDouble()).isPositive();
        assertThat(result.path("bare").path("client").path("cores").asDouble()).isPositive();
        assertThat(result.path("sourceToStoredMillis").path("p50").asDouble()).isPositive();
    }

    @Test
    void anOptionOutOfRangeIsOneSentence() throws Exception {
        Ended ended = bench("--signals=0");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.said().strip()).isEqualTo("millwright bench: --signals=0: must be 1 to 100000");
    }
}
