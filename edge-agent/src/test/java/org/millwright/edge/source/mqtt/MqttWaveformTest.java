package org.millwright.edge.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.millwright.edge.source.mqtt.TestingPlant.soon;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.millwright.edge.config.MqttSourceConfig;
import org.millwright.edge.config.MqttSourceConfig.MqttWaveform;
import org.millwright.edge.config.MqttSourceConfig.Session;
import org.millwright.edge.config.MqttSourceConfig.Version;
import org.millwright.edge.signal.Channel;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.source.SourceStatus;
import org.millwright.edge.waveform.NewestRecordings;
import org.millwright.edge.waveform.Recording;
import org.millwright.edge.waveform.Recording.Content;
import org.millwright.edge.waveform.SampleFormat;
import org.millwright.edge.waveform.SampleFormat.Encoding;

/** Waveforms as blobs over MQTT, beside signals on the same connection. */
final class MqttWaveformTest {

    private static final Channel CHANNEL = new Channel(TestingPlant.METER, "vibration", "g");
    private static final String TOPIC = "plant/spindle-1/vibration";

    @TempDir
    Path folder;

    private final TestingPlant plant = new TestingPlant();
    private final NewestRecordings recordings = new NewestRecordings();

    private MqttSource source(TestingMosquitto broker, Version version) {
        MqttSourceConfig config = new MqttSourceConfig(
                "meters",
                broker.address(),
                version,
                "agent",
                Optional.empty(),
                Optional.empty(),
                List.of(TestingPlant.plain("power", ValueType.NUMBER, "plant/meter-1/power")),
                List.of(),
                true,
                MqttSourceConfig.REORDER,
                Session.DEFAULT,
                List.of(new MqttWaveform(CHANNEL, TOPIC, new SampleFormat(Encoding.INT16_BE, 0.001))));
        MqttSource source = new MqttSource(config, plant.intake, recordings, InstantSource.system());
        source.start();
        soon().untilAsserted(() -> assertThat(source.status()).isInstanceOf(SourceStatus.Up.class));
        return source;
    }

    private static byte[] blob(int... samples) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length);
        for (int sample : samples) {
            bytes.putShort((short) sample);
        }
        return bytes.array();
    }

    private Recording next() {
        soon().until(() -> recordings.counts(CHANNEL).waiting() == 1);
        return recordings.fetch(CHANNEL).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void aBlobBecomesAWaveformAndReadingsGoTheirOwnWay(Version version) {
        try (TestingMosquitto broker = TestingMosquitto.started(folder);
                MqttSource source = source(broker, version);
                TestingPublisher device = new TestingPublisher(broker.address())) {
            device.publish(TOPIC, blob(1_000, -2_000, 3), false);
            Recording recording = next();
            device.publish("plant/meter-1/power", "7.5");

            assertThat(((Content.Samples) recording.content()).values()).containsExactly(1, -2, 0.003);
            assertThat(recording.isGood()).isTrue();
            assertThat(recording.hasSourceTime()).isFalse();
            soon().untilAsserted(() -> assertThat(plant.kept(Reading.class)).hasSize(1));
            assertThat(source.faults()).isEmpty();
        }
    }

    @Test
    void whatIsNoWaveformSaysWhyAndOneThatTheBrokerHasKeptIsNoGood() {
        try (TestingMosquitto broker = TestingMosquitto.started(folder);
                TestingPublisher device = new TestingPublisher(broker.address())) {
            device.publish(TOPIC, blob(1, 2), true);
            try (MqttSource source = source(broker, Version.MQTT_5)) {
                assertThat(next().isGood()).isFalse();
                device.publish(TOPIC, new byte[3], false);
                assertThat(((Content.Unreadable) next().content()).reason()).contains("3 bytes", "2-byte samples");
                device.publish(TOPIC, new byte[5 << 20], false);
                assertThat(((Content.Unreadable) next().content()).reason()).contains("5242880 bytes");
                assertThat(source.faults()).containsKey("oversized");
            }
        }
        assertThat(recordings.counts(CHANNEL).received()).isEqualTo(3);
        assertThat(recordings.counts(CHANNEL).overtaken()).isZero();
    }
}
