package org.millwright.simulator.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.millwright.simulator.demo.Json;

/** The agent on one configuration file, started and killed again and again. */
final class Agent implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private static final Pattern TOTAL = Pattern.compile("^Total\\s+\\d+\\s+(\\d+)", Pattern.MULTILINE);

    private final Json json = new Json();
    private final Tools tools;
    private final Path folder;
    private final Path config;
    private final URI status;
    private @Nullable Program program;
    private int killed;

    Agent(Tools tools, Path folder, String config, int webPort) throws IOException {
        this.tools = tools;
        this.folder = folder;
        this.config = Files.writeString(folder.resolve("agent.yaml"), config);
        this.status = URI.create("http://127.0.0.1:" + webPort + "/api/status");
    }

    /** Returns at once: what happens while it starts is part of the trial. */
    void start() {
        program = Program.java(
                "agent",
                folder,
                Map.of(),
                tools.agentClasspath(),
                // Touched at the start, the heap cannot pass for a leak while it fills for the first time.
                List.of(
                        "-Xmx160m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:+AlwaysPreTouch",
                        "org.millwright.edge.Main",
                        "run",
                        "--exit-with-parent",
                        config.toString()));
    }

    Program program() {
        return requireNonNull(program, "not started");
    }

    /** SIGKILL, as a crash: nothing of it gets another turn. Its store ends too, as its pipe does. */
    void kill() {
        program().kill();
        killed++;
    }

    int killed() {
        return killed;
    }

    boolean isAlive() {
        return program != null && program.isAlive();
    }

    /** Empty while it does not answer. */
    Optional<JsonNode> status() throws InterruptedException {
        try {
            return Optional.of(json.get(status));
        } catch (IOException notNow) {
            return Optional.empty();
        }
    }

    /** Every source is up, in the agent's own words. */
    void awaitSources() throws InterruptedException {
        Waiting.until("all sources of the agent are up", START, () -> {
            program().mustBeAlive();
            Optional<JsonNode> now = status();
            if (now.isEmpty() || now.get().path("sources").isEmpty()) {
                return false;
            }
            for (JsonNode source : now.get().path("sources")) {
                if (!source.path("state").asText().equals("up")) {
                    return false;
                }
            }
            return true;
        });
    }

    long residentBytes() throws InterruptedException {
        return status().map(now -> now.path("process").path("rssBytes").asLong())
                .orElse(0L);
    }

    /** What is left on the heap after a full collection. */
    long liveHeapBytes() throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process histogram = new ProcessBuilder(
                        jcmd.toString(), Long.toString(program().pid()), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String said = new String(histogram.getInputStream().readAllBytes(), UTF_8);
        histogram.waitFor();
        Matcher total = TOTAL.matcher(said);
        if (!total.find()) {
            throw new FaultsException(jcmd + " does not tell the live heap: "
                    + said.lines().findFirst().orElse("nothing"));
        }
        return Long.parseLong(total.group(1));
    }

    @Override
    public void close() {
        if (program != null) {
            program.close();
        }
    }
}
