package org.millwright.edge.output;

import static org.millwright.edge.source.opcua.OpcUaNodes.Write;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.config.AllowedOutput;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;
import org.millwright.edge.config.ReleaseConfig;
import org.millwright.edge.signal.Quality;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.Verdict;
import org.millwright.edge.source.opcua.OpcUaException;
import org.millwright.edge.source.opcua.OpcUaNodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Releases good parts to a station's PLC over OPC UA (docs/architecture.md, station handshake).
 *
 * <p>Two threads of its own: one writes verdicts, one the heartbeat, so that neither waits for the other. The heartbeat is
 * sent only while the inspection loop says that it is {@link #alive}; when that, this process or the line to the PLC
 * stops, so does the heartbeat, and the PLC rejects.
 */
public final class Release implements VerdictOutput {

    private static final Logger LOG = LoggerFactory.getLogger(Release.class);
    /** How quickly the PLC's side is followed: a verdict waits for this at most before its part is known here. */
    private static final Duration WATCH_INTERVAL = Duration.ofMillis(10);

    /** While a verdict waits for its part, its deadline is looked at this often. */
    private static final Duration LOOK = Duration.ofMillis(20);

    private static final Duration AFTER_FAILURE = Duration.ofMillis(200);
    private static final Duration IDLE = Duration.ofMillis(500);

    private final ReleaseConfig.Handshake config;
    private final Duration deadline;
    private final AllowedWriter writer;
    private final InstantSource clock;
    private final Station station;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread verdicts;
    private final Heartbeat heartbeat;
    private boolean closed;
    private String lastFailure = "";

    /**
     * @param deadline from the last byte of the frame to the verdict; also the longest that one write may take
     * @param allowed the configuration's allow-list; each node to be written must be in it for the release's source
     * @param nodes the release's source, not yet started
     * @throws OutputNotAllowedException naming the node that is not allowed
     */
    public Release(
            ReleaseConfig.Handshake config,
            Duration deadline,
            List<AllowedOutput> allowed,
            OpcUaNodes nodes,
            InstantSource clock) {
        this.config = config;
        this.deadline = deadline;
        this.clock = clock;
        this.writer = new AllowedWriter(config.source(), allowed, nodes);
        written().forEach(writer::require);
        this.station = new Station(deadline);
        this.verdicts = Thread.ofPlatform().name("release").unstarted(this::run);
        this.heartbeat = new Heartbeat(config.heartbeatEvery(), this::beat);
        nodes.attach(watched(), written(), WATCH_INTERVAL, new Plc());
    }

    private List<NodeAddress> written() {
        return List.of(
                config.verdictPart(), config.verdictSequence(), config.good(), config.ready(), config.heartbeat());
    }

    private List<NodeAddress> watched() {
        return List.of(config.busy(), config.part(), config.sequence(), config.acknowledge());
    }

    @Override
    public void start() {
        verdicts.start();
        heartbeat.start();
    }

    @Override
    public void decided(Verdict verdict) {
        change(() -> station.decided(verdict));
    }

    @Override
    public void alive() {
        heartbeat.alive();
    }

    @Override
    public ReleaseStatus status() {
        lock.lock();
        try {
            return station.status(heartbeat.confirmed(), heartbeat.isAlive());
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (true) {
                Optional<Order> order = awaitOrder();
                if (order.isEmpty()) {
                    return;
                }
                Optional<String> failure = carryOut(order.get());
                change(() -> station.done(order.get(), failure));
                if (failure.isPresent()) {
                    Thread.sleep(AFTER_FAILURE);
                }
            }
        } catch (InterruptedException e) {
            // Only close() interrupts.
        }
    }

    /** Empty when closed. */
    private Optional<Order> awaitOrder() throws InterruptedException {
        lock.lock();
        try {
            while (!closed) {
                Optional<Order> order = station.next(now());
                if (order.isPresent()) {
                    return order;
                }
                Duration patience = station.isWaiting() ? LOOK : IDLE;
                var _ = changed.awaitNanos(patience.toNanos());
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private Optional<String> carryOut(Order order) {
        try {
            writer.write(writes(order), deadline);
            return Optional.empty();
        } catch (OpcUaException | OutputNotAllowedException e) {
            String sentence = String.valueOf(e.getMessage());
            if (!sentence.equals(lastFailure) && !Thread.currentThread().isInterrupted()) {
                LOG.warn("release on {}: {}", config.source(), sentence);
                lastFailure = sentence;
            }
            return Optional.of(sentence);
        }
    }

    private List<Write> writes(Order order) {
        return switch (order) {
            case Order.Offer(String part, long sequence, boolean good) ->
                List.of(
                        new Write(config.verdictPart(), new Value.Text(part)),
                        new Write(config.verdictSequence(), new Value.Whole(sequence)),
                        new Write(config.good(), new Value.Flag(good)),
                        new Write(config.ready(), new Value.Flag(true)));
            case Order.Withdraw() -> List.of(new Write(config.ready(), new Value.Flag(false)));
        };
    }

    private boolean beat(long count) {
        try {
            writer.write(List.of(new Write(config.heartbeat(), new Value.Whole(count))), config.heartbeatEvery());
            return true;
        } catch (OpcUaException e) {
            change(() -> station.count("heartbeat-failed"));
            return false;
        }
    }

    private long now() {
        Instant instant = clock.instant();
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    @Override
    public void close() {
        change(() -> closed = true);
        verdicts.interrupt();
        heartbeat.close();
    }

    /** What the PLC shows, on the client's threads. */
    private final class Plc implements OpcUaNodes.Listener {

        @Override
        public void changed(NodeAddress node, Value value, int statusCode) {
            Value known = Quality.ofStatusCode(statusCode) == Quality.BAD ? Value.MISSING : value;
            change(() -> {
                if (node.equals(config.busy())) {
                    station.busy(known instanceof Value.Flag(boolean flag) ? flag : null);
                } else if (node.equals(config.part())) {
                    station.part(known instanceof Value.Text(String text) ? text : null);
                } else if (node.equals(config.sequence())) {
                    station.sequence(whole(known));
                } else if (node.equals(config.acknowledge())) {
                    station.acknowledged(whole(known));
                }
            });
        }

        private static @Nullable Long whole(Value value) {
            return value instanceof Value.Whole(long number) ? number : null;
        }

        @Override
        public void lost() {
            change(station::lost);
        }
    }
}
