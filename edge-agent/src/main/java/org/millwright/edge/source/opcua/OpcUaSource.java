package org.millwright.edge.source.opcua;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.config.OpcUaSourceConfig;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;
import org.millwright.edge.intake.Intake;
import org.millwright.edge.source.Attempts;
import org.millwright.edge.source.Source;
import org.millwright.edge.source.SourceStatus;
import org.millwright.edge.waveform.Recordings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Readings of one OPC UA server, by subscriptions.
 *
 * <p>Values, status codes and source and server times reach the intake as they came, one parcel per message, on the
 * client's threads; a message is acknowledged when its parcel is safe. Connecting, recovering and retrying happen on one
 * thread of the source's own. Where a subscription had to be made anew the server sends each node's present value again,
 * with its old source time; the sink knows a duplicate when it sees one.
 */
public final class OpcUaSource implements Source, OpcUaNodes {

    private static final Logger LOG = LoggerFactory.getLogger(OpcUaSource.class);
    private static final int MOST_SENTENCES = 50;

    private final OpcUaSourceConfig config;
    private final InstantSource clock;
    private final Recordings recordings;
    private final Timings timings;
    private final Connector connector;
    private final Faults faults = new Faults();
    private final LongAdder received = new LongAdder();
    private final List<Handshake> handshakes = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Happening> happenings = new LinkedBlockingQueue<>();
    private final boolean mayTransfer;
    private final RecoveryLog log;
    private final Vitals vitals;
    private final Notifications.Context context;
    private final Kept kept;
    private final Attempts attempts;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile SourceStatus state;
    private volatile @Nullable Epoch epoch;
    private Instant downSince;
    private boolean served;

    /**
     * @param data the agent's data folder; certificates are kept in {@code pki} below it
     * @param clock for receive times and for the status
     */
    public OpcUaSource(OpcUaSourceConfig config, Path data, Intake intake, InstantSource clock) {
        this(config, data, intake, Recordings.NONE, clock, Timings.DEFAULT);
    }

    /** @param recordings takes the waveforms */
    public OpcUaSource(OpcUaSourceConfig config, Path data, Intake intake, Recordings recordings, InstantSource clock) {
        this(config, data, intake, recordings, clock, Timings.DEFAULT);
    }

    OpcUaSource(OpcUaSourceConfig config, Path data, Intake intake, InstantSource clock, Timings timings) {
        this(config, data, intake, Recordings.NONE, clock, timings);
    }

    OpcUaSource(
            OpcUaSourceConfig config,
            Path data,
            Intake intake,
            Recordings recordings,
            InstantSource clock,
            Timings timings) {
        this.recordings = recordings;
        this.config = config;
        this.clock = clock;
        this.timings = timings;
        // Nobody can tell anonymous clients on a line without security from each other (OPC 10000-4, 5.14.7).
        this.mayTransfer = !(config.login() instanceof OpcUaSourceConfig.Login.Anonymous)
                || config.security() != OpcUaSourceConfig.Security.NONE;
        this.log = RecoveryLog.of(config, intake, clock);
        this.vitals = new Vitals(faults, log);
        this.context =
                new Notifications.Context(intake, clock, new Readings(faults), vitals, received, happenings::add);
        this.kept = new Kept(config.name(), intake, context);
        this.attempts = new Attempts(timings.reconnect());
        this.connector = new Connector(config, new Pki(data), timings);
        this.thread = Thread.ofPlatform().name("opcua-" + config.name()).unstarted(this::run);
        this.downSince = clock.instant();
        this.state = new SourceStatus.Connecting(downSince, "is starting", 0, downSince);
    }

    @Override
    public String name() {
        return config.name();
    }

    @Override
    public void start() {
        thread.start();
    }

    private void run() {
        while (!isClosing()) {
            String because;
            boolean full = false;
            try {
                because = connectAndServe();
            } catch (OpcUaException e) {
                because = String.valueOf(e.getMessage());
                full = UaException.extractStatusCode(e)
                        .filter(status -> Statuses.isFull(status.value()))
                        .isPresent();
            } catch (UaException e) {
                because = connector.sentence(e);
            } catch (InterruptedException e) {
                break;
            } catch (RuntimeException e) {
                LOG.error("{}: unexpected; the connection is built anew", name(), e);
                faults.add("internal");
                because = "an error of this agent: " + e;
            }
            if (isClosing()) {
                break;
            }
            if (state instanceof SourceStatus.Up) {
                downSince = clock.instant();
            }
            pause(because, full ? attempts.failedForWantOfRoom() : attempts.failed());
        }
        kept.stop(mayTransfer);
        state = new SourceStatus.Stopped();
    }

