package org.millwright.edge.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.millwright.hardware.gateway.ProcessFacts;

/** The whole agent with its own store on the load. */
final class AgentRun {

    /**
     * @param published value changes that the load made, and {@code readBack} those that a query to the store counted
     * @param drops by queue, where there are any
     */
    record Result(
            double valuesPerSecond,
            long published,
            long readBack,
            Map<String, Long> drops,
            Cost agent,
            Cost store,
            JournalCost journal,
            Percentiles sourceToStored,
            Percentiles receivedToStored,
            Percentiles sourceToVerdict,
            Percentiles arrivalToVerdict) {

        long lost() {
            return published - readBack;
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Plan plan;
    private final Plant plant;
    private final Web web = new Web();

    AgentRun(Plan plan, Plant plant) {
        this.plan = plan;
        this.plant = plant;
    }

    Result run(Started started) throws InterruptedException {
        Plant.Load load = plant.startLoad("agent", started);
        Optional<Plant.Line> line = plan.camera() ? Optional.of(plant.startLine(started)) : Optional.empty();
        AgentFile file = AgentFile.write(plan, load, line);
        Child agent = agent(file, started);
        String page = agent.await(said -> said.startsWith("page: "), PATIENCE).substring("page: ".length());
        URI status = URI.create(page).resolve("/api/status");
        StoreTables store = new StoreTables(web, file.store());
        awaitLoad(status, agent);
        TimeUnit.NANOSECONDS.sleep(plan.warmUp().toNanos());

        Instant from = Instant.now();
        ProcessHandle storeProcess = storeOf(agent);
        long begun = System.nanoTime();
        long storedBefore = web.get(status).path("sink").path("stored").asLong();
        ProcessFacts agentBefore = agent.facts();
        ProcessFacts storeBefore = facts(storeProcess, status);
        JournalCost.Reading journalBefore =
                JournalCost.Reading.of(web.get(status), agent.handle().pid());
        TimeUnit.NANOSECONDS.sleep(plan.measured().toNanos());
        Duration measured = Duration.ofNanos(System.nanoTime() - begun);
        ProcessFacts agentAfter = agent.facts();
        ProcessFacts storeAfter = facts(storeProcess, status);
        JsonNode now = web.get(status);
        JournalCost journal =
                journalBefore.until(JournalCost.Reading.of(now, agent.handle().pid()), measured);
        Instant to = Instant.now();

        long published =
                load.process().awaitJson("finished", PATIENCE).path("published").asLong();
        Map<String, Long> drops = drops(awaitDrained(status));
        store.awaitApplied(PATIENCE);
        JsonNode sink = now.path("sink");
        return new Result(
                (sink.path("stored").asLong() - storedBefore) * 1e9 / measured.toNanos(),
                published,
                store.values(),
                drops,
                Cost.between(agentBefore, agentAfter, measured),
                Cost.between(storeBefore, storeAfter, measured),
                journal,
                Percentiles.of(sink.path("sourceToStoredMillis")),
                Percentiles.of(sink.path("receivedToStoredMillis")),
                store.sourceToVerdict(from, to),
                store.arrivalToVerdict(from, to));
    }

    private Child agent(AgentFile file, Started started) {
        List<String> java = new ArrayList<>(Child.MEASURED_JVM);
        java.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "org.millwright.edge.Main",
                "run",
                "--exit-with-parent",
                file.path().toString()));
        Child agent = Child.start("agent", plan.folder(), plant.environment(), java);
        started.add(agent::close);
        return agent;
    }

    /** Each signal tells its state when it is subscribed; what comes after that is the load. */
    private void awaitLoad(URI status, Child agent) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (web.get(status).path("sink").path("received").asLong() <= plan.signals()) {
            agent.mustBeAlive();
            if (System.nanoTime() > end) {
                throw new BenchException("the agent gets no values; see the logs in " + plan.folder());
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    /** The sink is idle when nothing waits and nothing more was stored for a while. */
    private JsonNode awaitDrained(URI status) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        JsonNode before = web.get(status);
        while (System.nanoTime() < end) {
            TimeUnit.SECONDS.sleep(1);
            JsonNode now = web.get(status);
            long received = now.path("sink").path("received").asLong();
            if (now.path("sink").path("waiting").asLong() == 0
                    && received - before.path("sink").path("received").asLong() < plan.signals()) {
                return now;
            }
            before = now;
        }
        return before;
    }

    private static Map<String, Long> drops(JsonNode status) {
        Map<String, Long> drops = new TreeMap<>();
        status.path("ledger")
                .path("total")
                .path("lost")
                .properties()
                .forEach(lost -> drops.put(lost.getKey(), lost.getValue().asLong()));
        for (JsonNode queue : status.path("queues")) {
            long sum = 0;
            for (JsonNode count : queue.path("dropped")) {
                sum += count.asLong();
            }
            if (sum > 0) {
                drops.put(queue.path("name").asText(), sum);
            }
        }
        return drops;
    }

    private static ProcessHandle storeOf(Child agent) {
        return agent.handle()
                .children()
                .findFirst()
                .orElseThrow(() -> new BenchException("the agent's store does not run; see the agent's log"));
    }

    private ProcessFacts facts(ProcessHandle process, URI status) throws InterruptedException {
        Optional<ProcessFacts> facts = ProcessFacts.of(process);
        if (facts.isEmpty()) {
            JsonNode trouble = web.get(status).path("sink").path("trouble");
            throw new BenchException("the agent's store ended while it was measured"
                    + (trouble.isTextual() ? " (" + trouble.asText() + ")" : "") + "; see the logs in "
                    + plan.folder());
        }
        return facts.get();
    }
}
