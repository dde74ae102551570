package org.millwright.simulator.mainjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.millwright.simulator.mainjob.RunningAgent.degraded;
import static org.millwright.simulator.mainjob.RunningAgent.items;
import static org.millwright.simulator.mainjob.RunningAgent.source;
import static org.millwright.simulator.mainjob.RunningAgent.station;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.simulator.camera.MjpegServer;
import org.millwright.simulator.camera.Picture;
import org.millwright.simulator.demo.ChildProcess;
import org.millwright.simulator.demo.Json;
import org.millwright.simulator.demo.Ports;
import org.millwright.simulator.demo.Store;

/**
 * One agent with everything wrong at once, beside one healthy machine: each fault is named on the page with what to do,
 * is counted, and stops nothing else.
 */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final byte[] NO_JPEG = "\u00ff\u00d8\u00ff this is no picture".getBytes(StandardCharsets.ISO_8859_1);

    private Path folder;
    private ChildProcess simulator;
    private RunningAgent agent;
    private MjpegServer brokenCamera;
    private Store store;
    private Ports ports;
    private JsonNode atFirstContact;

    /** Up to the point where a person has put the server's certificate on the list, which all that follows needs. */
    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        Built.agentClasspath();
        ports = Ports.free();
        store = new Store(new Json(), ports.store());
        brokenCamera = new MjpegServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Path tampered = TamperedBundle.copyOf(
                Built.HOME.resolve("vision/models/surface"),
                folder.resolve("tampered"),
                "golden/pit-0000288.jpg.defects.output.f32");
        Map<String, String> environment = Map.of("PLANT_PASSWORD", "right", "WRONG_PASSWORD", "wrong");
        simulator = ChildProcess.simulator(
                folder,
                environment,
                List.of(
                        "run",
                        "--trust-all-clients",
                        "--password-env=PLANT_PASSWORD",
                        "--data=" + folder.resolve("plant"),
                        "--opcua-port=" + ports.opcua(),
                        "--mqtt-port=" + ports.mqtt(),
                        "--camera-port=" + ports.camera(),
                        "--truth-port=" + ports.truth()));
        Path config =
                Files.writeString(folder.resolve("agent.yaml"), FaultySite.yaml(ports, brokenCamera.uri(), tampered));
        agent = new RunningAgent(config, environment, ports.web());

        atFirstContact = agent.await(
                "the certificate is turned away",
                status -> source(status, "plant").path("because").asText().contains("not trusted"));
        awaitRows("energy-meter");
        List<Path> rejected;
        try (var files = Files.list(folder.resolve("data/pki/rejected"))) {
            rejected = files.filter(file -> file.getFileName().toString().startsWith("plant"))
                    .toList();
        }
        assertThat(rejected).hasSize(1);
        Path trusted = Files.createDirectories(folder.resolve("data/pki/trusted"));
        Files.move(rejected.getFirst(), trusted.resolve(rejected.getFirst().getFileName()));
    }

    @AfterAll
    void stop() throws Exception {
        if (agent != null) {
            agent.close();
        }
        if (simulator != null) {
            simulator.close();
        }
        if (brokenCamera != null) {
            brokenCamera.close();
        }
    }

    /** Whatever was wrong: the healthy signals of both protocols go on into the store. */
    @AfterEach
    void theRestGoesOn() throws Exception {
        awaitMore("press");
        awaitMore("energy-meter");
    }

    @Test
    void certificateThatIsNotTrustedIsShownWithTheFileToMoveAndMovingItIsAllThatIsNeeded() throws Exception {
        assertThat(source(atFirstContact, "plant").path("because").asText())
                .contains(
                        "SHA-256", "is not trusted", "move " + folder.resolve("data/pki/rejected"), "data/pki/trusted");
        assertThat(faults(atFirstContact, "plant", "connect")).isPositive();
        agent.await("the plant is up", status -> up(status, "plant"));
    }

    @Test
    void summariesThatTheStoreMakesItselfAreNotCountedAsStored() throws Exception {
        long before = store.countAll(PATIENCE);
        store.rows("create table kiln_1m as (select x from long_sequence(1000000))");
        store.rows("create table kiln_1mx as (select x from long_sequence(1000000))");
        assertThat(store.countAll(PATIENCE)).isBetween(before + 1_000_000, before + 1_900_000);
    }

    @Test
    void wrongPasswordIsShownWithTheUserAndTheRemedy() throws Exception {
        JsonNode status = agent.await(
                "the login is refused",
                now -> source(now, "locked").path("because").asText().contains("operator"));
        assertThat(source(status, "locked").path("because").asText())
                .contains("127.0.0.1:" + ports.opcua(), "'operator'", "correct the login")
                .doesNotContain("wrong");
        assertThat(faults(status, "locked", "connect")).isPositive();
    }

    @Test
    void nodeThatDoesNotExistIsNamed() throws Exception {
        JsonNode status = agent.await(
                "the node is named",
                now -> degraded(now, "plant").anyMatch(sentence -> sentence.contains("NoSuchNode")));
        assertThat(degraded(status, "plant").filter(sentence -> sentence.contains("NoSuchNode")))
                .singleElement()
                .asString()
                .contains("press-1", "the server has no node", "correct the address");
        assertThat(faults(status, "plant", "node")).isPositive();
    }

    @Test
    void signalOfAnotherTypeThanDeclaredIsNamedWithBothTypes() throws Exception {
        JsonNode status = agent.await(
                "the type is named", now -> degraded(now, "plant").anyMatch(sentence -> sentence.contains("state")));
        assertThat(degraded(status, "plant").filter(sentence -> sentence.contains("state")))
                .singleElement()
                .asString()
                .contains("press-1", "String", "number", "type");
        assertThat(faults(status, "plant", "wrong-type")).isPositive();
    }

    @Test
    void messageThatIsNoJsonIsNamedByItsTopicAndTheNextGoodOneCountsAgain() throws Exception {
        String topic = "millwright/line-1/meter-1/telemetry";
        MqttClient client =
                new MqttClient("tcp://127.0.0.1:" + ports.mqtt(), "a-broken-device", new MemoryPersistence());
        client.connect();
        client.publish(topic, new MqttMessage("{\"active_power_kw\": tw".getBytes(StandardCharsets.UTF_8)));
        client.disconnect();
        client.close();
        JsonNode status = agent.await(
                "the topic is named", now -> degraded(now, "energy").anyMatch(sentence -> sentence.contains(topic)));
        assertThat(degraded(status, "energy"))
                .anySatisfy(sentence -> assertThat(sentence).contains(topic, "JSON"));
        assertThat(faults(status, "energy", "json")).isPositive();
    }

    @Test
    void pictureThatDoesNotDecodeGivesAnUncertainVerdictWithTheReason() throws Exception {
        JsonNode status = agent.await("the part is decided", now -> {
            // Shown again while nobody has seen it: the agent may just be connecting.
            brokenCamera.show(new Picture("part-7", 7, Instant.now(), NO_JPEG));
            return station(now, "station-2").path("uncertain").asLong() > 0;
        });
        JsonNode last = station(status, "station-2").path("last");
        assertThat(last.path("part").asText()).isEqualTo("part-7");
        assertThat(last.path("result").asText()).isEqualTo("uncertain");
        assertThat(last.path("reason").asText()).contains("part-7", "damaged", "encoder");
        awaitRows("verdict");
        await("the verdict is stored")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(store.rows("select result, reason from verdict where part = 'part-7'"))
                        .isNotEmpty()
                        .allSatisfy(row -> assertThat(row.path(0).asText()).isEqualTo("uncertain")));
    }

    @Test
    void modelWhoseGoldenSampleDisagreesIsNamedAndItsPartsAreUncertain() throws Exception {
        JsonNode status = agent.await(
                "parts are decided",
                now -> station(now, "station-1").path("uncertain").asLong() > 2);
        JsonNode inspection = station(status, "station-1");
        assertThat(inspection.path("trouble").asText())
                .contains(folder.resolve("tampered").toString(), "golden", "pit-0000288.jpg");
        assertThat(inspection.path("good").asLong() + inspection.path("defect").asLong())
                .isZero();
        assertThat(inspection.path("last").path("reason").asText()).contains("pit-0000288.jpg");
    }

    @Test
    void rowThatTheStoreRefusesIsCountedAndShownWithItsReason() throws Exception {
        awaitRows("robot");
        // Somebody tidies up the table with the store's own console, and gives a column a type of his own.
        store.rows("ALTER TABLE robot DROP COLUMN number");
        store.rows("ALTER TABLE robot ADD COLUMN number UUID");
        JsonNode status = agent.await(
                "the store's refusal is shown",
                now -> now.path("sink").path("refused").asLong() > 0);
        JsonNode refusals = status.path("sink").path("lastRefusals");
        assertThat(items(refusals)).anySatisfy(refusal -> {
            assertThat(refusal.path("row").asText()).startsWith("robot,");
            assertThat(refusal.path("reason").asText()).contains("number");
        });
        long texts = store.rows("select count() from robot where signal = 'program'")
                .path(0)
                .path(0)
                .asLong();
        assertThat(texts).as("other rows of that table stay").isPositive();
    }

    private static boolean up(JsonNode status, String source) {
        return source(status, source).path("state").asText().equals("up");
    }

    private static long faults(JsonNode status, String source, String reason) {
        return source(status, source).path("faults").path(reason).asLong();
    }

    private void awaitRows(String table) {
        await("rows in " + table).atMost(PATIENCE).ignoreExceptions().until(() -> store.count(table) > 0);
    }

    private void awaitMore(String table) throws Exception {
        awaitRows(table);
        long before = store.count(table);
        await("more rows in " + table).atMost(PATIENCE).until(() -> store.count(table) > before);
    }
}
