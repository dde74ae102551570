package org.millwright.edge.source.mqtt;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.millwright.edge.config.AllowedOutput;
import org.millwright.edge.config.MqttSourceConfig;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.intake.Parcel;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.source.Attempts;
import org.millwright.edge.source.Backoff;
import org.millwright.edge.source.NamedFaults;
import org.millwright.edge.source.Source;
import org.millwright.edge.source.SourceStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Readings from an MQTT broker: JSON, plain values and Sparkplug B.
 *
 * <p>One thread of our own connects, subscribes, checks the answer to each subscription, writes, and starts again when
 * the connection ends; a new client is made each time. Messages come on Paho's thread, which converts and publishes to
 * the bus. Subscriptions are at QoS 1 without a session: what the broker had kept for us while we were away would get
 * the time of its late arrival wherever the payload has no time of its own, and Sparkplug asks for a clean start
 * (Sparkplug B 3.0, 5.3).
 */
public final class MqttSource implements Source {

    private static final Logger LOG = LoggerFactory.getLogger(MqttSource.class);
    private static final int MACHINES = 10_000;
    private static final int PAYLOAD_BYTES = 4 << 20;
    private static final int WAITING_WRITES = 1_000;
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration SILENT = Duration.ofSeconds(60);

    /** What the connection's thread has to do next. */
    private sealed interface Task {
        record Lost(String because) implements Task {}

        @SuppressWarnings("ArrayRecordComponent") // Handed on, compared by nobody.
        record Write(String topic, byte[] payload) implements Task {}
    }

    /** An open connection, its work, and the filters that the broker did not grant. */
    private record Session(MqttLink link, BlockingQueue<Task> tasks, List<String> refused, Instant since) {}

    private final MqttSourceConfig config;
    private final Intake intake;
    private final InstantSource clock;
    private final Attempts attempts;
    private final NamedFaults faults;
    private final TopicRouter router;
    private final PayloadReader payloads;
    private final SparkplugHost sparkplug;
    private final Thread thread;
    private volatile BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
    private volatile Optional<Session> session = Optional.empty();
    private volatile SourceStatus status;
    private volatile boolean closed;

    public MqttSource(MqttSourceConfig config, Intake intake, InstantSource clock) {
        this(config, intake, clock, Backoff.DEFAULT, MACHINES);
    }

    MqttSource(MqttSourceConfig config, Intake intake, InstantSource clock, Backoff backoff, int machines) {
        this.config = config;
        this.intake = intake;
        this.clock = clock;
        this.attempts = new Attempts(backoff);
        this.faults = new NamedFaults(config.name(), clock);
        this.router = new TopicRouter(config.signals(), machines, faults);
        this.payloads = new PayloadReader(config.signals(), faults);
        this.sparkplug = new SparkplugHost(
                config.sparkplug(),
                config.sparkplugRebirth(),
                faults,
                clock,
                (topic, payload) -> offer(topic, payload));
        this.status = new SourceStatus.Connecting(clock.instant(), "not started", 0, clock.instant());
        this.thread = Thread.ofVirtual().name("mqtt-" + config.name()).unstarted(this::run);
    }

    @Override
    public String name() {
        return config.name();
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public Map<String, Long> faults() {
        return faults.counts();
    }

    @Override
    public SourceStatus status() {
        Optional<Session> open = session;
        return open.isPresent() && status instanceof SourceStatus.Up
                ? new SourceStatus.Up(open.get().since(), degraded(open.get()))
                : status;
    }

    private List<String> degraded(Session open) {
        List<String> sentences = new ArrayList<>();
        for (String filter : open.refused()) {
            sentences.add("the broker refuses the subscription to " + filter + ": allow this client to read it");
        }
        if (open.since().plus(SILENT).isBefore(clock.instant())) {
            router.routes().stream()
                    .filter(route -> !route.heard)
                    .forEach(route -> sentences.add("nothing has come on topic " + route.config.topic()
                            + " yet: is it spelt as the device publishes it?"));
        }
        sentences.addAll(faults.recent());
        return sentences;
    }

    private void run() {
        while (!closed) {
            String because = connectAndServe();
            if (closed) {
                break;
            }
            Duration delay = attempts.failed();
            LOG.warn("{}: {}; next attempt in {} ms", name(), because, delay.toMillis());
            Instant downSince = status instanceof SourceStatus.Connecting before ? before.since() : clock.instant();
            status = new SourceStatus.Connecting(
                    downSince, because, attempts.count(), clock.instant().plus(delay));
            pause(delay);
        }
        status = new SourceStatus.Stopped();
    }

    private void pause(Duration delay) {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Only close() interrupts, and sets closed before.
        }
    }

