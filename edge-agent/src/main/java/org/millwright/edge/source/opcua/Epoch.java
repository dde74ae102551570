package org.millwright.edge.source.opcua;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OperationLimits;
import org.eclipse.milo.opcua.sdk.client.SessionActivityListener;
import org.eclipse.milo.opcua.sdk.client.UaSession;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.millwright.edge.config.OpcUaSourceConfig;

/**
 * One connection from its first subscription to its end. Everything that is only valid for it (node ids, handles,
 * subscriptions) dies with it, so nothing of an old connection can be mistaken for the new one's.
 *
 * <p>A short break is bridged: the library resumes the session, and the server sends what it queued meanwhile. When that
 * does not succeed within the grace, or the server lost our subscriptions, fell silent or renumbered its namespaces, the
 * epoch ends and the source builds a new one.
 */
final class Epoch implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(100);
    private static final int NODES_PER_CALL = 500;

    private final OpcUaClient client;
    private final Timings timings;
    private final Faults faults;
    private final String[] namespaces;
    private final BlockingQueue<Happening> happenings = new LinkedBlockingQueue<>();
    private final List<Subscriptions> subscriptions = new ArrayList<>();
    private final List<Handshake> handshakes;
    private final NodeResolver resolver;
    private final Folders folders;
    private final Writes writes;
    private volatile List<String> failures = List.of();
    private volatile List<Item.OfSignal> signals = List.of();
    private long lostAtNanos;
    private boolean lost;

    /** Takes the client over; it is closed with the epoch, or at once when the server does not answer properly. */
    static Epoch open(OpcUaClient client, Timings timings, Faults faults, List<Handshake> handshakes)
            throws UaException {
        try {
            return new Epoch(client, timings, faults, handshakes);
        } catch (UaException e) {
            Connector.abandon(client);
            throw e;
        }
    }

    private Epoch(OpcUaClient client, Timings timings, Faults faults, List<Handshake> handshakes) throws UaException {
        this.client = client;
        this.timings = timings;
        this.faults = faults;
        this.handshakes = handshakes;
        NamespaceTable table = client.readNamespaceTable();
        this.namespaces = table.toArray();
        int nodesPerCall = nodesPerCall(client);
        this.resolver = new NodeResolver(client, table, nodesPerCall);
        VariableTypes types = new VariableTypes(client, table, nodesPerCall);
        this.folders = new Folders(resolver, new FolderBrowser(client, table, nodesPerCall), types);
        this.writes = new Writes(client, resolver, types);
        client.addSessionActivityListener(new SessionActivityListener() {
            @Override
            public void onSessionActive(UaSession session) {
                happenings.add(new Happening.SessionBack());
            }

            @Override
            public void onSessionInactive(UaSession session) {
                happenings.add(new Happening.SessionLost());
            }
        });
    }

    /** The smallest of the server's limits for the calls we batch, since one number is enough for all of them. */
    private static int nodesPerCall(OpcUaClient client) {
        try {
            OperationLimits limits = client.getOperationLimits();
            return List.of(
                            limits.maxNodesPerBrowse(),
                            limits.maxNodesPerRead(),
                            limits.maxNodesPerTranslateBrowsePathsToNodeIds())
                    .stream()
                    .flatMap(Optional::stream)
                    .mapToInt(UInteger::intValue)
                    .filter(limit -> limit > 0)
                    .reduce(NODES_PER_CALL, Math::min);
        } catch (UaException e) {
            // A small server does not publish limits at all.
            return NODES_PER_CALL;
        }
    }

    /** Subscribes to all that the configuration and the handshakes name. */
    void subscribe(OpcUaSourceConfig config, Function<Epoch, Notifications> notifications) throws UaException {
        List<Item.OfSignal> items = new ArrayList<>();
        config.signals().forEach(one -> items.add(new Item.OfSignal(one.signal(), one.address(), one.sampling())));
        items.addAll(folders.signals(config.browse()));
        signals = List.copyOf(items);
        add(config.publishing(), () -> notifications.apply(this), items);
        for (Handshake handshake : handshakes) {
            writes.prepare(handshake.written());
            add(
                    handshake.interval(),
                    () -> new Handshake.Watch(handshake.listener(), faults, happenings::add),
                    handshake.items());
        }
        collectFailures();
    }

    private void add(Duration publishing, Supplier<? extends Listening> listeners, List<? extends Item> items)
            throws UaException {
        Subscriptions all = new Subscriptions(client, resolver, publishing, timings, faults, listeners);
        subscriptions.add(all);
        all.add(items);
    }

    void tell(Happening happening) {
        happenings.add(happening);
    }

    /**
     * Watches over the connection until it ends.
     *
     * @param whenBroken hears of each break of the session, and {@code whenWhole} of its resumption
     * @return why it ended; empty when we were asked to close
     */
    String serve(Runnable whenBroken, Runnable whenWhole) throws InterruptedException, UaException {
        while (true) {
            switch (happenings.poll(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
                case null -> {
                    // Nothing happened: time to look around.
                }
                case Happening.CloseAsked() -> {
                    return "";
                }
                case Happening.Broken(String because) -> {
                    return because;
                }
                case Happening.SessionLost() -> {
                    faults.add("session-lost");
                    lost = true;
                    lostAtNanos = System.nanoTime();
                    whenBroken.run();
                }
                case Happening.SessionBack() -> {
                    if (!Arrays.equals(namespaces, client.readNamespaceTable().toArray())) {
                        return "the server's namespaces changed";
                    }
                    lost = false;
                    subscriptions.forEach(Subscriptions::heard);
                    whenWhole.run();
                }
                case Happening.NodeGone(Item item) -> {
                    subscriptions.forEach(all -> all.gone(item));
                    collectFailures();
                }
            }
            long now = System.nanoTime();
            if (lost && now - lostAtNanos > timings.grace().toNanos()) {
                return "the session was not resumed within " + timings.grace().toSeconds() + " s";
            }
            if (!lost) {
                lookAround(now);
            }
        }
    }

    private void lookAround(long now) throws UaException {
        for (Subscriptions all : subscriptions) {
            if (all.isSilent(now)) {
                faults.add("server-silent");
                throw new OpcUaException("the server keeps the connection but sends nothing, not even keep-alives");
            }
            if (all.retryDue(now)) {
                collectFailures();
            }
        }
    }

    private void collectFailures() {
        List<String> sentences = new ArrayList<>(folders.complaints());
        subscriptions.forEach(all -> sentences.addAll(all.failures()));
        sentences.addAll(writes.failures());
        failures = List.copyOf(sentences);
    }

    /** What does not work of this connection, one sentence each; any thread. */
    List<String> degraded() {
        List<String> sentences = new ArrayList<>(failures);
        for (Item.OfSignal item : signals) {
            String complaint = item.complaint();
            if (complaint != null) {
                sentences.add(complaint);
            }
        }
        return sentences;
    }

    void write(List<OpcUaNodes.Write> values, Duration timeout) {
        writes.write(values, timeout);
    }

    /** Ends the session in order; waits for it no longer than one request may take. */
    @Override
    public void close() {
        subscriptions.forEach(Subscriptions::close);
        handshakes.forEach(handshake -> handshake.listener().lost());
        try {
            client.disconnectAsync().get(timings.request().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // It is gone already, or will be when the server's own timeout strikes.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
