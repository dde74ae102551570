package org.millwright.simulator.mainjob;

import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.millwright.simulator.demo.ChildProcess;
import org.millwright.simulator.demo.Json;

/** An agent in a process of its own, seen through {@code /api/status} as its page sees it. */
final class RunningAgent implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Json json = new Json();
    private final ChildProcess process;
    private final URI address;

    RunningAgent(Path config, Map<String, String> environment, int webPort) throws IOException {
        this.process = ChildProcess.agent(config.getParent(), environment, Built.agentClasspath(), config);
        this.address = URI.create("http://127.0.0.1:" + webPort + "/api/status");
    }

    /** The first status that satisfies the condition, within a minute. */
    JsonNode await(String what, Predicate<JsonNode> condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Optional<JsonNode> status = Optional.empty();
        while (System.nanoTime() < end) {
            process.mustBeAlive();
            status = status();
            if (status.filter(condition).isPresent()) {
                return status.get();
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return fail(what + " did not happen within " + PATIENCE.toSeconds() + " s. Status: "
                + status.map(JsonNode::toPrettyString).orElse("none") + "\nLog:\n"
                + Files.readString(process.log()));
    }

    private Optional<JsonNode> status() throws InterruptedException {
        try {
            return Optional.of(json.get(address));
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    static JsonNode source(JsonNode status, String name) {
        return named(status.path("sources"), "name", name);
    }

    static JsonNode station(JsonNode status, String name) {
        return named(status.path("inspections"), "station", name);
    }

    private static JsonNode named(JsonNode list, String key, String name) {
        return items(list)
                .filter(item -> item.path(key).asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + list.toPrettyString()));
    }

    /** What is wrong at a source that is up, a sentence each. */
    static Stream<String> degraded(JsonNode status, String source) {
        return items(source(status, source).path("degraded")).map(JsonNode::asText);
    }

    static Stream<JsonNode> items(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    @Override
    public void close() {
        process.close();
    }
}
