package org.millwright.simulator.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.simulator.faults.Numbers.Range;

/** A handful of scenarios in their short form; {@code ./millwright faults} runs them all, and longer. */
@Timeout(300)
class FaultsTest {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    /** One plant for all of them, as most of the time goes into starting one. */
    private static final Scenario ONE_AFTER_ANOTHER = new Scenario(
            "one-after-another",
            "",
            Plan.both(Plan.StoreKind.EMBEDDED),
            AgentScenarios.BOTH_KEEP,
            new Outcome.Whole(),
            1,
            (rig, random) -> {
                AgentScenarios.kill(rig, random);
                OpcUaScenarios.during(rig, random, TcpProxy.Line.CUT);
                MqttScenarios.restart(rig, random);
                AgentScenarios.kill(rig, random);
            });

    @Test
    void nothingIsLostOrDoubledByKillsCutsAndRestarts() throws Exception {
        assertHeld(ONE_AFTER_ANOTHER, 0.4);
    }

    @Test
    void nothingIsLostOrDoubledWhenTheStoreStops() throws Exception {
        assertHeld(
                Faults.scenarios().stream()
                        .filter(one -> one.name().equals("store-stopped"))
                        .findFirst()
                        .orElseThrow(),
                0.2);
    }

    private void assertHeld(Scenario scenario, double scale) throws Exception {
        Tools tools = new Tools(HOME, agentClasspath(), System.getProperty("java.class.path"));
        Optional<String> missing = tools.missingFor(scenario.plan());
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        Result result = new Trial(scenario, tools, folder, 1, 1, scale).run();
        assertThat(result.complaints()).as("%s", result).isEmpty();
        assertThat(result.made()).isPositive();
    }

    /** Skips the test where the agent is not packaged. */
    private static String agentClasspath() throws IOException {
        Path module = HOME.resolve("edge-agent/target");
        Path list = module.resolve("classpath");
        assumeTrue(Files.isRegularFile(list), "the agent is not packaged: run ./millwright test, which packages first");
        return module.resolve("classes") + ":" + Files.readString(list).strip();
    }

    @Test
    void theOracleNamesEveryNumberThatIsMissingDoubledOrWasNeverMade() {
        Numbers numbers = Numbers.of("s0", 12, new long[] {2, 3, 3, 4, 8, 9, 10, 77});
        assertThat(numbers.missing()).containsExactly(new Range(1, 1), new Range(5, 7), new Range(11, 12));
        assertThat(numbers.lost()).isEqualTo(6);
        assertThat(numbers.doubled()).isEqualTo(1);
        assertThat(numbers.strange()).isEqualTo(1);
        assertThat(numbers.distinct()).isEqualTo(6);
        Excused excused = new Excused();
        excused.add(AgentFile.OPCUA_TABLE, 6, 8);
        assertThat(excused.of(numbers)).isEqualTo(2);
    }

    @Test
    void ofWhatAKillTookOneHoleIsExcusedAndASecondOneIsALoss() {
        Numbers numbers = Numbers.of("s0", 12, new long[] {1, 2, 4, 5, 8, 9, 10});
        Excused excused = new Excused();
        excused.add(AgentFile.MQTT_TABLE, 1, 12);
        assertThat(excused.of(numbers)).as("another table's").isZero();
        excused.add(AgentFile.OPCUA_TABLE, 2, 9);
        assertThat(excused.of(numbers)).as("6-7, not 3 as well").isEqualTo(2);
        excused.add(AgentFile.OPCUA_TABLE, 7, 12);
        assertThat(excused.of(numbers)).as("6-7 and 11-12").isEqualTo(4);
    }

    @Test
    void everyScenarioKeepsWhatItDeclares() {
        assertThat(Faults.scenarios()).extracting(Scenario::name).doesNotHaveDuplicates();
        Faults.scenarios().forEach(Scenario::assertKept);
    }

    @Test
    void aScenarioThatDeclaresMoreThanItsSourcesKeepDoesNotRun() {
        Scenario scenario = new Scenario(
                "boastful",
                "",
                Plan.opcUa(Plan.USUAL_OPCUA.withoutHistory(), Plan.StoreKind.EMBEDDED),
                List.of(new Keep.OpcUaHistory(java.time.Duration.ofMinutes(1))),
                new Outcome.Whole(),
                1,
                (rig, random) -> {});
        org.assertj.core.api.Assertions.assertThatThrownBy(scenario::assertKept)
                .hasMessageContaining("boastful declares OPC UA history of 1 min, but a history of PT0S is shorter");
    }

    @Test
    void aRiseOfMemoryIsToldFromNoise() {
        Slope flat = Slope.of(List.of(10.0, 11.0, 9.5, 10.5, 10.0, 9.8, 10.2, 10.1));
        Slope rising = Slope.of(List.of(10.0, 11.1, 11.9, 13.0, 14.1, 15.0));
        assertThat(Math.abs(flat.perStep())).isLessThan(3 * flat.error());
        assertThat(rising.perStep()).isBetween(0.9, 1.1).isGreaterThan(3 * rising.error());
    }
}
