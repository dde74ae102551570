package org.millwright.simulator.faults;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.millwright.simulator.faults.Keep.OpcUaHistory;
import org.millwright.simulator.faults.Keep.OpcUaQueue;
import org.millwright.simulator.faults.Plan.OpcUa;
import org.millwright.simulator.faults.Plan.StoreKind;

/** OPC UA servers that are restarted and killed, and the network between. */
final class OpcUaScenarios {

    private static final List<Keep> KEPT =
            List.of(new OpcUaQueue(Duration.ofMinutes(1)), new OpcUaHistory(Duration.ofMinutes(10)));

    /** How long a server on a busy machine may have kept to itself what it made; the agent has to tell of the gap. */
    private static final Duration UNSENT = Duration.ofSeconds(2);

    private OpcUaScenarios() {}

    static List<Scenario> all() {
        Plan milo = Plan.opcUa(Plan.USUAL_OPCUA, StoreKind.EMBEDDED);
        Plan node = Plan.opcUa(Plan.USUAL_OPCUA.with(OpcUa.Stack.NODE_OPCUA), StoreKind.EMBEDDED);
        return List.of(
                scenario(
                        "opcua-restarted-same-ids",
                        "restarted; subscription ids begin again at 1",
                        milo,
                        3,
                        (rig, r) -> restart(rig)),
                scenario(
                        "opcua-restarted-new-ids",
                        "restarted; subscription ids were never used before",
                        milo,
                        3,
                        (rig, random) -> restart(rig, "--first-subscription-id=" + (1_000 + random.nextInt(100_000)))),
                scenario(
                        "opcua-renumbered",
                        "restarted with other namespaces before its own, as after a PLC download",
                        milo,
                        3,
                        (rig, random) -> restart(rig, "--extra-namespaces=" + (1 + random.nextInt(5)))),
                scenario(
                        "opcua-killed", "SIGKILL; what it had not sent is gone with it", milo, 5, OpcUaScenarios::kill),
                scenario("node-opcua-killed", "the same with a node-opcua server", node, 3, OpcUaScenarios::kill),
                network("network-cut", "connections reset and refused for 10 s", 3, (rig, random) -> {
                    during(rig, random, TcpProxy.Line.CUT);
                }),
                network("network-deaf", "nothing from the servers arrives for 10 s", 2, (rig, random) -> {
                    during(rig, random, TcpProxy.Line.DEAF);
                }),
                network("network-mute", "nothing from the agent arrives for 10 s", 2, (rig, random) -> {
                    during(rig, random, TcpProxy.Line.MUTE);
                }),
                network("network-delayed", "400 ms each way for 15 s", 1, (rig, random) -> {
                    rig.cables().forEach(cable -> cable.delay(400));
                    rig.pass(Duration.ofSeconds(15));
                    rig.cables().forEach(cable -> cable.delay(0));
                }));
    }

    private static Scenario scenario(String name, String what, Plan plan, int runs, Scenario.Fault fault) {
        return new Scenario(name, what, plan, KEPT, new Outcome.Whole(), runs, fault);
    }

    private static Scenario network(String name, String what, int runs, Scenario.Fault fault) {
        return new Scenario(
                name, what, Plan.both(StoreKind.EMBEDDED), AgentScenarios.BOTH_KEEP, new Outcome.Whole(), runs, fault);
    }

    /** In order: what it made was sent before it goes. It counts on as soon as it is back, before anyone is connected. */
    private static void restart(Rig rig, String... quirks) throws IOException, InterruptedException {
        rig.agent().awaitSources();
        rig.pass(Duration.ofSeconds(3));
        rig.opcUa().stop();
        Waiting.pass(rig.plan().opcUa().orElseThrow().publishing().multipliedBy(5));
        rig.opcUa().close();
        rig.pass(Duration.ofSeconds(2));
        rig.opcUa().quirks(quirks);
        rig.opcUa().start();
        rig.pass(Duration.ofSeconds(5));
    }

    private static void kill(Rig rig, Random random) throws IOException, InterruptedException {
        rig.agent().awaitSources();
        rig.pass(Duration.ofMillis(3_000L + random.nextInt(3_000)));
        Instant killed = Instant.now();
        rig.opcUa().kill();
        OpcUa plan = rig.plan().opcUa().orElseThrow();
        long unsent = UNSENT.plus(plan.publishing()).dividedBy(plan.period());
        long last = rig.opcUa().last();
        // Only what waited in its memory to be published, in one piece; a number more is a loss.
        rig.excused().add(AgentFile.OPCUA_TABLE, last - unsent + 1, last);
        rig.pass(Duration.ofSeconds(2));
        rig.opcUa().start();
        rig.requireSoon(
                () -> rig.store().notices("source_restarted", killed) > 0,
                "no notice says that the server was restarted after " + killed);
        rig.requireSoon(
                () -> rig.store().notices("gap", killed) > 0, "no notice tells of the gap that was left at " + killed);
        rig.pass(Duration.ofSeconds(5));
    }

    static void during(Rig rig, Random random, TcpProxy.Line line) throws InterruptedException {
        rig.pass(Duration.ofMillis(2_000L + random.nextInt(3_000)));
        rig.cables().forEach(cable -> cable.become(line));
        rig.pass(Duration.ofSeconds(10));
        rig.cables().forEach(cable -> cable.become(TcpProxy.Line.WHOLE));
        rig.agent().awaitSources();
    }
}
