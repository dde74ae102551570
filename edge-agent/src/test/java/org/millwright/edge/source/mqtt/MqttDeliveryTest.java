package org.millwright.edge.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.millwright.edge.source.mqtt.TestingPlant.json;
import static org.millwright.edge.source.mqtt.TestingPlant.plain;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.millwright.edge.config.MqttSourceConfig.MqttSignal;
import org.millwright.edge.config.MqttSourceConfig.Session;
import org.millwright.edge.config.MqttSourceConfig.Version;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.intake.Parcel;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Notice;
import org.millwright.edge.signal.Quality;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Reading.Origin;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.source.SourceStatus;

/**
 * Nothing that a broker keeps is lost or stored twice, whatever breaks: against a Mosquitto that keeps what it is asked to,
 * or another broker whose address is in the system property {@code millwright.test.broker} (such as the simulator's HiveMQ).
 */
class MqttDeliveryTest {

    private static final MqttSignal STATE = plain("state", ValueType.TEXT, "line/meter/state");
    private static final MqttSignal POWER = json("power", ValueType.NUMBER, "line/meter/telemetry", "/kw", "/ts");

    @TempDir
    Path folder;

    private final TestingPlant plant = new TestingPlant();
    private Optional<TestingMosquitto> broker = Optional.empty();
    private URI address = URI.create("none:none");

    @BeforeEach
    void startBroker() {
        Optional<String> other = Optional.ofNullable(System.getProperty("millwright.test.broker"));
        if (other.isEmpty()) {
            TestingMosquitto own = TestingMosquitto.configured(
                    folder, false, "allow_anonymous true", "max_queued_messages 0", "max_inflight_messages 20");
            own.start();
            broker = Optional.of(own);
        }
        address = other.map(URI::create).orElseGet(() -> broker.orElseThrow().address());
    }

