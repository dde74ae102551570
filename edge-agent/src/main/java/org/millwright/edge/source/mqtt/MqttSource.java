package org.millwright.edge.source.mqtt;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.millwright.edge.config.AllowedOutput;
import org.millwright.edge.config.MqttSourceConfig;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.source.Attempts;
import org.millwright.edge.source.Backoff;
import org.millwright.edge.source.ClockWatch;
import org.millwright.edge.source.NamedFaults;
import org.millwright.edge.source.Source;
import org.millwright.edge.source.SourceStatus;
import org.millwright.edge.waveform.Recordings;

/**
 * Readings from an MQTT broker: JSON, plain values and Sparkplug B.
 *
 * <p>Topics are subscribed at QoS 1 in a session that the broker keeps, and a message is acknowledged when it is safe: what
 * comes while the agent is away, or was not safe when it died, comes again.
 *
 * <p>Sparkplug has a connection and a client id of its own, with a clean start, as Sparkplug asks of host applications
 * (Sparkplug B 3.0, message-flow-phid-sparkplug-clean-session-*). A kept session would bring nothing: edge nodes publish their
 * data at QoS 0, which no broker has to keep, and old data without the BIRTH that names its aliases cannot be read. After
 * each connect every node is asked for its BIRTH instead.
 */
public final class MqttSource implements Source {

    private static final int MACHINES = 10_000;
    private static final Duration SILENT = Duration.ofSeconds(60);

    /** A third of the keep-alive. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final MqttSourceConfig config;
    private final Intake intake;
    private final Recordings recordings;
    private final InstantSource clock;
    private final Backoff backoff;
    private final Duration patience;
    private final NamedFaults faults;
    private final DecodeLosses losses = new DecodeLosses();
    private final Clocks clocks;
    private final TopicRouter router;
    private final List<Connection> connections = new ArrayList<>();

    public MqttSource(MqttSourceConfig config, Intake intake, InstantSource clock) {
        this(config, intake, Recordings.NONE, clock);
    }

    /** @param recordings takes the waveforms */
    public MqttSource(MqttSourceConfig config, Intake intake, Recordings recordings, InstantSource clock) {
        this(config, intake, recordings, clock, Backoff.DEFAULT, MACHINES, PATIENCE);
    }

    /** @param patience with an intake that has no room */
    MqttSource(
            MqttSourceConfig config,
            Intake intake,
            InstantSource clock,
            Backoff backoff,
            int machines,
            Duration patience) {
        this(config, intake, Recordings.NONE, clock, backoff, machines, patience);
    }

    private MqttSource(
            MqttSourceConfig config,
            Intake intake,
            Recordings recordings,
            InstantSource clock,
            Backoff backoff,
            int machines,
            Duration patience) {
        this.recordings = recordings;
        this.config = config;
        this.intake = intake;
        this.clock = clock;
        this.backoff = backoff;
        this.patience = patience;
        this.faults = new NamedFaults(config.name(), clock);
        this.clocks = new Clocks(config.name(), faults, () -> new ClockWatch(clock));
        this.router = new TopicRouter(config.signals(), machines, faults);
        if (!config.signals().isEmpty()
                || !config.waveforms().isEmpty()
                || config.sparkplug().isEmpty()) {
            connections.add(forSignals());
        }
        if (!config.sparkplug().isEmpty()) {
            connections.add(forSparkplug());
        }
    }

    private Connection forSignals() {
        // Who only writes has nothing to keep, and a waveform of long ago tells nothing.
        Duration keep =
                config.signals().isEmpty() ? Duration.ZERO : config.session().expiry();
        PayloadReader payloads = new PayloadReader(config.signals(), faults, losses);
        Decoder signals = new SignalDecoder(router, payloads, losses, clocks, faults);
        Decoder decoder =
                config.waveforms().isEmpty() ? signals : new WaveformDecoder(config.waveforms(), recordings, signals);
        return connection(new Account(config.clientId(), keep), decoder);
    }

    private Connection forSparkplug() {
        String clientId = config.clientId() + (connections.isEmpty() ? "" : "-sparkplug");
        SparkplugHost host = new SparkplugHost(
                config,
                faults,
                losses,
                clocks,
                clock,
                (topic, payload) -> connections.getLast().write(topic, payload));
        return connection(new Account(clientId, Duration.ZERO), host);
    }

    private Connection connection(Account account, Decoder decoder) {
        Redeliveries redeliveries = new Redeliveries(
                "mqtt/" + config.name() + "/" + account.clientId() + "/taken",
                config.session().receiveMaximum(),
                intake::mark);
        Inbox inbox = new Inbox(account.isKept(), patience, decoder, redeliveries, losses, intake, clock, faults);
        Absence absence = new Absence(config.name(), account, intake, clock, faults);
        return new Connection(config, account, decoder, inbox, absence, clock, new Attempts(backoff), faults);
    }

    @Override
    public String name() {
        return config.name();
    }

    @Override
    public void start() {
        connections.forEach(Connection::start);
    }

    @Override
    public Map<String, Long> faults() {
        return faults.counts();
    }

    @Override
    public Optional<Duration> clockOffset() {
        return clocks.offset();
    }

    /** Up where every connection is. */
    @Override
    public SourceStatus status() {
        Instant since = Instant.MIN;
        List<String> degraded = new ArrayList<>();
        for (Connection connection : connections) {
            if (!(connection.status() instanceof SourceStatus.Up up)) {
                return connection.status();
            }
            since = since.isAfter(up.since()) ? since : up.since();
            degraded.addAll(up.degraded());
        }
        if (since.plus(SILENT).isBefore(clock.instant())) {
            router.routes().stream()
                    .filter(route -> !route.heard)
                    .forEach(route -> degraded.add("nothing has come on topic " + route.config.topic()
                            + " yet: is it spelt as the device publishes it?"));
        }
        degraded.addAll(faults.recent());
        return new SourceStatus.Up(since, degraded);
    }

    /** For an output on the allow-list; there is no other way to write a topic. */
    public TopicWriter writer(AllowedOutput.MqttTopic allowed) {
        String topic = allowed.topic();
        if (!allowed.source().equals(name()) || topic.isEmpty() || topic.contains("+") || topic.contains("#")) {
            throw new IllegalArgumentException("output " + topic + " on source " + allowed.source()
                    + ": it must be a topic of source " + name() + " without + and #");
        }
        return payload -> {
            boolean taken = connections.getFirst().write(topic, payload);
            if (!taken) {
                faults.count("write-refused");
            }
            return taken;
        };
    }

    @Override
    public void close() {
        connections.forEach(Connection::stop);
        connections.forEach(Connection::close);
    }
}
