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
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.config.AgentConfig;
import org.millwright.edge.config.ConfigReader;
import org.millwright.edge.inference.DiagnosisStatus;
import org.millwright.edge.models.TestingModels;
import org.millwright.edge.signal.Diagnosis;
import org.millwright.edge.sink.StoreReader;
import org.millwright.edge.source.mqtt.TestingMosquitto;
import org.millwright.edge.source.mqtt.TestingPublisher;

/** From a real broker through the whole agent into its store: a trained bundle names the overload of a press. */
class DiagnosisEndToEndTest {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Path MODEL = TestingModels.PRESS;

    @TempDir
    Path folder;

    private AgentConfig config(URI broker) throws IOException {
        Path file = Files.writeString(folder.resolve("agent.yaml"), """
                site: {enterprise: acme, site: ulm, area: forming, line: line-1}
                sources:
                  - mqtt:
                      name: box
                      broker: %s
                      machines:
                        - name: press-1
                          kind: press
                          topic: press
                          signals:
                            - {name: torque, value: /torque, unit: Nm}
                            - {name: speed, value: /speed, unit: 1/min}
                            - {name: oil, value: /oil, unit: degC}
                            - {name: grade, value: /grade, type: text}
                diagnoses:
                  - machine: press-1
                    model: %s
                    inputs: {Torque: torque, Speed: speed, Oil temperature: oil, Grade: grade}
                    every: 100ms
                store: {embedded: {port: 0}}
                web: {port: 0}
                """.formatted(broker, MODEL.toAbsolutePath()));
        return switch (new ConfigReader().read(file)) {
            case ConfigReader.Result.Valid(AgentConfig config) -> config;
            case ConfigReader.Result.Invalid invalid -> throw new AssertionError(invalid.problems());
        };
    }

    private static DiagnosisStatus awaited(
            EdgeAgent agent, TestingPublisher device, double torque, Predicate<Diagnosis> wanted) {
        return await().atMost(SOON)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> {
                            device.publish(
                                    "press",
                                    String.format(
                                            Locale.ROOT,
                                            "{\"torque\": %.1f, \"speed\": 1600, \"oil\": 60, \"grade\": \"M\"}",
                                            torque));
                            return agent.status().diagnoses().getFirst();
                        },
                        status -> status.last().filter(wanted).isPresent());
    }

    private URI store() throws IOException {
        List<String> settings = Files.readAllLines(folder.resolve("data/store/conf/server.conf"));
        return URI.create("http://" + settings.getFirst().substring("http.bind.to=".length()));
    }

    @Test
    void whatABundleNamesIsStoredShownAndAdvised() throws Exception {
        Path brokers = Files.createDirectories(folder.resolve("broker"));
        try (TestingMosquitto broker = TestingMosquitto.started(brokers);
                TestingPublisher device = new TestingPublisher(broker.address());
                EdgeAgent agent = EdgeAgent.start(config(broker.address()), InstantSource.system())) {
            awaited(agent, device, 30, said -> said.answer() instanceof Diagnosis.Answer.Mode mode && mode.healthy());
            DiagnosisStatus standing =
                    awaited(agent, device, 62, said -> !said.standing().isEmpty());

            Diagnosis last = standing.last().orElseThrow();
            assertThat(last.standing().getFirst().what()).isEqualTo("overload");
            assertThat(last.model()).isEqualTo(TestingModels.hash(MODEL));
            assertThat(standing.seat().slot().live()).isEqualTo(Optional.of(last.model()));
            assertThat(standing.answers()).containsKeys("none", "overload");
            await().atMost(SOON)
                    .until(() -> agent.status().advisories().stream()
                            .anyMatch(advisory -> advisory.what().equals("check for: overload")
                                    && advisory.why().contains("Torque 62 Nm")));
            StoreReader reader = new StoreReader(store());
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(
                                    reader.query("SELECT mode, health FROM diagnosis WHERE standing = 'overload'")
                                            .rows())
                            .first()
                            .isEqualTo(List.of("overload", "maintenance_required")));
        }
    }
}
