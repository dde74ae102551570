package org.millwright.edge.source.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.millwright.edge.bus.Bus;
import org.millwright.edge.bus.Overflow;
import org.millwright.edge.bus.Subscription;
import org.millwright.edge.config.OpcUaSourceConfig;
import org.millwright.edge.config.OpcUaSourceConfig.Login;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;
import org.millwright.edge.config.OpcUaSourceConfig.OpcUaFolder;
import org.millwright.edge.config.OpcUaSourceConfig.OpcUaSignal;
import org.millwright.edge.config.OpcUaSourceConfig.Sampling;
import org.millwright.edge.config.OpcUaSourceConfig.Security;
import org.millwright.edge.config.OpcUaSourceConfig.Trust;
import org.millwright.edge.intake.TestingIntake;
import org.millwright.edge.signal.Event;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.SitePath;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.source.Backoff;
import org.millwright.edge.source.SourceStatus;

/** A source with a subscriber on its bus that remembers all that came. */
final class Listener implements AutoCloseable {

    static final Machine MACHINE = new Machine(new SitePath("acme", "north", "forming", "line-1"), "press-1", "press");

    /** As in operation, but in a hurry. */
    static final Timings QUICK = new Timings(
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofSeconds(60),
            new Backoff(Duration.ofMillis(50), Duration.ofMillis(200)),
            new Backoff(Duration.ofMillis(100), Duration.ofMillis(200)),
            Duration.ofMillis(250));

    /** For servers that are restarted: their sessions do not come back, and are not waited for. */
    static final Timings IMPATIENT = new Timings(
            QUICK.request(),
            QUICK.keepAlive(),
            Duration.ofMillis(200),
            QUICK.lifetime(),
            QUICK.reconnect(),
            QUICK.item(),
            QUICK.pulse());

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final OpcUaSource source;
    private final Subscription<Event> subscription;
    private final TestingIntake intake;
    private final List<Reading> readings = new ArrayList<>();
    private final List<Event> others = new ArrayList<>();

    Listener(OpcUaSourceConfig config, Path data) {
        this(config, data, QUICK);
    }

    Listener(OpcUaSourceConfig config, Path data, Timings timings) {
        this(config, data, new Bus<>(), timings);
    }

    private Listener(OpcUaSourceConfig config, Path data, Bus<Event> bus, Timings timings) {
        this(config, data, bus, new TestingIntake(bus), timings);
    }

    /** @param intake may be an earlier listener's, as a journal outlives an agent */
    Listener(OpcUaSourceConfig config, Path data, Bus<Event> bus, TestingIntake intake, Timings timings) {
        this.intake = intake;
        subscription = bus.subscribe("test", 1_000_000, Overflow.REFUSE_NEWEST);
        source = new OpcUaSource(config, data, intake, InstantSource.system(), timings);
    }

    static Listener on(TestingOpcUaServer server, Path data, OpcUaSignal... signals) {
        return on(server, data, Duration.ofMillis(20), signals);
    }

    static Listener on(TestingOpcUaServer server, Path data, Duration publishing, OpcUaSignal... signals) {
        OpcUaSourceConfig config = new OpcUaSourceConfig(
                "plc",
                server.endpoint(),
                Security.BASIC256SHA256,
                Trust.FIRST_USE,
                new Login.Anonymous(),
                publishing,
                List.of(signals),
                List.of());
        return new Listener(config, data).start();
    }

    Listener start() {
        source.start();
        return this;
    }

    static OpcUaSignal signal(String path, ValueType type) {
        return signal(path, type, 1_000);
    }

    static OpcUaSignal signal(String path, ValueType type, int queueSize) {
        return new OpcUaSignal(
                new Signal(MACHINE, path, type, ""), id(path), new Sampling(Duration.ofMillis(10), queueSize));
    }

    static NodeAddress id(String path) {
        return new NodeAddress.ById("nsu=" + TestingNamespace.URI + ";s=" + path);
    }

    static OpcUaFolder folder(String path) {
        return new OpcUaFolder(MACHINE, id(path), new Sampling(Duration.ofMillis(10), 10));
    }

    OpcUaSource source() {
        return source;
    }

    /** All so far. */
    List<Reading> readings() {
        List<Event> drained = new ArrayList<>();
        try {
            subscription.drainTo(drained, Integer.MAX_VALUE, Duration.ZERO);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        for (Event event : drained) {
            if (event instanceof Reading reading) {
                readings.add(reading);
            } else {
                others.add(event);
            }
        }
        return readings;
    }

    /** Losses and notices so far. */
    List<Event> others() {
        readings();
        return others;
    }

    TestingIntake intake() {
        return intake;
    }

    /** Forgets what came, so that only later readings count. */
    void forget() {
        readings().clear();
    }

    Reading awaitReading(String signal, Predicate<Reading> wanted) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () -> readings().stream()
                                .filter(reading -> reading.signal().name().equals(signal))
                                .filter(wanted)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    List<String> awaitDegraded(int sentences) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(source.status())
                        .isInstanceOfSatisfying(
                                SourceStatus.Up.class,
                                up -> assertThat(up.degraded()).hasSize(sentences)));
        return ((SourceStatus.Up) source.status()).degraded();
    }

    /** Waits until the source is down for this reason. */
    String awaitDown(String... words) {
        return await().atMost(PATIENCE)
                .until(
                        () -> source.status() instanceof SourceStatus.Connecting connecting
                                ? Optional.of(connecting.because())
                                : Optional.<String>empty(),
                        because ->
                                because.isPresent() && List.of(words).stream().allMatch(because.get()::contains))
                .orElseThrow();
    }

    @Override
    public void close() {
        source.close();
    }
}
