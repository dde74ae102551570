package org.millwright.edge.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.bus.Overflow;
import org.millwright.edge.bus.Subscription;
import org.millwright.edge.config.MqttSourceConfig;
import org.millwright.edge.config.MqttSourceConfig.Login;
import org.millwright.edge.config.MqttSourceConfig.MqttSignal;
import org.millwright.edge.config.MqttSourceConfig.Payload;
import org.millwright.edge.config.MqttSourceConfig.Session;
import org.millwright.edge.config.MqttSourceConfig.SparkplugDevice;
import org.millwright.edge.config.MqttSourceConfig.SparkplugMetric;
import org.millwright.edge.config.MqttSourceConfig.Tls;
import org.millwright.edge.config.MqttSourceConfig.Version;
import org.millwright.edge.intake.TestingIntake;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.SitePath;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.source.Backoff;
import org.millwright.edge.source.SourceStatus;

/** The signals that these tests read, and what arrived of them. */
final class TestingPlant {

    static final SitePath SITE = new SitePath("acme", "berlin", "stamping", "line-1");
    static final Machine METER = new Machine(SITE, "meter-1", "meter");
    static final Machine DRIVE = new Machine(SITE, "drive-1", "conveyor");
    private static final Duration PATIENCE = Duration.ofMillis(300);
    static final Backoff QUICK = new Backoff(Duration.ofMillis(20), Duration.ofMillis(200));

    private final String clientId = "agent-" + Long.toString(System.nanoTime(), 36);
    final Bus<Event> bus = new Bus<>();
    final TestingIntake intake = new TestingIntake(bus);
    private final Subscription<Event> subscription = bus.subscribe("test", 100_000, Overflow.REFUSE_NEWEST);
    private final List<Reading> readings = new ArrayList<>();

    static Signal signal(Machine machine, String name, ValueType type) {
        return new Signal(machine, name, type, "");
    }

    static MqttSignal json(String name, ValueType type, String topic, String value, String... time) {
        return new MqttSignal(
                signal(METER, name, type),
                topic,
                new Payload.Json(value, time.length == 0 ? Optional.empty() : Optional.of(time[0])));
    }

    static MqttSignal plain(String name, ValueType type, String topic) {
        return new MqttSignal(signal(METER, name, type), topic, new Payload.Plain());
    }

    static SparkplugDevice drive(Optional<String> device, SparkplugMetric... metrics) {
        return new SparkplugDevice(DRIVE, "line-1", "drive-1", device, List.of(metrics));
    }

    static SparkplugMetric metric(String metric, ValueType type) {
        return new SparkplugMetric(metric, signal(DRIVE, metric, type));
    }

    static MqttSourceConfig config(
            TestingMosquitto broker, Version version, List<MqttSignal> signals, List<SparkplugDevice> sparkplug) {
        return config(broker.address(), version, Optional.empty(), Optional.empty(), signals, sparkplug);
    }

    static MqttSourceConfig config(
            URI address,
            Version version,
            Optional<Login> login,
            Optional<Tls> tls,
            List<MqttSignal> signals,
            List<SparkplugDevice> sparkplug) {
        return new MqttSourceConfig("meters", address, version, "agent", login, tls, signals, sparkplug);
    }

    /** With a client id, and so a session, of this plant's own. */
    MqttSourceConfig config(URI address, Version version, Session session, MqttSignal... signals) {
        return new MqttSourceConfig(
                "meters",
                address,
                version,
                clientId,
                Optional.empty(),
                Optional.empty(),
                List.of(signals),
                List.of(),
                true,
                MqttSourceConfig.REORDER,
                session,
                List.of());
    }

    /** Of the kind among what was made safe, in order. */
    <E extends Event> List<E> kept(Class<E> kind) {
        return intake.kept().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    MqttSource source(MqttSourceConfig config) {
        return new MqttSource(config, intake, InstantSource.system(), QUICK, 3, PATIENCE);
    }

    /** A source that has subscribed to these signals. */
    MqttSource up(URI address, Version version, Session session, MqttSignal... signals) {
        MqttSource source = source(config(address, version, session, signals));
        source.start();
        soon().untilAsserted(() -> assertThat(source.status()).isInstanceOf(SourceStatus.Up.class));
        return source;
    }

    /** What was made safe as text, in order. */
    List<String> texts() {
        return kept(Reading.class).stream()
                .map(reading -> reading.value() instanceof Value.Text(String text) ? text : "")
                .filter(text -> !text.isEmpty())
                .toList();
    }

    void awaitTexts(String... texts) {
        soon().untilAsserted(() -> assertThat(texts()).containsExactly(texts));
    }

    static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));
    }

    /** All that has arrived so far, in order. */
    List<Reading> readings() {
        List<Event> events = new ArrayList<>();
        try {
            subscription.drainTo(events, 100_000, Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        events.stream().filter(Reading.class::isInstance).forEach(event -> readings.add((Reading) event));
        return List.copyOf(readings);
    }
}
