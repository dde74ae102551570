package org.millwright.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.config.AgentConfig;
import org.millwright.edge.config.ConfigReader;
import org.millwright.edge.models.TestingModels;
import org.millwright.edge.signal.Prognosis;
import org.millwright.edge.source.SourceStatus;
import org.millwright.edge.source.mqtt.TestingMosquitto;
import org.millwright.edge.source.mqtt.TestingPublisher;
import org.millwright.hardware.inference.ModelBundle;
import org.millwright.maintenance.LifeContract;
import org.millwright.maintenance.LifeInput;

/** A whole agent, ended in order and started again on the same journal, in the middle of an engine's life. */
class LifeHistoryTest {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Path MODEL = TestingModels.TURBOFAN;
    private static final int FLIGHTS = 20;

    private final List<LifeInput> inputs =
            LifeContract.read(ModelBundle.read(MODEL).contract()).inputs();

    @TempDir
    Path folder;

    private AgentConfig config(URI broker) throws IOException {
        String signals = inputs.stream()
                .map(input -> "            - {name: %s, value: /%s%s}"
                        .formatted(
                                input.name(),
                                input.name(),
                                input.unit().isEmpty() ? "" : ", unit: '" + input.unit() + "'"))
                .collect(Collectors.joining("\n"));
        Path file = Files.writeString(folder.resolve("agent.yaml"), """
                site: {enterprise: acme, site: ulm, area: hangar, line: line-1}
                sources:
                  - mqtt:
                      name: box
                      broker: %s
                      machines:
                        - name: engine-1
                          kind: engine
                          topic: engine
                          signals:
                %s
                prognoses:
                  - {machine: engine-1, model: %s}
                store: {embedded: {port: 0}}
                web: {port: 0}
                """.formatted(
                        broker, signals.indent(4).stripTrailing(), MODEL.toAbsolutePath()));
        return switch (new ConfigReader().read(file)) {
            case ConfigReader.Result.Valid(AgentConfig config) -> config;
            case ConfigReader.Result.Invalid invalid -> throw new AssertionError(invalid.problems());
        };
    }

    /** Returns once the flight is judged. */
    private Prognosis fly(EdgeAgent agent, TestingPublisher engine, int flight) {
        String message = inputs.stream()
                .map(input -> "\"%s\": %s"
                        .formatted(
                                input.name(),
                                input.name().equals("cycle")
                                        ? flight
                                        : input.mean() + 0.3 * input.deviation() * Math.sin(flight)))
                .collect(Collectors.joining(", ", "{", "}"));
        Optional<Prognosis> before = last(agent);
        engine.publish("engine", message);
        return await().atMost(SOON)
                .until(() -> last(agent).filter(said -> !before.equals(Optional.of(said))), Optional::isPresent)
                .orElseThrow();
    }

    private static Optional<Prognosis> last(EdgeAgent agent) {
        return agent.status().prognoses().getFirst().last();
    }

    @Test
    void anEngineIsKnownAfterTheAgentWasEndedAndStartedAgain() throws Exception {
        Path brokers = Files.createDirectories(folder.resolve("broker"));
        try (TestingMosquitto broker = TestingMosquitto.started(brokers);
                TestingPublisher engine = new TestingPublisher(broker.address())) {
            AgentConfig config = config(broker.address());
            try (EdgeAgent agent = EdgeAgent.start(config, InstantSource.system())) {
                await().atMost(SOON).until(() -> isUp(agent));
                for (int flight = 1; flight <= FLIGHTS; flight++) {
                    fly(agent, engine, flight);
                }
                assertThat(last(agent).orElseThrow().remainingLife()).isFinite();
            }
            try (EdgeAgent agent = EdgeAgent.start(config, InstantSource.system())) {
                await().atMost(SOON).until(() -> isUp(agent));
                Prognosis next = fly(agent, engine, FLIGHTS + 1);
                assertThat(next.reason()).contains((FLIGHTS + 1) + " of 400 steps known");
                assertThat(next.remainingLife()).isFinite();
            }
        }
    }

    private static boolean isUp(EdgeAgent agent) {
        return agent.status().sources().stream().allMatch(source -> source.status() instanceof SourceStatus.Up);
    }
}
