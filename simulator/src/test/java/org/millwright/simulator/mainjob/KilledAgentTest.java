package org.millwright.simulator.mainjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.simulator.demo.ChildProcess;
import org.millwright.simulator.demo.Json;
import org.millwright.simulator.demo.Plant;
import org.millwright.simulator.demo.Ports;
import org.millwright.simulator.demo.Truth;

@Timeout(240)
class KilledAgentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    /** What the station decided about each finished part, in their order. */
    private final Map<String, JsonNode> decided = new LinkedHashMap<>();

    @Test
    void agentKilledInTheMiddleOfAPartHasThatPartAndAllLaterOnesRejectedUntilANewAgentRuns() throws Exception {
        String classpath = Built.agentClasspath();
        Ports ports = Ports.free();
        try (Plant plant = Plant.start(Built.HOME, classpath, folder.resolve("run"), ports, 7)) {
            Truth truth = new Truth(new Json(), ports.truth());
            await("parts are accepted").atMost(PATIENCE).until(() -> acceptedAmongNew(truth) > 0);

            String halfway;
            try (PartsInView camera = PartsInView.open(ports.camera())) {
                String before = camera.next();
                await("that part is decided").atMost(PATIENCE).until(() -> {
                    acceptedAmongNew(truth);
                    return decided.containsKey(before);
                });
                // Between two parts: the next one finds an agent that is there and does not move.
                signal("STOP", plant.agent());
                camera.forgetQueued();
                halfway = camera.next();
                signal("KILL", plant.agent());
            }
            await("the agent is gone")
                    .atMost(PATIENCE)
                    .until(() -> !plant.agent().isAlive());

            await("four more parts are decided").atMost(PATIENCE).until(() -> {
                acceptedAmongNew(truth);
                return since(halfway).size() >= 5;
            });
            assertThat(since(halfway).values()).allSatisfy(part -> {
                assertThat(part.path("outcome").asText()).isEqualTo("rejected");
                assertThat(part.path("why").asText()).containsAnyOf("agent", "no verdict", "late");
            });
            assertThat(decided.get(newest()).path("why").asText()).contains("agent");

            try (ChildProcess second = ChildProcess.agent(
                    plant.folder(),
                    plant.environment(),
                    classpath,
                    plant.folder().resolve("agent.yaml"))) {
                await("the second agent's parts are accepted").atMost(PATIENCE).until(() -> {
                    second.mustBeAlive();
                    return acceptedAmongNew(truth) > 0;
                });
            }
        }
    }

    private long acceptedAmongNew(Truth truth) throws InterruptedException {
        long accepted = 0;
        try {
            for (JsonNode part : truth.newParts()) {
                decided.put(part.path("part").asText(), part);
                accepted += part.path("outcome").asText().equals("accepted") ? 1 : 0;
            }
        } catch (IOException notUpYet) {
            return 0;
        }
        return accepted;
    }

    /** That part, once it is decided, and those after it. */
    private Map<String, JsonNode> since(String part) {
        Map<String, JsonNode> later = new LinkedHashMap<>();
        decided.forEach((id, truth) -> {
            if (id.equals(part) || !later.isEmpty()) {
                later.put(id, truth);
            }
        });
        return later;
    }

    private String newest() {
        return decided.keySet().stream().reduce("", (first, second) -> second);
    }

    private static void signal(String name, ChildProcess to) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(to.pid())).start();
        assertThat(kill.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
    }
}
