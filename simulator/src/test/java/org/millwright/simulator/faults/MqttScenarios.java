package org.millwright.simulator.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.millwright.simulator.faults.Keep.BrokerState;
import org.millwright.simulator.faults.Keep.MqttSession;
import org.millwright.simulator.faults.Keep.SourceTimes;
import org.millwright.simulator.faults.Plan.Mqtt;
import org.millwright.simulator.faults.Plan.StoreKind;

/** Brokers that are restarted with and without what they knew, and payloads that are none. */
final class MqttScenarios {

    /** A field that is not there is none of these: devices may send only what has changed. */
    private static final List<String> MALFORMED =
            List.of("", "{", "seven", "{\"seq\":\"x\",\"ts\":\"yesterday\"}", "\u0000\u0001\uFFFD", "a".repeat(70_000));

    /**
     * Ten seconds that a broker on a busy machine may have kept to itself. What the agent had acknowledged cannot hide there:
     * it is in the ledger as received, which has to agree with the store.
     */
    private static final int BEFORE_KILL = 100;

    private static final Duration BOOKED = Duration.ofSeconds(15);

    private MqttScenarios() {}

    static List<Scenario> all() {
        List<Keep> everything = List.of(new MqttSession(), new BrokerState(), new SourceTimes());
        List<Keep> noState = List.of(new MqttSession(), new SourceTimes());
        return List.of(
                scenario("mosquitto-restarted", "with its state", Mqtt.Broker.MOSQUITTO, true, everything, 3),
                scenario(
                        "mosquitto-emptied",
                        "killed, back without its state",
                        Mqtt.Broker.MOSQUITTO,
                        false,
                        noState,
                        3),
                scenario("hivemq-restarted", "with its state", Mqtt.Broker.HIVEMQ, true, everything, 2),
                scenario("hivemq-emptied", "killed, back without its state", Mqtt.Broker.HIVEMQ, false, noState, 2),
                new Scenario(
                        "malformed",
                        "ten payloads a second that are none, among the good ones, for a minute",
                        Plan.mqtt(Plan.USUAL_MQTT, StoreKind.EMBEDDED),
                        noState,
                        new Outcome.Whole(),
                        1,
                        MqttScenarios::malformed));
    }

    private static Scenario scenario(
            String name, String what, Mqtt.Broker broker, boolean state, List<Keep> keeps, int runs) {
        return new Scenario(
                name,
                what,
                Plan.mqtt(Plan.USUAL_MQTT.on(broker, state), StoreKind.EMBEDDED),
                keeps,
                new Outcome.Whole(),
                runs,
                state ? MqttScenarios::restart : MqttScenarios::empty);
    }

    static void restart(Rig rig, Random random) throws IOException, InterruptedException {
        rig.agent().awaitSources();
        rig.pass(Duration.ofMillis(2_000L + random.nextInt(2_000)));
        rig.broker().close();
        rig.pass(Duration.ofSeconds(3));
        rig.broker().start();
        rig.pass(Duration.ofSeconds(5));
    }

    /**
     * What the broker had taken and not passed on is gone with it, and what it took before the agent was back; the agent
     * has to tell of that where a data team finds it.
     */
    private static void empty(Rig rig, Random random) throws IOException, InterruptedException {
        rig.agent().awaitSources();
        rig.pass(Duration.ofMillis(2_000L + random.nextInt(2_000)));
        long before = rig.topics().last();
        Instant killed = Instant.now();
        rig.broker().kill();
        rig.pass(Duration.ofSeconds(3));
        rig.broker().start();
        rig.pass(Duration.ofSeconds(1));
        rig.agent().awaitSources();
        rig.excused()
                .add(AgentFile.MQTT_TABLE, before - BEFORE_KILL, rig.topics().last() + 1);
        Instant back = Instant.now();
        rig.requireSoon(
                () -> rig.store().tellsOfLoss("not_kept", killed, back),
                "no row of loss says that something between " + killed + " and " + back + " was not kept");
        rig.requireSoon(
                () -> rig.store().notices("gap", killed) > 0, "no notice says that there was a gap after " + killed);
        rig.pass(Duration.ofSeconds(5));
    }

    private static void malformed(Rig rig, Random random) throws MqttException, InterruptedException {
        long most = rig.scaled(Duration.ofMinutes(1)).toMillis() / 100;
        MqttClient client = new MqttClient("tcp://127.0.0.1:" + rig.broker().port(), "vandal", new MemoryPersistence());
        client.connect();
        int topics = rig.plan().mqtt().orElseThrow().topics();
        for (long i = 0; i < most; i++) {
            String payload = MALFORMED.get(random.nextInt(MALFORMED.size()));
            client.publish("load/" + random.nextInt(topics), payload.getBytes(UTF_8), 1, false);
            Waiting.pass(Duration.ofMillis(100));
        }
        client.disconnect();
        client.close();
        long end = System.nanoTime() + BOOKED.toNanos();
        while (decodeLosses(rig) < most && System.nanoTime() < end) {
            Waiting.pass(Duration.ofMillis(500));
        }
        rig.require(
                decodeLosses(rig) >= most,
                most + " malformed payloads were sent and the ledger has " + decodeLosses(rig) + " of them");
    }

    private static long decodeLosses(Rig rig) throws InterruptedException {
        return Ledger.of(rig.agent()).lost().entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase("decode"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
