package org.millwright.edge.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.config.AllowedOutput;
import org.millwright.edge.config.MqttSourceConfig;
import org.millwright.edge.config.ReleaseConfig;
import org.millwright.edge.intake.TestingIntake;
import org.millwright.edge.signal.Verdict;
import org.millwright.edge.signal.Verdict.Result;
import org.millwright.edge.source.mqtt.MqttSource;
import org.millwright.edge.source.mqtt.TestingMosquitto;
import org.millwright.edge.source.mqtt.TestingPublisher;

/** What a receiver on a real Mosquitto hears. */
class TopicReleaseTest {

    private static final String VERDICTS = "line/station/verdict";
    private static final String HEARTBEAT = "line/station/heartbeat";
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final ReleaseConfig.Announcement CONFIG =
            new ReleaseConfig.Announcement("broker", VERDICTS, HEARTBEAT, Duration.ofMillis(100));
    private static final List<AllowedOutput> ALLOWED =
            List.of(new AllowedOutput.MqttTopic("broker", VERDICTS), new AllowedOutput.MqttTopic("broker", HEARTBEAT));

    @TempDir
    private Path folder;

    private TestingMosquitto broker;
    private TestingPublisher receiver;
    private MqttSource source;

    @BeforeEach
    void start() {
        broker = TestingMosquitto.started(folder);
        receiver = new TestingPublisher(broker.address());
        receiver.listenTo("line/#");
        source = new MqttSource(
                new MqttSourceConfig(
                        "broker",
                        broker.address(),
                        MqttSourceConfig.Version.MQTT_5,
                        "agent",
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of()),
                new TestingIntake(new Bus<>()),
                InstantSource.system());
    }

    @AfterEach
    void stop() {
        if (source != null) { // Null where Mosquitto is not installed.
            source.close();
            receiver.close();
            broker.close();
        }
    }

    @Test
    void eachVerdictIsAnnouncedOnceAndOnlyAGoodOneInTimeAsGood() {
        try (TopicRelease release = release()) {
            await(() -> release.status().connected());
            release.decided(StationTest.verdict("P-\"7\"", 7, Result.GOOD, now()));
            release.decided(StationTest.verdict("P-\"7\"", 7, Result.DEFECT, now()));
            release.decided(StationTest.verdict("P-8", 8, Result.DEFECT, now()));
            release.decided(StationTest.verdict("P-9", 9, Result.UNCERTAIN, now()));
            release.decided(StationTest.verdict("P-10", 10, Result.GOOD, now() - DEADLINE.toNanos() - 1));
            await(() -> receiver.texts(VERDICTS).size() == 4);
            assertThat(receiver.texts(VERDICTS).getFirst())
                    .startsWith("{\"part\":\"P-\\\"7\\\"\",\"sequence\":7,\"result\":\"good\",\"good\":true,\"score\":")
                    .matches(".*,\"decided\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}Z\"}");
            assertThat(receiver.texts(VERDICTS).get(1)).contains("\"P-8\"", "\"result\":\"defect\",\"good\":false");
            assertThat(receiver.texts(VERDICTS).get(2)).contains("\"result\":\"uncertain\",\"good\":false");
            assertThat(receiver.texts(VERDICTS).get(3)).contains("\"P-10\"", "\"result\":\"good\",\"good\":false");
            assertThat(release.status().counts())
                    .containsEntry("released-good", 1L)
                    .containsEntry("already-decided", 1L)
                    .containsEntry("defect", 1L)
                    .containsEntry("uncertain", 1L)
                    .containsEntry("late", 1L);
            assertThat(release.status().last()).isEqualTo("part P-10 (10): late");
            assertThat(release.status().sequence()).isEqualTo(10);
        }
    }

