package org.millwright.simulator.mqtt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.simulator.load.Beats;
import org.millwright.simulator.load.ClockSteps;

class SequencedTopicsTest {

    @TempDir
    Path folder;

    private static Beats everyTenMilliseconds(long first) {
        return new Beats(Duration.ofMillis(10), first, ClockSteps.NONE, number -> {});
    }

    @Test
    void numbersBeginWhereAskedAndAllAreAcknowledged() throws Exception {
        try (PlantBroker broker = new PlantBroker(0);
                Listener listener = new Listener(broker.uri(), "load/#")) {
            SequencedTopics load = new SequencedTopics(
                    broker.uri(), "load", 3, SequencedTopics.Format.JSON, 1, everyTenMilliseconds(41));
            load.run(2, () -> true, Duration.ofSeconds(10));
            assertThat(load.unacknowledged()).isZero();
            assertThat(load.acknowledged(2)).isEqualTo(2);
            List<String> heard = LongStream.range(0, 6)
                    .mapToObj(i -> {
                        try {
                            Listener.Heard one = listener.next();
                            return one.topic() + " " + new String(one.payload(), US_ASCII).split(",", 2)[0];
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        }
                    })
                    .toList();
            assertThat(heard)
                    .contains("load/0 {\"seq\":41", "load/2 {\"seq\":41", "load/1 {\"seq\":42")
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void brokerThatRestartsWithItsStateGivesASubscriberWithASessionEveryNumber() throws Exception {
        PlantBroker broker = new PlantBroker(0, null, folder);
        int port = broker.uri().getPort();
        Set<String> heard = new ConcurrentSkipListSet<>();
        subscriber(broker, heard).disconnect();
        AtomicBoolean goOn = new AtomicBoolean(true);
        SequencedTopics load =
                new SequencedTopics(broker.uri(), "load", 2, SequencedTopics.Format.PLAIN, 1, everyTenMilliseconds(1));
        Thread sending = Thread.ofPlatform().start(() -> {
            try {
                load.run(Long.MAX_VALUE, goOn::get, Duration.ofSeconds(20));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().atMost(Duration.ofSeconds(20)).until(() -> load.acknowledged(1) > 20);
        broker.close();
        long before = load.acknowledged(1);
        try (PlantBroker again = new PlantBroker(port, null, folder)) {
            await().atMost(Duration.ofSeconds(20)).until(() -> load.acknowledged(1) > before + 20);
            goOn.set(false);
            sending.join();
            assertThat(load.unacknowledged()).isZero();
            assertThat(load.acknowledged(1)).isEqualTo(load.beats());
            MqttClient late = subscriber(again, heard);
            await().atMost(Duration.ofSeconds(20)).until(() -> heard.size() == 2 * load.beats());
            late.disconnect();
            late.close();
        }
    }

    private static MqttClient subscriber(PlantBroker broker, Set<String> heard) throws MqttException {
        MqttClient client = new MqttClient(broker.uri().toString(), "subscriber", new MemoryPersistence());
        MqttConnectionOptions session = new MqttConnectionOptions();
        session.setCleanStart(false);
        session.setSessionExpiryInterval(600L);
        client.setCallback(new MqttAdapter(heard));
        client.connect(session);
        client.subscribe("load/#", 1);
        return client;
    }

    /** Paho hands on what a session kept to the callback only. */
    private record MqttAdapter(Set<String> heard) implements MqttCallback {

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            heard.add(topic + " " + new String(message.getPayload(), US_ASCII));
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {}

        @Override
        public void mqttErrorOccurred(MqttException exception) {}

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {}

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {}
    }

    @Test
    void aClockThatIsSetShowsInTheTimesFromItsBeatOn() {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        ClockSteps clock = new ClockSteps(List.of(
                new ClockSteps.Step(20, Duration.ofSeconds(-60)), new ClockSteps.Step(10, Duration.ofSeconds(30))));
        Beats beats = new Beats(Duration.ofSeconds(1), 5, clock, number -> {});
        assertThat(beats.shown(4, start)).isEqualTo(start.plusSeconds(4));
        assertThat(beats.shown(5, start)).isEqualTo(start.plusSeconds(35));
        assertThat(beats.shown(15, start)).isEqualTo(start.plusSeconds(15 - 60));
    }
}