    /** One session after another; a server whose every session ends before it stood is left in peace for a while. */
    private String connectAndServe() throws UaException, InterruptedException {
        Phase.Over over = new Phase.Over("", false);
        OpcUaClient client = connector.connect();
        try {
            do {
                happenings.clear();
                if (isClosing()) {
                    break;
                }
                served = false;
                over = serve(client);
            } while (over.connected() && served);
            return over.because();
        } finally {
            epoch = null;
            connector.leave(client, mayTransfer);
        }
    }

    private Phase.Over serve(OpcUaClient client) throws UaException, InterruptedException {
        Epoch current = Epoch.open(
                client,
                new Setting(
                        new Wanted(config, handshakes, recordings),
                        mayTransfer,
                        timings,
                        context,
                        kept,
                        vitals,
                        log,
                        happenings,
                        this::broken,
                        this::up));
        try {
            epoch = current;
            return current.serve();
        } finally {
            current.close();
        }
    }

    private void up() {
        if (!(state instanceof SourceStatus.Up)) {
            LOG.info("{}: connected to {}", name(), config.endpoint());
        }
        served = true;
        attempts.connected();
        state = new SourceStatus.Up(clock.instant(), List.of());
    }

    private void broken() {
        attempts.broken();
        downSince = clock.instant();
        state = new SourceStatus.Connecting(
                downSince,
                "the connection to " + config.endpoint() + " broke; its session is kept for "
                        + timings.grace().toSeconds() + " s",
                0,
                downSince);
    }

    private void pause(String because, Duration delay) {
        faults.add("connect");
        boolean isNews = !(state instanceof SourceStatus.Connecting before
                && before.because().equals(because));
        state = new SourceStatus.Connecting(
                downSince, because, attempts.count(), clock.instant().plus(delay));
        if (isNews) {
            LOG.warn("{}: {}", name(), because);
        }
        try {
            closing.await(delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    @Override
    public SourceStatus status() {
        Epoch current = epoch;
        if (state instanceof SourceStatus.Up(Instant since, List<String> ignored) && current != null) {
            List<String> degraded = current.degraded();
            int more = degraded.size() - MOST_SENTENCES;
            if (more > 0) {
                degraded = new ArrayList<>(degraded.subList(0, MOST_SENTENCES));
                degraded.add("and " + more + " more");
            }
            return new SourceStatus.Up(since, degraded);
        }
        return state;
    }

    @Override
    public Map<String, Long> faults() {
        return faults.snapshot();
    }

    @Override
    public Optional<Duration> clockOffset() {
        return vitals.offset();
    }

    /** How many readings were handed to the bus since the start. */
    public long received() {
        return received.sum();
    }

    @Override
    public void attach(
            List<NodeAddress> watched, List<NodeAddress> written, Duration interval, OpcUaNodes.Listener listener) {
        handshakes.add(new Handshake(watched, written, interval, listener));
    }

    @Override
    public void write(List<Write> writes, Duration timeout) {
        for (Write write : writes) {
            if (!Handshake.mayWrite(handshakes, write.node())) {
                throw new OpcUaException(NodeResolver.describe(write.node()) + " is not to be written: nothing is, but"
                        + " what a handshake of the configuration names");
            }
        }
        Epoch current = epoch;
        if (current == null) {
            throw new OpcUaException(name() + " is not connected");
        }
        current.write(writes, timeout);
    }

    @Override
    public void close() {
        closing.countDown();
        Epoch current = epoch;
        if (thread.getState() == Thread.State.NEW) {
            state = new SourceStatus.Stopped();
            return;
        }
        if (current == null) {
            thread.interrupt();
        } else {
            happenings.add(new Happening.CloseAsked());
        }
        try {
            if (!thread.join(timings.request().multipliedBy(2))) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