    /** Returns why the connection ended or did not come about. */
    private String connectAndServe() {
        BlockingQueue<Task> work = new LinkedBlockingQueue<>();
        tasks = work;
        try (MqttLink link = open(work)) {
            link.connect();
            Session open = subscribe(link, work);
            session = Optional.of(open);
            status = new SourceStatus.Up(open.since(), List.of());
            attempts.connected();
            LOG.info("{}: connected to {}", name(), config.broker());
            sparkplug.connected();
            String because = serve(open);
            faults.report("connection-lost", because, () -> "the connection was lost: " + because);
            return config.broker() + ": " + because;
        } catch (BrokerException e) {
            faults.count("connect");
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            return "closed";
        } catch (RuntimeException e) {
            faults.count("internal");
            LOG.error("{}: the MQTT client failed", name(), e);
            return "the MQTT client failed (" + e + "): see the log";
        } finally {
            session = Optional.empty();
        }
    }

    private MqttLink open(BlockingQueue<Task> work) {
        MqttLink.Listener listener = new MqttLink.Listener() {
            @Override
            public void arrived(String topic, byte[] payload, boolean retained) {
                take(topic, payload, retained);
            }

            @Override
            public void lost(String because) {
                work.add(new Task.Lost(because));
            }
        };
        return MqttLink.open(config, listener);
    }

    private Session subscribe(MqttLink link, BlockingQueue<Task> work) {
        List<String> filters = Stream.concat(router.filters().stream(), sparkplug.filters().stream())
                .toList();
        List<String> refused = new ArrayList<>();
        if (!filters.isEmpty()) {
            int[] codes = link.subscribe(filters);
            for (int i = 0; i < filters.size(); i++) {
                if (i >= codes.length || codes[i] >= 0x80) {
                    refused.add(filters.get(i));
                    faults.count("subscription-refused");
                }
            }
        }
        return new Session(link, work, List.copyOf(refused), clock.instant());
    }

    /** Writes what there is to write, until the connection is lost. */
    private String serve(Session open) throws InterruptedException {
        while (true) {
            Task task = open.tasks().poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            switch (task) {
                case null -> {}
                case Task.Lost(String because) -> {
                    return because;
                }
                case Task.Write(String topic, byte[] payload) -> open.link().publish(topic, payload);
            }
        }
    }

    /** On Paho's thread, which an exception would end. */
    private void take(String topic, byte[] payload, boolean retained) {
        try {
            long received = SourceTime.nanos(clock.instant()).orElseThrow();
            if (payload.length > PAYLOAD_BYTES) {
                faults.report(
                        "oversized",
                        topic,
                        () -> "topic " + topic + ": a payload of " + payload.length + " bytes, the limit is "
                                + PAYLOAD_BYTES + ": split it in the device");
                return;
            }
            List<Reading> readings = SparkplugTopic.parse(topic)
                    .map(known -> sparkplug.take(known, payload, received))
                    .orElseGet(() -> signals(topic, payload, retained, received));
            if (!readings.isEmpty()) {
                Parcel parcel = Parcel.of(readings);
                if (!intake.offer(parcel, Duration.ZERO)) {
                    intake.lost(parcel);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            faults.report(
                    "internal",
                    topic,
                    () -> "topic " + topic + ": a message was dropped by a fault of ours (" + e + ")");
        }
    }

    private List<Reading> signals(String topic, byte[] payload, boolean retained, long received) {
        List<TopicRouter.Target> targets = router.targets(topic);
        targets.forEach(target -> target.route().heard = true);
        return payloads.read(topic, payload, retained, received, targets);
    }

    /** For an output on the allow-list; there is no other way to write a topic. */
    public TopicWriter writer(AllowedOutput.MqttTopic allowed) {
        String topic = allowed.topic();
        if (!allowed.source().equals(name()) || topic.isEmpty() || topic.contains("+") || topic.contains("#")) {
            throw new IllegalArgumentException("output " + topic + " on source " + allowed.source()
                    + ": it must be a topic of source " + name() + " without + and #");
        }
        return payload -> {
            boolean taken = session.isPresent() && offer(topic, payload);
            if (!taken) {
                faults.count("write-refused");
            }
            return taken;
        };
    }

    private boolean offer(String topic, byte[] payload) {
        // Not bounded by the queue itself: the news that the connection is lost must always find room in it.
        return tasks.size() < WAITING_WRITES && tasks.offer(new Task.Write(topic, payload));
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            // Closed before it was started where the agent cannot start.
            if (thread.isAlive()) {
                thread.join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        status = new SourceStatus.Stopped();
    }
}
