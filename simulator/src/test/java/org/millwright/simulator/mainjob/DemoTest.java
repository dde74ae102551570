package org.millwright.simulator.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.simulator.demo.ChildProcess;

@Timeout(180)
class DemoTest {

    private static final Duration PATIENCE = Duration.ofSeconds(150);

    @TempDir
    Path folder;

    @Test
    void everythingStoredIsReadBackDefectsAreFoundAndNoProcessIsLeft() throws Exception {
        String agentClasspath = Built.agentClasspath();
        Path report = folder.resolve("report.json");
        Set<ProcessHandle> seen = new HashSet<>();
        try (ChildProcess demo = ChildProcess.start(
                "demo",
                folder,
                Map.of(),
                List.of(
                        "-Xmx96m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.millwright.simulator.demo.Demo",
                        "--home=" + Built.HOME,
                        "--agent-classpath=" + agentClasspath,
                        "--folder=" + folder.resolve("run"),
                        "--free-ports",
                        "--seconds=15",
                        "--report=" + report))) {
            assertThat(exitCode(demo, seen)).as(() -> said(demo)).isZero();
        }

        JsonNode result = new ObjectMapper().readTree(report.toFile());
        assertThat(number(result, "stored")).as(result::toPrettyString).isPositive();
        assertThat(number(result, "readBack")).isEqualTo(number(result, "stored"));
        assertThat(number(result, "lost")).isZero();
        assertThat(number(result, "readings")).isGreaterThan(1000);
        assertThat(number(result, "inspected")).isGreaterThanOrEqualTo(10);
        assertThat(number(result, "defectsMade")).as(result::toPrettyString).isPositive();
        assertThat(number(result, "defectsFound"))
                .isBetween((number(result, "defectsMade") + 1) / 2, number(result, "defectsMade"));
        assertThat(number(result, "falseAlarms")).isLessThanOrEqualTo(number(result, "inspected") / 5);
        assertThat(number(result, "prognoses")).isPositive();
        assertThat(number(result, "vibrations")).as("waveforms examined").isPositive();
        assertThat(number(result, "timeToFirstValueMillis")).isPositive();
        JsonNode latency = result.path("verdictLatencyMillis");
        assertThat(latency.path("p50").asDouble()).isPositive();
        assertThat(latency.path("p99").asDouble())
                .isBetween(latency.path("p50").asDouble(), latency.path("p999").asDouble());
        assertThat(result.path("agentRssMiB").asDouble()).isBetween(50.0, 400.0);

        assertThat(seen).as("simulator, agent and store").hasSizeGreaterThanOrEqualTo(3);
        assertThat(seen).noneMatch(ProcessHandle::isAlive);
    }

    /** Collects the processes that the demo starts until it ends. */
    private static int exitCode(ChildProcess demo, Set<ProcessHandle> seen) throws InterruptedException {
        ProcessHandle handle = ProcessHandle.of(demo.pid()).orElseThrow();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (demo.isAlive() && System.nanoTime() < end) {
            handle.descendants().forEach(seen::add);
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return demo.exitCode();
    }

    private static String said(ChildProcess demo) {
        try {
            return Files.readString(demo.log());
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }

    private static long number(JsonNode result, String key) {
        assertThat(result.path(key).isNumber()).as(key + " in " + result).isTrue();
        return result.path(key).asLong();
    }
}
