package org.millwright.simulator.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.simulator.demo.ChildProcess;
import org.millwright.simulator.demo.Json;
import org.millwright.simulator.demo.Ports;
import org.millwright.simulator.demo.Store;

/** A bearing that is worn from the beginning: the agent names the damage that the truth knows, from vibration alone. */
@Timeout(180)
class WornBearingTest {

    private final Json json = new Json();

    @TempDir
    Path folder;

    private Path config(Ports ports) throws Exception {
        return Files.writeString(
                folder.resolve("agent.yaml"), """
                site: {enterprise: acme, site: ulm, area: machining, line: line-1}
                data: ./data
                sources:
                  - opcua:
                      name: plant
                      endpoint: opc.tcp://127.0.0.1:%d/millwright
                      trust: first-use
                      login: {user: operator, password-env: PLANT_PASSWORD}
                      machines:
                        - name: spindle-1
                          kind: spindle
                          prefix: "nsu=urn:millwright:simulator;s=Spindle."
                          signals:
                            - {name: speed, node: Speed, unit: 1/min}
                            - {name: rate, node: VibrationSamplingRate, unit: Hz}
                          waveforms:
                            - {name: vibration, node: VibrationWaveform, unit: m/s2}
                vibrations:
                  - machine: spindle-1
                    waveform: vibration
                    part: front bearing
                    rate: rate
                    speed: speed
                    bearing: {rolling-elements: 9, element-diameter: 7.94, pitch-diameter: 39.04}
                store: {embedded: {port: %d}}
                web: {port: %d}
                """.formatted(ports.opcua(), ports.store(), ports.web()));
    }

    private static JsonNode vibration(JsonNode status) {
        return status.path("vibrations").path(0);
    }

    private static long sum(JsonNode counts) {
        long sum = 0;
        for (JsonNode count : counts) {
            sum += count.asLong();
        }
        return sum;
    }

    private JsonNode truth(Ports ports) throws Exception {
        return json.get(URI.create("http://127.0.0.1:" + ports.truth() + "/truth/summary"))
                .path("bearing");
    }

    @Test
    void theDamageIsNamedInTheStoreAndInWhatToDoAndEveryWaveformIsAccountedFor() throws Exception {
        Built.agentClasspath();
        Ports ports = Ports.free();
        Map<String, String> environment = Map.of("PLANT_PASSWORD", "right");
        List<String> arguments = List.of(
                "run",
                "--trust-all-clients",
                "--password-env=PLANT_PASSWORD",
                "--seed=4",
                "--initial-wear=0.5",
                "--wear-acceleration=20",
                "--data=" + folder.resolve("plant"),
                "--opcua-port=" + ports.opcua(),
                "--mqtt-port=" + ports.mqtt(),
                "--camera-port=" + ports.camera(),
                "--truth-port=" + ports.truth());
        try (ChildProcess simulator = ChildProcess.simulator(folder, environment, arguments);
                RunningAgent agent = new RunningAgent(config(ports), environment, ports.web())) {
            JsonNode found = agent.await(
                    "a diagnosis that stands",
                    status -> vibration(status).path("last").path("standing").isTextual());

            JsonNode bearing = vibration(found);
            String fault = truth(ports).path("fault").asText();
            assertThat(bearing.path("last").path("standing").asText().replace('-', ' '))
                    .isEqualTo(fault);
            assertThat(sum(bearing.path("answers"))
                            + sum(bearing.path("dropped"))
                            + bearing.path("waiting").asLong())
                    .isEqualTo(bearing.path("received").asLong());

            agent.await(
                    "advice",
                    status -> status.path("advisories")
                            .toString()
                            .contains("damage to the " + fault + " of the front bearing"));
            long missedBefore = truth(ports).path("waveforms").asLong()
                    - bearing.path("received").asLong();
            JsonNode later = agent.await(
                    "two more waveforms",
                    status -> vibration(status).path("received").asLong()
                            >= bearing.path("received").asLong() + 2);
            assertThat(truth(ports).path("waveforms").asLong()
                            - vibration(later).path("received").asLong())
                    .as("made and not received since: one may be under way at each count")
                    .isBetween(missedBefore - 1, missedBefore + 1);
            JsonNode stored = new Store(json, ports.store())
                    .rows("select count() from vibration where standing = '" + fault.replace(' ', '_') + "'");
            assertThat(stored.path(0).path(0).asLong()).as("rows in the store").isPositive();
            simulator.mustBeAlive();
        }
    }
}