    @Test
    void aScoreThatTheModelDidNotGiveIsNull() {
        try (TopicRelease release = release()) {
            await(() -> release.status().connected());
            Verdict known = StationTest.verdict("P-1", 1, Result.UNCERTAIN, now());
            release.decided(new Verdict(
                    known.station(),
                    known.part(),
                    known.sequence(),
                    known.result(),
                    Double.NaN,
                    known.place(),
                    known.reason(),
                    known.model(),
                    known.capturedNanos(),
                    known.receivedNanos(),
                    known.decidedNanos()));
            await(() -> receiver.texts(VERDICTS).size() == 1);
            assertThat(receiver.texts(VERDICTS).getFirst()).contains("\"score\":null,");
        }
    }

    @Test
    void theHeartbeatCountsUpOnlyWhileTheLoopTurnsAndNotAfterTheEnd() {
        TopicRelease release = release();
        await(() -> release.status().connected());
        assertThat(receiver.texts(HEARTBEAT)).isEmpty();
        await(() -> {
            release.alive();
            return receiver.texts(HEARTBEAT).size() >= 3;
        });
        assertThat(receiver.texts(HEARTBEAT)).startsWith("{\"heartbeat\":1}", "{\"heartbeat\":2}", "{\"heartbeat\":3}");
        await(() -> !release.status().alive());
        staysSilent(release);
        await(() -> {
            release.alive();
            return release.status().alive();
        });
        release.close();
        release.alive();
        release.decided(StationTest.verdict("P-1", 1, Result.GOOD, now()));
        staysSilent(release);
        assertThat(receiver.texts(VERDICTS)).isEmpty();
    }

    /** What was handed over is heard first; then nothing more is. */
    private void staysSilent(TopicRelease release) {
        await(() -> receiver.texts(HEARTBEAT).size() == release.status().heartbeat());
        int heard = receiver.texts(HEARTBEAT).size();
        org.awaitility.Awaitility.await()
                .during(Duration.ofMillis(400))
                .atMost(Duration.ofSeconds(2))
                .until(() -> receiver.texts(HEARTBEAT).size() == heard);
    }

    @Test
    void aVerdictThatTheBrokerWasNotThereForIsCountedAndNeverSentLater() {
        try (TopicRelease release = release()) {
            await(() -> release.status().connected());
            broker.stop();
            await(() -> !release.status().connected());
            release.decided(StationTest.verdict("P-1", 1, Result.GOOD, now()));
            assertThat(release.status().counts()).containsOnlyKeys("write-refused");
            receiver.close();
            broker.start();
            receiver = new TestingPublisher(broker.address());
            receiver.listenTo("line/#");
            await(() -> release.status().connected());
            release.decided(StationTest.verdict("P-2", 2, Result.GOOD, now()));
            await(() -> !receiver.texts(VERDICTS).isEmpty());
            assertThat(receiver.texts(VERDICTS)).singleElement().asString().contains("P-2");
        }
    }

    @Test
    void aTopicThatTheAllowListDoesNotNameForThisSourceIsRefusedAtOnce() {
        for (List<AllowedOutput> others : List.of(
                List.of(ALLOWED.getFirst()),
                List.<AllowedOutput>of(ALLOWED.getFirst(), new AllowedOutput.MqttTopic("another-broker", HEARTBEAT)))) {
            assertThatThrownBy(() -> new TopicRelease(CONFIG, DEADLINE, others, source, InstantSource.system()))
                    .isInstanceOf(OutputNotAllowedException.class)
                    .hasMessageContaining(HEARTBEAT)
                    .hasMessageContaining("outputs.allow");
        }
        assertThatThrownBy(() -> new TopicRelease(CONFIG, DEADLINE, List.of(), source, InstantSource.system()))
                .isInstanceOf(OutputNotAllowedException.class)
                .hasMessageContaining(VERDICTS);
    }

    private TopicRelease release() {
        TopicRelease release = new TopicRelease(CONFIG, DEADLINE, ALLOWED, source, InstantSource.system());
        release.start();
        source.start();
        return release;
    }

    private static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    private static void await(Callable<Boolean> condition) {
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }
}
