package org.millwright.simulator.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Watches a running demo from outside, one line a second, and brings it to its counted end. */
final class Watch {

    private static final Duration START_PATIENCE = Duration.ofSeconds(60);
    private static final int COUNTS = 20;
    private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(30);

    private final Plant plant;
    private final PrintStream out;
    private final Json json = new Json();
    private final Store store;
    private final Truth truth;
    private final Score score = new Score();
    private final long startNanos = System.nanoTime();
    private long lastReadings;

    Watch(Plant plant, PrintStream out) {
        this.plant = plant;
        this.out = out;
        this.store = new Store(json, plant.ports().store());
        this.truth = new Truth(json, plant.ports().truth());
    }

    /** Returns when {@code stop} is counted down or the limit has passed, after the final count. */
    Result run(CountDownLatch stop, OptionalInt limitSeconds) throws IOException, InterruptedException {
        AgentView agent = awaitAgent(stop);
        out.println(
                "live page: http://127.0.0.1:" + plant.ports().web() + "/   configuration and logs: " + plant.folder());
        long lines = 0;
        long running = 0;
        while (!stop.await(1, TimeUnit.SECONDS)) {
            plant.simulator().mustBeAlive();
            plant.agent().mustBeAlive();
            agent = agent();
            readScoreIfUp();
            out.println(line(++lines, agent));
            running += agent.readings() > 0 ? 1 : 0;
            if (limitSeconds.isPresent() && isOver(lines, running, limitSeconds.getAsInt())) {
                break;
            }
        }
        return end();
    }

    /** A slow machine takes long to start, and is to run as long as a quick one; where nothing ever runs, it ends too. */
    private static boolean isOver(long lines, long running, int limitSeconds) {
        return running >= limitSeconds || lines >= limitSeconds + START_PATIENCE.toSeconds();
    }

    private AgentView awaitAgent(CountDownLatch stop) throws InterruptedException {
        long end = System.nanoTime() + START_PATIENCE.toNanos();
        while (true) {
            plant.simulator().mustBeAlive();
            plant.agent().mustBeAlive();
            try {
                return agent();
            } catch (IOException notYet) {
                if (System.nanoTime() > end) {
                    throw new DemoException(
                            "the agent's page did not answer within " + START_PATIENCE.toSeconds() + " s; see "
                                    + plant.folder().resolve("agent.log"),
                            notYet);
                }
            }
            if (stop.await(200, TimeUnit.MILLISECONDS)) {
                throw new DemoException("ended before the agent was up");
            }
        }
    }

    private AgentView agent() throws IOException, InterruptedException {
        return AgentView.of(
                json.get(URI.create("http://127.0.0.1:" + plant.ports().web() + "/api/status")));
    }

    /** The store and the plant come up a little later than the agent's page; the count at the end is strict. */
    private void readScoreIfUp() throws InterruptedException {
        try {
            score.made(truth.newParts());
            readVerdicts();
        } catch (IOException notNow) {
            // The line shows the score of the second before.
        }
    }

    private void readVerdicts() throws IOException, InterruptedException {
        if (!store.hasTable("verdict")) {
            return;
        }
        for (JsonNode row : store.rows("select part, result from verdict")) {
            score.judged(row.path(0).asText(), row.path(1).asText());
        }
    }

    private String line(long second, AgentView agent) {
        long perSecond = agent.readings() - lastReadings;
        lastReadings = agent.readings();
        return StatusLine.of(second, perSecond, agent, score.totals());
    }

    /** The plant stops first; then everything under way reaches the store; then a query counts it. */
    private Result end() throws IOException, InterruptedException {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        score.made(truth.newParts());
        out.println("stopping the plant, then counting what the store holds ...");
        plant.simulator().close();
        AgentView agent = awaitDrained();
        long readBack = store.countAll(DRAIN_PATIENCE);
        // What the agent itself finds out is stored every few seconds, plant or no plant, and its page is up to a
        // quarter
        // of a second old: counted again until nothing was stored around the count, by looks half a second apart.
        AgentView after = awaitDrained();
        for (int i = 0; i < COUNTS && after.stored() != agent.stored(); i++) {
            agent = after;
            readBack = store.countAll(DRAIN_PATIENCE);
            after = awaitDrained();
        }
        readVerdicts();
        Score.Totals totals = score.totals();
        return new Result(
                seconds,
                agent.readings(),
                agent.stored(),
                readBack,
                agent.lost(),
                agent.duplicates(),
                totals.inspected(),
                totals.defectsMade(),
                totals.defectsFound(),
                totals.falseAlarms(),
                totals.unjudged(),
                store.hasTable("prognosis") ? store.count("prognosis") : 0,
                store.hasTable("vibration") ? store.count("vibration") : 0,
                agent.timeToFirstValueMillis(),
                agent.verdictLatencyMillis(),
                agent.rssMiB());
    }

    private AgentView awaitDrained() throws IOException, InterruptedException {
        long end = System.nanoTime() + DRAIN_PATIENCE.toNanos();
        AgentView before = agent();
        while (System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(500);
            AgentView now = agent();
            if (now.waiting() == 0 && now.stored() == before.stored()) {
                return now;
            }
            before = now;
        }
        return before;
    }
}
