package org.millwright.simulator.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.millwright.simulator.faults.Plan.StoreKind;

/** The store stopped, hanging, refusing, slow and full. */
final class StoreScenarios {

    /** Of one signal, every number that ends in 7. */
    private static final Pattern UNWANTED = Pattern.compile(".*,signal=s3[ ,].*number=\\d*7(\\.0)?[ ,].*");

    private StoreScenarios() {}

    static List<Scenario> all() {
        return List.of(
                scenario("store-stopped", "killed, and back after 20 s", 2, StoreScenarios::stop),
                scenario("store-hangs", "its connections stand and nothing comes for 20 s", 1, (rig, random) -> {
                    rig.pass(Duration.ofSeconds(2));
                    rig.influx().signal("STOP");
                    rig.pass(Duration.ofSeconds(20));
                    rig.influx().signal("CONT");
                }),
                new Scenario(
                        "store-refusing",
                        "some lines are answered with 400 for 10 s",
                        Plan.both(StoreKind.INFLUX),
                        AgentScenarios.BOTH_KEEP,
                        new Outcome.Accounted(Set.of("REFUSED")),
                        1,
                        StoreScenarios::refuse),
                scenario("store-slow", "every answer takes 2 s for 20 s", 1, (rig, random) -> {
                    rig.influx().proxy().delay(Duration.ofSeconds(2));
                    rig.pass(Duration.ofSeconds(20));
                    rig.influx().proxy().delay(Duration.ZERO);
                }),
                scenario("store-full", "no space left on its device for 20 s", 1, (rig, random) -> {
                    rig.influx().proxy().full(true);
                    rig.pass(Duration.ofSeconds(20));
                    rig.influx().proxy().full(false);
                }),
                new Scenario(
                        "embedded-store-killed",
                        "SIGKILL of the agent's own store, which the agent starts again",
                        Plan.both(StoreKind.EMBEDDED),
                        AgentScenarios.BOTH_KEEP,
                        new Outcome.Whole(),
                        5,
                        StoreScenarios::killEmbedded));
    }

    private static Scenario scenario(String name, String what, int runs, Scenario.Fault fault) {
        return new Scenario(
                name, what, Plan.both(StoreKind.INFLUX), AgentScenarios.BOTH_KEEP, new Outcome.Whole(), runs, fault);
    }

    static void stop(Rig rig, Random random) throws IOException, InterruptedException {
        rig.pass(Duration.ofMillis(2_000L + random.nextInt(2_000)));
        rig.influx().kill();
        rig.pass(Duration.ofSeconds(20));
        rig.influx().start();
    }

    private static void refuse(Rig rig, Random random) throws InterruptedException {
        StoreProxy proxy = rig.influx().proxy();
        proxy.refuse(line -> UNWANTED.matcher(line).matches());
        rig.pass(Duration.ofSeconds(10));
        proxy.refuse(line -> false);
        rig.require(proxy.refused() > 0, "no line was refused: the fault did not happen");
    }

    private static void killEmbedded(Rig rig, Random random) throws InterruptedException {
        rig.pass(Duration.ofMillis(3_000L + random.nextInt(4_000)));
        rig.agent().program().children().forEach(ProcessHandle::destroyForcibly);
    }
}
