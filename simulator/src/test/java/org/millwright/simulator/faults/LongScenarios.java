package org.millwright.simulator.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.millwright.simulator.faults.Keep.OpcUaQueue;
import org.millwright.simulator.faults.Plan.StoreKind;

/** 20,000 values a second: memory over twenty minutes, and how fast an outage is made up for. */
final class LongScenarios {

    private static final int LIVE_RATE = 20_000;
    private static final int AS_FAST_AGAIN = 5;
    private static final double SMALL_RISE = 0.05;
    private static final double MEBIBYTE = 1024.0 * 1024;

    private LongScenarios() {}

    static List<Scenario> all() {
        Plan.OpcUa fast = new Plan.OpcUa(
                Plan.OpcUa.Stack.MILO,
                LIVE_RATE / 10,
                Duration.ofMillis(100),
                600,
                Duration.ofMillis(100),
                Duration.ZERO,
                List.of());
        List<Keep> keeps = List.of(new OpcUaQueue(Duration.ofSeconds(30)));
        return List.of(
                new Scenario(
                        "memory",
                        "20,000 values a second for 20 minutes: resident memory does not rise",
                        Plan.opcUa(fast, StoreKind.EMBEDDED),
                        keeps,
                        new Outcome.Whole(),
                        1,
                        LongScenarios::memory),
                new Scenario(
                        "drain",
                        "embedded store halted for a minute at 20,000 values a second, then five times as fast",
                        Plan.opcUa(fast, StoreKind.EMBEDDED),
                        keeps,
                        new Outcome.Whole(),
                        1,
                        LongScenarios::drainEmbedded),
                new Scenario(
                        "drain-influxdb",
                        "InfluxDB 1 down for a minute at 20,000 values a second, then made up for",
                        Plan.opcUa(fast, StoreKind.INFLUX),
                        keeps,
                        new Outcome.Whole(),
                        1,
                        LongScenarios::drainInflux));
    }

    /** The first quarter is warming up. */
    private static void memory(Rig rig, Random random) throws IOException, InterruptedException {
        Duration whole = rig.scaled(Duration.ofMinutes(20));
        Duration every = whole.dividedBy(120);
        List<Double> mebibytes = new ArrayList<>();
        double liveBefore = 0;
        for (int i = 0; i < 120; i++) {
            Waiting.pass(every);
            if (i == 29) {
                liveBefore = rig.agent().liveHeapBytes() / MEBIBYTE;
            }
            mebibytes.add(rig.agent().residentBytes() / MEBIBYTE);
        }
        double live = rig.agent().liveHeapBytes() / MEBIBYTE;
        Slope slope = Slope.of(mebibytes.subList(30, 120));
        Slope half = Slope.of(mebibytes.subList(75, 120));
        double rise = slope.perStep() * 90;
        System.out.printf(
                " RSS %.0f MiB, rises %.1f MiB in %d s (standard error %.1f), %.1f in the second half of them"
                        + " (standard error %.1f); live heap %.1f, then %.1f MiB",
                slope.mean(),
                rise,
                whole.toSeconds() * 3 / 4,
                slope.error() * 90,
                half.perStep() * 45,
                half.error() * 45,
                liveBefore,
                live);
        rig.require(
                rise < 3 * slope.error() * 90 || rise < SMALL_RISE * slope.mean(),
                "resident memory rises by %.1f MiB".formatted(rise));
        rig.require(
                live < liveBefore * (1 + SMALL_RISE) + 5,
                "the live heap rises from %.1f to %.1f MiB".formatted(liveBefore, live));
    }

    private static void drainEmbedded(Rig rig, Random random) throws IOException, InterruptedException {
        rig.pass(Duration.ofSeconds(10));
        signal("-STOP", rig);
        rig.pass(Duration.ofMinutes(1));
        signal("-CONT", rig);
        double rate = madeUpFor(rig);
        rig.require(
                rate >= (double) AS_FAST_AGAIN * LIVE_RATE,
                "drained at %,.0f rows a second, less than %,d".formatted(rate, AS_FAST_AGAIN * LIVE_RATE));
    }

    /** To the agent's store, which the agent would start again if it were killed. */
    private static void signal(String signal, Rig rig) throws IOException, InterruptedException {
        for (ProcessHandle store : rig.agent().program().children()) {
            new ProcessBuilder("kill", signal, Long.toString(store.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        }
    }

    /** How fast an InfluxDB of 2018 takes rows is its own affair; that nothing is lost or doubled is ours. */
    private static void drainInflux(Rig rig, Random random) throws IOException, InterruptedException {
        rig.pass(Duration.ofSeconds(10));
        rig.influx().kill();
        rig.pass(Duration.ofMinutes(1));
        rig.influx().start();
        madeUpFor(rig);
    }

    /** Returns the rows a second that were there to be queried. */
    private static double madeUpFor(Rig rig) throws IOException, InterruptedException {
        long rows = rig.store().rows(AgentFile.OPCUA_TABLE);
        long began = System.nanoTime();
        long behind = (rig.opcUa().last() * LIVE_RATE / 10) - rows;
        Waiting.until("the outage is made up for", Duration.ofMinutes(5), () -> {
            long left = (rig.opcUa().last() * LIVE_RATE / 10) - rig.store().rows(AgentFile.OPCUA_TABLE);
            return left < LIVE_RATE;
        });
        double seconds = (System.nanoTime() - began) / 1e9;
        double rate = (rig.store().rows(AgentFile.OPCUA_TABLE) - rows) / seconds;
        System.out.printf(" %,d rows behind, made up for at %,.0f rows a second", behind, rate);
        return rate;
    }
}
