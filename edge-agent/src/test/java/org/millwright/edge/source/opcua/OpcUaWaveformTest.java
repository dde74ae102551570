package org.millwright.edge.source.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.bus.Overflow;
import org.millwright.edge.bus.Subscription;
import org.millwright.edge.config.OpcUaSourceConfig;
import org.millwright.edge.config.OpcUaSourceConfig.Login;
import org.millwright.edge.config.OpcUaSourceConfig.OpcUaSignal;
import org.millwright.edge.config.OpcUaSourceConfig.OpcUaWaveform;
import org.millwright.edge.config.OpcUaSourceConfig.Sampling;
import org.millwright.edge.config.OpcUaSourceConfig.Security;
import org.millwright.edge.config.OpcUaSourceConfig.Trust;
import org.millwright.edge.config.VibrationConfig;
import org.millwright.edge.config.VibrationConfig.Figure;
import org.millwright.edge.inference.ShakenBearing;
import org.millwright.edge.inference.VibrationLoop;
import org.millwright.edge.inference.VibrationStatus;
import org.millwright.edge.intake.TestingIntake;
import org.millwright.edge.signal.Channel;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.signal.Vibration;
import org.millwright.edge.signal.Vibration.Diagnosis;
import org.millwright.edge.waveform.NewestRecordings;

/** A waveform as an array over OPC UA, with the speed of the shaft beside it, to the diagnosis in the intake. */
final class OpcUaWaveformTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Bus<Event> bus = new Bus<>();
    private final TestingIntake intake = new TestingIntake(bus);
    private final NewestRecordings recordings = new NewestRecordings();
    private final TestingOpcUaServer server = new TestingOpcUaServer();
    private final OpcUaSignal speed = Listener.signal("Speed", ValueType.NUMBER);
    private final Channel channel = new Channel(speed.signal().machine(), "vibration", "g");
    private OpcUaSource source;
    private VibrationLoop loop;
    private Instant recorded = Instant.parse("2026-01-01T00:00:00Z");

    private OpcUaSource source() {
        return new OpcUaSource(
                new OpcUaSourceConfig(
                        "plc",
                        server.endpoint(),
                        Security.BASIC256SHA256,
                        Trust.FIRST_USE,
                        new Login.Anonymous(),
                        Duration.ofMillis(20),
                        List.of(speed),
                        List.of(),
                        List.of(new OpcUaWaveform(
                                channel, Listener.id("Waveform"), new Sampling(Duration.ofMillis(10), 2)))),
                folder,
                intake,
                recordings,
                InstantSource.system(),
                Listener.QUICK);
    }

    private VibrationLoop loop() {
        Subscription<Event> readings =
                bus.subscribe("vibration", 10_000, Overflow.DROP_OLDEST, event -> event instanceof Reading);
        VibrationConfig config = new VibrationConfig(
                channel,
                "front bearing",
                new Figure.Fixed(ShakenBearing.RATE_HERTZ),
                new Figure.Told("Speed"),
                ShakenBearing.ORDERS,
                OptionalInt.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Duration.ofSeconds(5));
        return new VibrationLoop(
                List.of(new VibrationLoop.Wanted(config, Optional.of(source))),
                recordings,
                readings,
                intake,
                InstantSource.system());
    }

    @BeforeEach
    void start() {
        source = source();
        loop = loop();
        server.nodes()
                .variable("Speed", NodeIds.Double, at(ShakenBearing.PER_MINUTE))
                .variable("Waveform", NodeIds.Float, new DataValue(Variant.NULL_VALUE));
        loop.start();
        source.start();
        await().atMost(SOON).until(() -> source.received() > 0);
    }

    @AfterEach
    void stop() {
        source.close();
        bus.close();
        loop.close();
        server.close();
    }

    private DataValue at(Object value) {
        DateTime time = new DateTime(recorded);
        return new DataValue(new Variant(value), StatusCode.GOOD, time, time);
    }

    /** The next one only when the one before has come: a server's queue is short. */
    private void record(Object value) {
        long before = recordings.counts(channel).received();
        recorded = recorded.plusSeconds(5);
        server.nodes().set("Waveform", at(value));
        await().atMost(SOON).until(() -> recordings.counts(channel).received() > before);
    }

    private static Float[] floats(double[] samples) {
        return Arrays.stream(samples).mapToObj(sample -> (float) sample).toArray(Float[]::new);
    }

    private VibrationStatus settled() {
        await().atMost(SOON).until(() -> loop.status().getFirst().waiting() == 0);
        return loop.status().getFirst();
    }

    @Test
    void whatAnArrayHoldsIsDiagnosedAndEveryOneIsAccountedFor() {
        int made = 0;
        for (int i = 0; i < 4; i++) {
            record(floats(ShakenBearing.outerRace(i)));
            made++;
        }
        settled();
        record(Arrays.stream(ShakenBearing.outerRace(9)).boxed().toArray(Double[]::new));
        settled();
        record(3.5);
        settled();
        made += 2;

        VibrationStatus status = settled();
        long answered =
                status.answers().values().stream().mapToLong(Long::longValue).sum();
        long dropped =
                status.dropped().values().stream().mapToLong(Long::longValue).sum();
        assertThat(status.received()).isEqualTo(made);
        assertThat(answered + dropped).isEqualTo(made);
        assertThat(status.uncertain()).isEqualTo(Map.of("unreadable", 1L));
        assertThat(status.last().orElseThrow().reason())
                .isEqualTo("the server sends one Double, which is no array of numbers");
        assertThat(status.lastAnswer().orElseThrow().diagnosis()).isEqualTo(Diagnosis.OUTER_RACE);
        assertThat(intake.kept().stream().filter(Vibration.class::isInstance)).hasSize((int) answered);
        assertThat(status.lastAnswer().orElseThrow().shaftPerMinute()).isEqualTo(ShakenBearing.PER_MINUTE);
    }

    @Test
    void theOneThatIsSentAgainAfterAReconnectIsKnown() {
        record(floats(ShakenBearing.outerRace(1)));
        settled();
        source.close();
        source = source();
        source.start();

        await().atMost(SOON).until(() -> loop.status().getFirst().dropped().containsKey("repeated"));
        assertThat(settled().answers()).isEqualTo(Map.of("outer_race", 1L));
    }
}
