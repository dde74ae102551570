package org.millwright.edge.source.opcua;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.millwright.edge.config.OpcUaSourceConfig;

/**
 * All that one session monitors, polls and writes: the signals in one group of subscriptions, each handshake in one of its
 * own, since each publishes at an interval of its own.
 *
 * <p>Confined to the source's own thread, unless said otherwise.
 */
final class Groups {

    private final Link link;
    private final Setting setting;
    private final Writes writes;
    private final Folders folders;
    private final List<Item.OfSignal> found;
    private final List<Subscriptions> all = new ArrayList<>();
    private final Polling polling;
    private final Map<ServerSubscription, Set<Long>> available = new HashMap<>();
    private boolean stale;
    private volatile List<String> failures = List.of();
    private volatile List<Item.OfSignal> signals = List.of();

    Groups(Link link, Setting setting) throws UaException {
        this.link = link;
        this.setting = setting;
        int nodesPerCall = link.facts().nodesPerCall();
        VariableTypes types = new VariableTypes(link.client(), link.facts().namespaces(), nodesPerCall);
        this.folders = new Folders(
                link.resolver(), new FolderBrowser(link.client(), link.facts().namespaces(), nodesPerCall), types);
        this.writes = new Writes(link.client(), link.resolver(), types);
        Notifications.Context context = setting.context();
        this.polling = new Polling(link, context.readings(), context.intake(), context.clock());
        var config = setting.wanted().config();
        this.found = new ArrayList<>();
        config.signals().forEach(one -> found.add(new Item.OfSignal(one.signal(), one.address(), one.sampling())));
        found.addAll(folders.signals(config.browse()));
    }

    /** What the configuration names, and what its folders hold on this server. */
    List<Item.OfSignal> signals() {
        return found;
    }

    /** The handshakes first: where room is scarce, theirs is needed more. */
    void prepare() throws UaException {
        for (Handshake handshake : setting.wanted().handshakes()) {
            writes.prepare(handshake.written());
            Items<Item.Watched> items = handshake.items();
            all.add(passing(handshake.interval(), items, new Handshake.Watch(handshake.listener(), items)));
        }
        OpcUaSourceConfig config = setting.wanted().config();
        if (!config.waveforms().isEmpty()) {
            Waveforms waveforms = Waveforms.of(
                    config.waveforms(),
                    setting.wanted().recordings(),
                    setting.context().clock());
            all.add(passing(config.publishing(), waveforms.items(), waveforms));
        }
        signals = setting.kept().items().all();
        all.add(group(
                setting.wanted().config().publishing(), setting.kept().items(), setting.kept(), Optional.of(polling)));
        setting.kept().items().all().forEach(Item::released);
    }

    /** What ends with the session. */
    private Subscriptions passing(
            Duration publishing, Items<? extends Item> items, ServerSubscription.Receiver receiver) {
        return group(
                publishing,
                items,
                new Subscriptions.Places() {
                    @Override
                    public ServerSubscription.Receiver receiver(int place) {
                        return receiver;
                    }

                    @Override
                    public void taken(int place, ServerSubscription subscription) {
                        // Nothing of it outlives the session.
                    }
                },
                Optional.empty());
    }

    private Subscriptions group(
            Duration publishing, Items<? extends Item> items, Subscriptions.Places places, Optional<Polling> polled) {
        return new Subscriptions(
                link,
                publishing,
                setting.timings(),
                setting.faults(),
                items,
                places,
                setting.context().happenings(),
                polled);
    }

    private Subscriptions telemetry() {
        return all.getLast();
    }

    void adopt(Kept.Survivor survivor, TakeOver.Result.Ours ours) throws UaException {
        available.put(survivor.subscription(), ours.available());
        telemetry().adopt(survivor.place(), survivor.subscription(), ours.monitored());
    }

    /** What the server said, when the subscription was taken over, that it can send again. */
    Set<Long> available(ServerSubscription subscription) {
        Set<Long> numbers = available.remove(subscription);
        return numbers == null ? Set.of() : numbers;
    }

    List<ServerSubscription> subscriptions() {
        return all.stream().flatMap(group -> group.all().stream()).toList();
    }

    /** Nothing of before this source time is missing of the subscription; 0 for a handshake's. */
    long completeNanos(ServerSubscription subscription) {
        return setting.kept()
                .of(subscription)
                .map(survivor -> survivor.notifications().completeNanos())
                .orElse(0L);
    }

    List<Item.OfSignal> signalsOf(ServerSubscription subscription) {
        return telemetry().itemsOf(subscription).stream()
                .flatMap(item -> item instanceof Item.OfSignal signal ? Stream.of(signal) : Stream.empty())
                .toList();
    }

    /** The signals that no subscription brings. */
    List<Item.OfSignal> unmonitored() {
        return setting.kept().items().all().stream()
                .filter(item -> item.monitored() == null)
                .toList();
    }

    void complete() throws UaException {
        for (Subscriptions group : all) {
            group.complete();
        }
        collectFailures();
    }

    boolean has(ServerSubscription subscription) {
        return all.stream().anyMatch(group -> group.has(subscription));
    }

    /** Lets go of a subscription; what it did not bring is noted as missing. */
    void end(ServerSubscription subscription, boolean delete) {
        all.forEach(group -> group.end(subscription, delete));
        setting.kept().of(subscription).ifPresent(survivor -> setting.kept().giveUp(survivor.place()));
    }

    void endAll(boolean delete) {
        subscriptions().forEach(subscription -> end(subscription, delete));
    }

    void gone(Item item) throws UaException {
        for (Subscriptions group : all) {
            group.gone(item);
        }
        stale = true;
    }

    /** Retries, polls, and offers again what is due. */
    void tick(long now) throws UaException {
        for (Subscriptions group : all) {
            stale |= group.retryDue(now);
        }
        if (stale) {
            collectFailures();
        }
        polling.askDue(now);
        telemetry().pace(now);
        setting.kept().survivors().forEach(survivor -> survivor.notifications().offerAgain());
    }

    Optional<ServerSubscription> silent(long now) {
        return subscriptions().stream()
                .filter(each -> each.isSilent(now, setting.timings().silence()))
                .findFirst();
    }

    void heard() {
        all.forEach(Subscriptions::heard);
    }

    private void collectFailures() {
        stale = false;
        List<String> sentences = new ArrayList<>(folders.complaints());
        all.forEach(group -> sentences.addAll(group.failures()));
        sentences.addAll(SlowSampling.sentences(setting.kept().items().all()));
        sentences.addAll(writes.failures());
        failures = List.copyOf(sentences);
    }

    /** What does not work, one sentence each; any thread. */
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

    /** The handshakes' subscriptions end with the session; the signals' may go on in another. */
    void leave() {
        for (Subscriptions group : all) {
            if (group != telemetry()) {
                group.all().forEach(subscription -> group.end(subscription, true));
            }
        }
        setting.wanted().handshakes().forEach(handshake -> handshake.listener().lost());
    }
}
