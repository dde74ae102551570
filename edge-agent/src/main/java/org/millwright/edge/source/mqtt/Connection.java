package org.millwright.edge.source.mqtt;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.millwright.edge.config.MqttSourceConfig;
import org.millwright.edge.source.Attempts;
import org.millwright.edge.source.NamedFaults;
import org.millwright.edge.source.SourceStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account at the broker, connected for as long as it goes.
 *
 * <p>A thread of its own connects, subscribes, checks the answer to each subscription, acknowledges, writes, and starts again
 * when the connection ends; a new client is made each time. It subscribes each time, too, whatever the broker says that it
 * has kept: the answer to that is the proof, by a round trip, that it is subscribed, and needs no right to publish.
 */
final class Connection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int SUBSCRIPTIONS = 268_435_455;

    /** @param refused the filters that the broker did not grant */
    private record Session(List<String> refused, Instant since) {}

    private final MqttSourceConfig config;
    private final Account account;
    private final Decoder decoder;
    private final Inbox inbox;
    private final Absence absence;
    private final InstantSource clock;
    private final Attempts attempts;
    private final NamedFaults faults;
    private final List<String> filters;
    private final Thread thread;
    private volatile Line line = new Line();
    private volatile Optional<Session> session = Optional.empty();
    private volatile SourceStatus status;
    private volatile boolean closed;
    private int subscription;

    Connection(
            MqttSourceConfig config,
            Account account,
            Decoder decoder,
            Inbox inbox,
            Absence absence,
            InstantSource clock,
            Attempts attempts,
            NamedFaults faults) {
        this.config = config;
        this.account = account;
        this.decoder = decoder;
        this.inbox = inbox;
        this.absence = absence;
        this.clock = clock;
        this.attempts = attempts;
        this.faults = faults;
        this.filters = decoder.filters();
        this.status = new SourceStatus.Connecting(clock.instant(), "is starting", 0, clock.instant());
        this.thread = Thread.ofVirtual().name("mqtt-" + account.clientId()).unstarted(this::run);
        // Tenths of seconds, so that a restart goes on counting; a reconnect takes longer than one.
        this.subscription = (int) (clock.instant().toEpochMilli() / 100 % SUBSCRIPTIONS);
    }

    void start() {
        thread.start();
    }

    SourceStatus status() {
        Optional<Session> open = session;
        return open.isPresent() && status instanceof SourceStatus.Up
                ? new SourceStatus.Up(open.get().since(), refusals(open.get()))
                : status;
    }

    private static List<String> refusals(Session open) {
        return open.refused().stream()
                .map(filter -> "the broker refuses the subscription to " + filter + ": allow this client to read it")
                .toList();
    }

    private void run() {
        while (!closed) {
            String because = connectAndServe();
            if (closed) {
                break;
            }
            Duration delay = attempts.failed();
            LOG.warn("{}: {}; next attempt in {} ms", config.name(), because, delay.toMillis());
            Instant downSince = status instanceof SourceStatus.Connecting before ? before.since() : clock.instant();
            status = new SourceStatus.Connecting(
                    downSince, because, attempts.count(), clock.instant().plus(delay));
            pause(delay);
        }
        inbox.close();
        status = new SourceStatus.Stopped();
    }

    private static void pause(Duration delay) {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Only close() interrupts, and sets closed before.
        }
    }

    /** Returns why the connection ended or did not come about. */
    private String connectAndServe() {
        Line own = new Line();
        inbox.connecting();
        try (MqttLink link = open(own)) {
            boolean remembered = link.connect();
            List<String> refused = subscribe(link, remembered);
            line = own;
            session = Optional.of(new Session(refused, clock.instant()));
            status = new SourceStatus.Up(clock.instant(), List.of());
            attempts.connected();
            LOG.info("{}: connected to {} as {}", config.name(), config.broker(), account.clientId());
            decoder.connected();
            String because = serveUntilClosed(link, own);
            faults.report("connection-lost", because, () -> "the connection was lost: " + because);
            return config.broker() + ": " + because;
        } catch (BrokerException e) {
            faults.count("connect");
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            return "closed";
        } catch (RuntimeException e) {
            faults.count("internal");
            LOG.error("{}: the MQTT client failed", config.name(), e);
            return "the MQTT client failed (" + e + "): see the log";
        } finally {
            session = Optional.empty();
            faults.count("write-lost", own.end());
        }
    }

    private MqttLink open(Line own) {
        subscription = subscription % SUBSCRIPTIONS + 1;
        return MqttLink.open(config, account, subscription, new MqttLink.Listener() {
            @Override
            public void arrived(Message message) {
                inbox.take(own, message);
            }

            @Override
            public void lost(String because, boolean deaf) {
                own.lost(because, deaf);
            }
        });
    }

    /** Returns the filters that the broker did not grant. */
    private List<String> subscribe(MqttLink link, boolean remembered) throws InterruptedException {
        List<String> refused = new ArrayList<>();
        if (!remembered) {
            inbox.sessionIsNew();
        }
        List<String> unwanted = absence.unwanted(filters);
        if (remembered && !unwanted.isEmpty()) {
            link.unsubscribe(unwanted);
        }
        int[] codes = filters.isEmpty() ? new int[0] : link.subscribe(filters);
        for (int i = 0; i < filters.size(); i++) {
            if (i >= codes.length || codes[i] >= 0x80) {
                refused.add(filters.get(i));
                faults.count("subscription-refused");
            }
        }
        inbox.subscribed(remembered, absence.over(remembered, filters, decoder.machines()));
        return List.copyOf(refused);
    }

    /** What is safe already is still acknowledged, so that the broker need not send it again. */
    private String serveUntilClosed(MqttLink link, Line own) throws InterruptedException {
        try {
            return serve(link, own);
        } catch (InterruptedException e) {
            own.acknowledgements().forEach(link::acknowledge);
            absence.begins(filters, absence.now());
            throw e;
        }
    }

    /** Acknowledges and writes what there is, until the connection is lost. */
    private String serve(MqttLink link, Line own) throws InterruptedException {
        long looked = System.nanoTime();
        while (true) {
            Line.Task task = own.next(LOOK);
            switch (task) {
                case null -> {}
                case Line.Task.Lost(String because, boolean deaf) -> {
                    absence.begins(filters, deaf ? inbox.heardNanos() : absence.now());
                    return because;
                }
                case Line.Task.Acknowledge(int id) -> link.acknowledge(id);
                case Line.Task.Write(String topic, byte[] payload) -> {
                    link.publish(topic, payload);
                }
            }
            if (System.nanoTime() - looked >= LOOK.toNanos()) {
                looked = System.nanoTime();
                inbox.tick();
                absence.seen(filters);
            }
        }
    }

    boolean isUp() {
        return session.isPresent();
    }

    /** False where the broker is away or too much waits. Any thread. */
    boolean write(String topic, byte[] payload) {
        return isUp() && line.write(topic, payload);
    }

    /** Returns at once; {@link #close} waits. */
    void stop() {
        closed = true;
        thread.interrupt();
    }

    @Override
    public void close() {
        stop();
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
