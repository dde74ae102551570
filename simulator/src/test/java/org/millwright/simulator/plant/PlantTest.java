package org.millwright.simulator.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.simulator.camera.MjpegServer;
import org.millwright.simulator.line.WearSettings;
import org.millwright.simulator.opcua.ServerSettings;
import org.millwright.simulator.opcua.TestClient;
import org.millwright.simulator.process.Ports;

/** The whole plant, played against by a small agent of the test. */
class PlantTest {

    private static final Pattern PART = Pattern.compile(
            "\"sequence\":(\\d+),\"defect\":(true|false).*?\"outcome\":\"(\\w+)\",\"why\":\"([^\"]*)\"");

    private static final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    private static Plant plant;
    private static PlantSettings settings;

    @BeforeAll
    static void start() {
        settings = new PlantSettings(
                new ServerSettings("127.0.0.1", free(), folder, "secret", false, false, true),
                free(),
                free(),
                free(),
                5,
                1,
                WearSettings.DEMO,
                // Longer than in a plant: the build machine may be busy.
                Duration.ofMillis(1_000),
                Duration.ofMillis(900),
                0.3,
                0.5,
                false);
        plant = new Plant(settings);
    }

    private static int free() {
        return Ports.reserve("test", "--port", "127.0.0.1", 0);
    }

    @AfterAll
    static void stop() {
        plant.close();
        http.close();
    }

    private static String truth(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + settings.truthPort() + "/truth/" + path);
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    private static List<MatchResult> partsAfter(long sequence) throws Exception {
        return PART.matcher(truth("parts?after=" + sequence)).results().toList();
    }

    @Test
    void partIsAcceptedOnlyWhenTheAgentSaysGoodAndTruthTellsBoth() throws Exception {
        try (TestClient client = TestClient.secure(plant.opcUaUrl(), TestClient.operator("secret"))) {
            SmallAgent agent = new SmallAgent(client);
            List<Long> told = new ArrayList<>();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                agent.answer(sequence -> sequence % 2 == 0).ifPresent(told::add);
                return told.size() >= 4;
            });
            long first = told.getFirst();
            long last = told.getLast();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> partsAfter(first - 1).size() > last - first);
            List<String> accepted = new ArrayList<>();
            for (MatchResult part : partsAfter(first - 1)) {
                if (part.group(3).equals("accepted")) {
                    accepted.add(part.group(1));
                    assertThat(Long.parseLong(part.group(1)) % 2)
                            .as("part %s was told not good", part.group(1))
                            .isZero();
                    assertThat(part.group(4)).isEqualTo("told good in time");
                }
            }
            assertThat(accepted).isNotEmpty();
        }
    }

    @Test
    void aCameraThatConnectsWhenThePartIsDecidedWaitsForTheNext() throws Exception {
        try (TestClient client = TestClient.secure(plant.opcUaUrl(), TestClient.operator("secret"))) {
            SmallAgent agent = new SmallAgent(client);
            AtomicLong decided = new AtomicLong();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                agent.answer(_ -> true).ifPresent(decided::set);
                return decided.get() > 0;
            });
            assertThat(firstPictureSeen()).isGreaterThan(decided.get());
        }
    }

    /** The sequence of the first part that a new viewer is shown. */
    private static long firstPictureSeen() throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + settings.cameraPort() + MjpegServer.PATH);
        try (InputStream pictures = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream())
                .body()) {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("X-Timestamp") < 0) {
                head.append((char) pictures.read());
            }
            return Long.parseLong(head.toString().replaceAll("(?s).*X-Sequence: (\\d+).*", "$1"));
        }
    }

    @Test
    void withoutAnAgentEveryPartIsRejected() throws Exception {
        long seen = partsAfter(0).size();
        await().atMost(Duration.ofSeconds(20)).until(() -> partsAfter(0).size() > seen + 2);
        MatchResult last = partsAfter(0).getLast();
        assertThat(last.group(3)).isEqualTo("rejected");
        assertThat(last.group(4)).containsAnyOf("heartbeat stood still", "no verdict before the deadline");
    }

    @Test
    void machinesMoveAndTheSummaryCounts() throws Exception {
        try (TestClient client = TestClient.secure(plant.opcUaUrl(), TestClient.operator("secret"))) {
            for (String id : List.of("Press.State", "Robot.Joint3Torque", "Spindle.Speed", "Conveyor.PartsRejected")) {
                assertThat(client.read(id).statusCode().isGood()).as(id).isTrue();
            }
            Object before = client.value("Spindle.OperatingHours");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !client.value("Spindle.OperatingHours").equals(before));
        }
        assertThat(truth("summary"))
                .contains("\"bearing\":{\"operatingHours\":")
                .contains("\"failed\":false")
                .doesNotContain("\"valuesPublished\":0,");
    }

    @Test
    void theSpindlesVibrationIsAnArrayWithItsRateBesideItAndTheTruthKnowsTheFault() throws Exception {
        try (TestClient client = TestClient.secure(plant.opcUaUrl(), TestClient.operator("secret"))) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> client.read("Spindle.VibrationWaveform")
                            .statusCode()
                            .isGood());
            DataValue first = client.read("Spindle.VibrationWaveform");
            assertThat((Object[]) first.value().value()).hasSize(16_384).hasOnlyElementsOfType(Float.class);
            assertThat(client.value("Spindle.VibrationSamplingRate")).isEqualTo(25_600.0);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !Objects.equals(
                            first.sourceTime(),
                            client.read("Spindle.VibrationWaveform").sourceTime()));
        }
        assertThat(truth("summary")).contains("\"fault\":\"none\",\"waveforms\":");
    }

    /** Knows the handshake, and nothing about pictures. */
    private static final class SmallAgent {

        private final TestClient client;
        private final BlockingQueue<DataValue> sequences = new LinkedBlockingQueue<>();
        private long heartbeat;

        SmallAgent(TestClient client) throws UaException {
            this.client = client;
            client.subscribe(List.of("Station.Sequence"), 20, 10, (id, value) -> sequences.add(value));
        }

        /** Answers the newest part, if there is one within a while. */
        java.util.Optional<Long> answer(Predicate<Long> good) throws Exception {
            client.write("Station.Heartbeat", uint(++heartbeat));
            DataValue value = sequences.poll(100, TimeUnit.MILLISECONDS);
            if (value == null || !(value.value().value() instanceof UInteger sequence) || sequence.longValue() == 0) {
                return java.util.Optional.empty();
            }
            client.write("Station.VerdictReady", false);
            client.write("Station.VerdictPartId", client.value("Station.PartId"));
            client.write("Station.VerdictSequence", sequence);
            client.write("Station.VerdictGood", good.test(sequence.longValue()));
            client.write("Station.VerdictReady", true);
            assertThat(client.value("Station.Acknowledge")).isEqualTo(sequence);
            return java.util.Optional.of(sequence.longValue());
        }
    }
}
