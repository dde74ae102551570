package org.millwright.simulator.faults;

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
import org.jspecify.annotations.Nullable;
import org.millwright.simulator.demo.Json;

/** The agent on one configuration file, started and killed again and again. */
final class Agent implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

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
                List.of("-Xmx160m", "org.millwright.edge.Main", "run", "--exit-with-parent", config.toString()));
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

    @Override
    public void close() {
        if (program != null) {
            program.close();
        }
    }
}
