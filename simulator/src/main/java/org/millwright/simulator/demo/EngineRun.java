package org.millwright.simulator.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.millwright.simulator.replay.EngineCycle;
import org.millwright.simulator.replay.EngineFile;

/**
 * The C-MAPSS test engines as machines on an OPC UA server, an agent that watches them, and what it stored about each.
 *
 * <p>NOT thread safe.
 */
public final class EngineRun implements AutoCloseable {

    private static final String PASSWORD = "PLANT_PASSWORD";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(250);

    private final SortedMap<Integer, List<EngineCycle>> engines;
    private final SortedMap<Integer, Integer> lives;
    private final ChildProcess simulator;
    private final ChildProcess agent;
    private final Store store;

    /**
     * Starts both processes.
     *
     * @param home the repository's root
     * @param data folder of the C-MAPSS files
     * @param folder for everything that is written; what is in it is deleted
     */
    public static EngineRun start(
            Path home, String agentClasspath, Path data, String subset, Duration every, Path folder)
            throws IOException {
        SortedMap<Integer, List<EngineCycle>> engines = EngineFile.read(data, subset);
        SortedMap<Integer, Integer> lives = EngineFile.lives(data, subset);
        if (!lives.keySet().equals(engines.keySet())) {
            throw new DemoException(data + ": " + engines.size() + " engines of " + subset + " but " + lives.size()
                    + " lives; download the files again");
        }
        Path model = home.toAbsolutePath().normalize().resolve("maintenance/models/" + subset.toLowerCase(Locale.ROOT));
        if (!Files.isDirectory(model)) {
            throw new DemoException("there is no model for " + subset + " in " + model
                    + "; train one with ./millwright train maintenance");
        }
        return new EngineRun(agentClasspath, data, subset, every, RunFolder.fresh(folder), model, engines, lives);
    }

    private EngineRun(
            String agentClasspath,
            Path data,
            String subset,
            Duration every,
            Path folder,
            Path model,
            SortedMap<Integer, List<EngineCycle>> engines,
            SortedMap<Integer, Integer> lives)
            throws IOException {
        this.engines = engines;
        this.lives = lives;
        Ports ports = Ports.free();
        store = new Store(new Json(), ports.store());
        Path config = Files.writeString(
                folder.resolve(RunFolder.CONFIGURATION), EngineSite.yaml(subset, engines.keySet(), model, ports));
        Map<String, String> environment = Map.of(PASSWORD, UUID.randomUUID().toString());
        simulator = ChildProcess.simulator(
                folder,
                environment,
                List.of(
                        "replay",
                        "--trust-all-clients",
                        "--wait-for-client",
                        "--password-env=" + PASSWORD,
                        "--data=" + data.toAbsolutePath(),
                        "--subset=" + subset,
                        "--every=" + every.toMillis() + "ms",
                        "--state=" + folder.resolve("plant"),
                        "--opcua-port=" + ports.opcua()));
        agent = ChildProcess.agent(folder, environment, agentClasspath, config);
    }

    /** Engines in the run. */
    public int size() {
        return engines.size();
    }

    /** Cycles of all engines together. */
    public long cycles() {
        return engines.values().stream().mapToLong(List::size).sum();
    }

    /**
     * Waits until the store holds an answer for every engine's last cycle, and returns the answers in the engines' order.
     */
    public List<EngineAnswer> awaitAnswers() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            simulator.mustBeAlive();
            agent.mustBeAlive();
            List<EngineAnswer> answers = finished() ? answers() : List.of();
            if (answers.size() == engines.size()) {
                return answers;
            }
            if (System.nanoTime() > end) {
                throw new DemoException("after " + PATIENCE.toSeconds() + " s the store holds answers for the last"
                        + " cycle of " + answers.size() + " of " + engines.size() + " engines; see " + agent.log());
            }
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        }
    }

    private boolean finished() throws IOException {
        return Files.readString(simulator.log(), StandardCharsets.UTF_8).contains("\"finished\":true");
    }

    /** Of the engines whose newest prognosis is for their last cycle. */
    private List<EngineAnswer> answers() throws IOException, InterruptedException {
        Map<String, JsonNode> shown = byMachine("SELECT machine, timestamp, whole FROM turbofan WHERE signal = 'Cycle'"
                + " AND whole IS NOT NULL LATEST ON timestamp PARTITION BY machine");
        Map<String, JsonNode> predicted = byMachine(
                "SELECT machine, timestamp, remaining_life FROM prognosis LATEST ON timestamp PARTITION BY machine");
        List<EngineAnswer> answers = new ArrayList<>();
        engines.forEach((unit, cycles) -> {
            String name = EngineSite.name(unit);
            JsonNode last = shown.get(name);
            JsonNode answer = predicted.get(name);
            if (last != null
                    && answer != null
                    && last.path(2).asLong() == cycles.getLast().cycle()
                    && answer.path(1).equals(last.path(1))) {
                answers.add(new EngineAnswer(
                        name, cycles.size(), answer.path(2).asDouble(Double.NaN), lives.getOrDefault(unit, 0)));
            }
        });
        return answers;
    }

    private Map<String, JsonNode> byMachine(String sql) throws IOException, InterruptedException {
        Map<String, JsonNode> rows = new HashMap<>();
        store.rows(sql).forEach(row -> rows.put(row.path(0).asText(), row));
        return rows;
    }

    @Override
    public void close() {
        agent.close();
        simulator.close();
    }
}
