package org.millwright.simulator.plant;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.simulator.line.Accelerometer;
import org.millwright.simulator.line.WearSettings;
import org.millwright.simulator.opcua.ServerSettings;
import org.millwright.simulator.process.Ports;

/** The plant's waveforms, taken from its broker by a plain client. */
@Timeout(90)
final class VibrationOverMqttTest {

    @TempDir
    static Path folder;

    private static int free() {
        return Ports.reserve("test", "--port", "127.0.0.1", 0);
    }

    @Test
    void aWaveformIsOneMessageOfSamplesThatTheBrokerDoesNotKeep() throws Exception {
        PlantSettings settings = new PlantSettings(
                new ServerSettings("127.0.0.1", free(), folder, "secret", false, false, true),
                free(),
                free(),
                free(),
                5,
                1,
                new WearSettings(600, 0.9),
                Duration.ofMillis(1_000),
                Duration.ofMillis(900),
                0.3,
                0.5,
                true);
        try (Plant plant = new Plant(settings)) {
            assertThat(plant.opcUaUrl()).isNotEmpty();
            MqttMessage first = firstWaveform(URI.create("tcp://127.0.0.1:" + settings.mqttPort()));
            assertThat(first.getQos()).isEqualTo(1);
            assertThat(first.isRetained()).isFalse();
            assertThat(first.getPayload()).hasSize(Float.BYTES * Accelerometer.SAMPLES);
            FloatBuffer samples = ByteBuffer.wrap(first.getPayload())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            double squares = 0;
            while (samples.hasRemaining()) {
                float sample = samples.get();
                squares += sample * sample;
            }
            // A worn bearing at its speed shakes with some m/s2; bytes in another order would be anything.
            assertThat(Math.sqrt(squares / Accelerometer.SAMPLES)).isBetween(0.1, 100.0);
        }
    }

    private static MqttMessage firstWaveform(URI broker) throws MqttException, InterruptedException {
        BlockingQueue<MqttMessage> heard = new LinkedBlockingQueue<>();
        MqttClient client = new MqttClient(broker.toString(), "listener", new MemoryPersistence());
        client.connect();
        try {
            client.subscribe(
                    new MqttSubscription[] {new MqttSubscription(Plant.WAVEFORM_TOPIC, 1)},
                    new IMqttMessageListener[] {(topic, message) -> heard.add(message)});
            return Objects.requireNonNull(heard.poll(30, TimeUnit.SECONDS), "no waveform within 30 s");
        } finally {
            client.disconnect();
            client.close();
        }
    }
}