    @AfterEach
    void stopBroker() {
        broker.ifPresent(TestingMosquitto::close);
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));
    }

    private MqttSource started(URI at, Version version, Session session) {
        MqttSource source = plant.source(plant.config(at, version, session, STATE, POWER));
        source.start();
        soon().untilAsserted(() -> assertThat(source.status()).isInstanceOf(SourceStatus.Up.class));
        return source;
    }

    private MqttSource started(URI at, Version version) {
        return started(at, version, Session.DEFAULT);
    }

    private List<String> states() {
        return plant.kept(Reading.class).stream()
                .map(reading -> reading.value() instanceof Value.Text(String text) ? text : "")
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private void awaitStates(String... states) {
        soon().untilAsserted(() -> assertThat(states()).containsExactly(states));
    }

    private static String telemetry(double kilowatts) {
        return "{\"ts\":\"2026-01-01T00:00:00Z\",\"kw\":" + kilowatts + "}";
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void whatWasNotSafeWhenTheAgentWasKilledComesAgainAndIsStoredOnce(Version version) {
        try (CuttableProxy line = new CuttableProxy(address);
                TestingPublisher device = new TestingPublisher(address)) {
            MqttSource killed = started(line.address(), version);
            device.publish("line/meter/state", "one");
            awaitStates("one");
            plant.intake.hold();
            device.publish("line/meter/state", "two");
            soon().untilAsserted(() -> assertThat(plant.readings()).hasSize(2));
            // HiveMQ sends this one when the one before is acknowledged, Mosquitto at once.
            device.publish("line/meter/state", "three");
            line.swallow(true);
            line.cut();
            killed.close();
            plant.intake.forget();
            plant.intake.release();
            line.swallow(false);
            try (MqttSource next = started(line.address(), version)) {
                awaitStates("one", "two", "three");
                device.publish("line/meter/state", "four");
                awaitStates("one", "two", "three", "four");
                assertThat(next.faults()).doesNotContainKey("redelivered");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void whatWasSafeAndNotAcknowledgedIsKnownWhenItComesAgain(Version version) {
        try (CuttableProxy line = new CuttableProxy(address);
                TestingPublisher device = new TestingPublisher(address);
                MqttSource source = started(line.address(), version)) {
            line.swallow(true);
            device.publish("line/meter/state", "running");
            awaitStates("running");
            line.cut();
            line.swallow(false);
            soon().untilAsserted(() -> assertThat(source.faults()).containsEntry("redelivered", 1L));
            device.publish("line/meter/state", "running");
            awaitStates("running", "running");
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void whatWasSafeAndNotAcknowledgedWhenTheAgentWasKilledIsKnownToTheNext(Version version) {
        try (CuttableProxy line = new CuttableProxy(address);
                TestingPublisher device = new TestingPublisher(address)) {
            MqttSource killed = started(line.address(), version);
            line.swallow(true);
            device.publish("line/meter/state", "running");
            awaitStates("running");
            line.cut();
            killed.close();
            line.swallow(false);
            try (MqttSource next = started(line.address(), version)) {
                soon().untilAsserted(() -> assertThat(next.faults()).containsEntry("redelivered", 1L));
                device.publish("line/meter/state", "stopped");
                awaitStates("running", "stopped");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void whatCameWhileTheAgentWasAwayIsKeptAndSaysWhatItDoesNotKnow(Version version) {
        try (TestingPublisher device = new TestingPublisher(address)) {
            started(address, version).close();
            IntStream.range(0, 100).forEach(i -> device.publish("line/meter/state", "kept " + i));
            device.publish("line/meter/telemetry", telemetry(1));
            try (MqttSource source = started(address, version)) {
                soon().untilAsserted(() -> assertThat(plant.kept(Reading.class)).hasSize(101));
                assertThat(plant.kept(Reading.class).subList(0, 100)).allSatisfy(reading -> {
                    assertThat(reading.quality()).isEqualTo(Quality.UNCERTAIN);
                    assertThat(reading.origin()).isEqualTo(Origin.BACKFILLED);
                });
                assertThat(plant.kept(Reading.class).getLast().quality()).isEqualTo(Quality.GOOD);
                assertThat(plant.kept(Reading.class).getLast().origin()).isEqualTo(Origin.LIVE);
                assertThat(plant.kept(Notice.class)).singleElement().satisfies(notice -> {
                    assertThat(notice.kind()).isEqualTo(Notice.Kind.GAP);
                    assertThat(notice.text()).contains("it kept our session");
                });
                assertThat(plant.kept(Loss.class)).isEmpty();
                // MQTT 3.1.1 says of no message that it was kept: there, a pause does.
                await().atMost(Duration.ofSeconds(20))
                        .pollInterval(Duration.ofMillis(400))
                        .untilAsserted(() -> {
                            device.publish("line/meter/state", "live");
                            assertThat(plant.kept(Reading.class).getLast().quality())
                                    .isEqualTo(Quality.GOOD);
                            assertThat(states()).contains("live");
                        });
                assertThat(source.faults()).containsKey("kept-without-time");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void aBrokerThatForgotTheSessionIsNamedAndTheGapIsStored(Version version) {
        Assumptions.assumeTrue(broker.isPresent(), "the broker is not ours to restart");
        try (MqttSource source = started(address, version)) {
            broker.orElseThrow().stop();
            soon().untilAsserted(() -> assertThat(source.status()).isInstanceOf(SourceStatus.Connecting.class));
            broker.orElseThrow().start();
            soon().untilAsserted(() -> assertThat(source.faults()).containsEntry("session-lost", 1L));
            soon().untilAsserted(() -> assertThat(plant.kept(Loss.class))
                    .singleElement()
                    .satisfies(loss -> {
                        assertThat(loss.machine()).isEqualTo(TestingPlant.METER);
                        assertThat(loss.reason()).isEqualTo(Loss.Reason.NOT_KEPT);
                        assertThat(loss.sinceNanos()).isLessThan(loss.untilNanos());
                    }));
            assertThat(plant.kept(Notice.class)).singleElement().satisfies(notice -> {
                assertThat(notice.seconds()).isBetween(0.0, 20.0);
                assertThat(notice.text()).contains("forgotten our session");
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void nothingIsKeptWhereTheFileSaysSo(Version version) {
        Session none = new Session(Duration.ZERO, 10);
        try (TestingPublisher device = new TestingPublisher(address)) {
            started(address, version, none).close();
            device.publish("line/meter/state", "missed");
            try (MqttSource source = started(address, version, none)) {
                device.publish("line/meter/state", "live");
                awaitStates("live");
                assertThat(plant.kept(Loss.class)).extracting(Loss::reason).containsExactly(Loss.Reason.NOT_KEPT);
                assertThat(source.faults()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void theBrokerSendsNoMoreThanTheWindowUntilWhatCameIsSafe(Version version) {
        try (TestingPublisher device = new TestingPublisher(address);
                MqttSource source = started(address, version, new Session(Duration.ofHours(1), 7))) {
            plant.intake.hold();
            IntStream.range(0, 200).forEach(i -> device.publish("line/meter/state", "v" + i));
            int window = version == Version.MQTT_5 ? 7 : 20;
            soon().untilAsserted(() -> assertThat(plant.readings()).hasSizeBetween(1, 60));
            if (broker.isPresent()) {
                await().during(Duration.ofMillis(200))
                        .atMost(Duration.ofSeconds(20))
                        .untilAsserted(() -> assertThat(plant.readings()).hasSize(window));
            }
            plant.intake.release();
            awaitStates(IntStream.range(0, 200).mapToObj(i -> "v" + i).toArray(String[]::new));
            assertThat(source.faults()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void rubbishIsCountedAsLostAndTakesNoRoomInTheWindow(Version version) {
        try (TestingPublisher device = new TestingPublisher(address);
                MqttSource source = started(address, version, new Session(Duration.ofHours(1), 5))) {
            IntStream.range(0, 300).forEach(i -> device.publish("line/meter/telemetry", "{\"kw\":"));
            device.publish("line/meter/telemetry", telemetry(5));
            soon().untilAsserted(() -> assertThat(plant.kept(Reading.class)).hasSize(1));
            soon().untilAsserted(() -> assertThat(plant.kept(Loss.class).stream()
                            .peek(loss -> assertThat(loss.signal()).isEqualTo("power"))
                            .mapToLong(Loss::count)
                            .sum())
                    .isEqualTo(300));
            assertThat(plant.kept(Loss.class)).hasSizeLessThan(20);
            assertThat(source.faults()).containsEntry("json", 300L);
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void whatWasPublishedAtQos2ComesOnceAtQos1(Version version) {
        try (TestingPublisher device = new TestingPublisher(address);
                MqttSource source = started(address, version)) {
            device.publish("line/meter/state", "exactly", 2);
            device.publish("line/meter/state", "once", 2);
            device.publish("line/meter/state", "at most", 0);
            awaitStates("exactly", "once", "at most");
            assertThat(source.faults()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void whatNobodyWantsAnyMoreIsNoLongerSubscribed(Version version) {
        try (TestingPublisher device = new TestingPublisher(address)) {
            started(address, version).close();
            try (MqttSource source = plant.source(plant.config(address, version, Session.DEFAULT, STATE))) {
                source.start();
                soon().until(() -> source.status() instanceof SourceStatus.Up);
                device.publish("line/meter/telemetry", telemetry(1));
                device.publish("line/meter/state", "running");
                awaitStates("running");
                assertThat(source.faults()).doesNotContainKey("unknown-topic");
            }
        }
    }

    /** Has no room, and waits as long as it is told, as a journal on a full disk does. */
    private record Full(Intake intake, AtomicInteger refusals) implements Intake {
        @Override
        public boolean offer(Parcel parcel, Duration patience) throws InterruptedException {
            boolean reading = parcel.events().stream().anyMatch(Reading.class::isInstance);
            if (reading && refusals.getAndDecrement() > 0) {
                Thread.sleep(patience);
                return false;
            }
            return intake.offer(parcel, patience);
        }

        @Override
        public void lost(Parcel parcel) {
            intake.lost(parcel);
        }

        @Override
        public Optional<byte[]> mark(String key) {
            return intake.mark(key);
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void aFullJournalLeavesMessagesWithTheBrokerAndTheirOrderAsItWas(Version version) {
        Intake full = new Full(plant.intake, new AtomicInteger(1));
        try (TestingPublisher device = new TestingPublisher(address);
                MqttSource source = plant.source(plant.config(address, version, Session.DEFAULT, STATE), full)) {
            source.start();
            soon().until(() -> source.status() instanceof SourceStatus.Up);
            IntStream.range(0, 40).forEach(i -> device.publish("line/meter/state", "v" + i));
            awaitStates(IntStream.range(0, 40).mapToObj(i -> "v" + i).toArray(String[]::new));
            // Nothing but the full journal ended the connection: the pings bore the wait.
            assertThat(source.faults()).containsEntry("intake-full", 1L).containsEntry("connection-lost", 1L);
            assertThat(plant.intake.lost()).isEmpty();
            assertThat(((SourceStatus.Up) source.status()).degraded())
                    .anySatisfy(sentence -> assertThat(sentence).contains("the journal had no room for 5 s"));
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void whatTheBrokerWouldNotSendAgainIsLostWhereTheJournalIsFull(Version version) {
        try (TestingPublisher device = new TestingPublisher(address);
                MqttSource source = started(address, version)) {
            plant.intake.full(true);
            device.publish("line/meter/state", "at most once", 0);
            soon().untilAsserted(() -> assertThat(plant.intake.lost()).hasSize(1));
            plant.intake.full(false);
            device.publish("line/meter/state", "running");
            awaitStates("running");
            assertThat(source.faults()).isEmpty();
        }
    }
}
