package org.millwright.edge.source.opcua;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaSession;
import org.eclipse.milo.opcua.sdk.client.SessionActivityListener;
import org.eclipse.milo.opcua.sdk.client.UaSession;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Notice;

/**
 * One session, through the phases of {@link Phase}, from its beginning to its end. What is only valid for it (node ids, the
 * publish loop) dies with it; what outlives it is in {@link Kept}.
 *
 * <p>A short break is bridged: the library resumes the session, and what was sent meanwhile is asked for again.
 */
final class Epoch {

    private static final Duration TICK = Duration.ofMillis(50);

    private final Setting setting;
    private final Link link;
    private final Groups groups;
    private final Backfill backfill;
    private final SessionActivityListener listener;
    private long lostAtNanos;
    private long pulseAtNanos = System.nanoTime();
    private long lookedAtNanos = System.nanoTime();

    static Epoch open(OpcUaClient client, Setting setting) throws UaException, InterruptedException {
        OpcUaSession session = client.getSession();
        ServerFacts facts = ServerFacts.read(client);
        Publisher publisher = new Publisher(
                client,
                session.getAuthenticationToken(),
                setting.timings().request(),
                setting.faults(),
                setting.context().happenings());
        NodeResolver resolver = new NodeResolver(client, facts.namespaces(), facts.nodesPerCall());
        return new Epoch(setting, new Link(client, session.getSessionId(), facts, resolver, publisher));
    }

    private Epoch(Setting setting, Link link) throws UaException, InterruptedException {
        this.setting = setting;
        this.link = link;
        this.listener = new SessionActivityListener() {
            @Override
            public void onSessionActive(UaSession session) {
                setting.happenings().add(new Happening.SessionActive(session.getSessionId()));
            }

            @Override
            public void onSessionInactive(UaSession session) {
                setting.happenings().add(new Happening.SessionLost());
            }
        };
        link.client().addSessionActivityListener(listener);
        this.groups = new Groups(link, setting);
        Kept.Beginning beginning = setting.kept().begin(link.facts(), groups.signals());
        if (beginning.serverRestarted()) {
            setting.log()
                    .tell(
                            Notice.Kind.SOURCE_RESTARTED,
                            Double.NaN,
                            "the server was restarted at "
                                    + Times.text(link.facts().startNanos()) + " by its clock");
        }
        groups.prepare();
        this.backfill = new Backfill(
                link, setting.context(), setting.log(), setting.timings().keepAlive(), setting.kept());
    }

    /** Serves until nothing more is to be done with the session, and says why. */
    Phase.Over serve() throws UaException, InterruptedException {
        Phase phase = new Phase.TakingOver();
        while (true) {
            if (phase instanceof Phase.Over over) {
                return over;
            }
            phase = phase.after(
                    switch (phase) {
                        case Phase.TakingOver() -> takeOver();
                        case Phase.CatchingUp() -> catchUp();
                        case Phase.Completing() -> complete();
                        case Phase.Live() -> live();
                        case Phase.Broken() -> waitForSession();
                        case Phase.Over over -> throw new IllegalStateException("over already: " + over);
                    });
        }
    }

    private Phase.Outcome takeOver() throws UaException, InterruptedException {
        return new TakingOver(link, setting, groups).run();
    }

    private Phase.Outcome catchUp() throws UaException, InterruptedException {
        if (!setting.vitals().ask(link)) {
            groups.endAll(true);
            return new Phase.Outcome.Renumbered();
        }
        CatchUp again = new CatchUp(link);
        for (ServerSubscription subscription : groups.subscriptions()) {
            long since = groups.completeNanos(subscription);
            settle(subscription, since, again.all(subscription, groups.available(subscription)));
        }
        link.publisher().resume();
        return new Phase.Outcome.CaughtUp();
    }

    /** What could not be fetched again is a gap; then goes on with what was held back. */
    private void settle(ServerSubscription subscription, long sinceNanos, CatchUp.Result result)
            throws InterruptedException {
        switch (result) {
            case CatchUp.Result.Whole() -> {
                // Nothing is missing.
            }
            case CatchUp.Result.Lost(long messages) -> {
                setting.faults().add("notification-lost");
                List<Item.OfSignal> items = groups.signalsOf(subscription);
                if (!items.isEmpty()) {
                    setting.kept().gapOpened(sinceNanos);
                    setting.kept().putGapAway();
                    backfill.open(new Backfill.Gap(sinceNanos, Loss.Reason.SEQUENCE_GAP, messages, items, false));
                }
            }
            case CatchUp.Result.Gone() -> groups.end(subscription, false);
        }
        subscription.caughtUp();
    }

    private Phase.Outcome complete() throws UaException, InterruptedException {
        Optional<Kept.NewGap> missing = setting.kept().takeNewGap();
        if (missing.isPresent()) {
            boolean again = missing.get().again();
            List<Item.OfSignal> items = again ? setting.kept().items().all() : groups.unmonitored();
            setting.kept().putGapAway();
            if (!items.isEmpty()) {
                backfill.open(new Backfill.Gap(missing.get().sinceNanos(), Loss.Reason.NOT_KEPT, 0, items, again));
            }
        }
        groups.complete();
        link.publisher().resume();
        setting.whenWhole().run();
        return new Phase.Outcome.Completed();
    }

    private Phase.Outcome live() throws UaException, InterruptedException {
        while (true) {
            Optional<Phase.Outcome> outcome = heed(setting.happenings().poll(TICK.toMillis(), TimeUnit.MILLISECONDS));
            long now = System.nanoTime();
            if (outcome.isEmpty() && now - lookedAtNanos >= TICK.toNanos()) {
                lookedAtNanos = now;
                outcome = lookAround(now);
            }
            if (outcome.isPresent()) {
                return outcome.get();
            }
        }
    }

    private Optional<Phase.Outcome> heed(@org.jspecify.annotations.Nullable Happening happening)
            throws UaException, InterruptedException {
        return switch (happening) {
            case null -> Optional.empty();
            case Happening.CloseAsked() -> Optional.of(new Phase.Outcome.Ended(""));
            case Happening.SessionLost() -> {
                setting.faults().add("session-lost");
                lostAtNanos = System.nanoTime();
                link.publisher().pause();
                groups.subscriptions().forEach(ServerSubscription::catchUp);
                setting.whenBroken().run();
                yield Optional.of(new Phase.Outcome.SessionLost());
            }
            case Happening.SessionActive(var session) ->
                session.equals(link.session()) ? Optional.empty() : Optional.of(new Phase.Outcome.SessionReplaced());
            case Happening.Missing missing -> {
                long since = groups.completeNanos(missing.subscription());
                settle(missing.subscription(), since, new CatchUp(link).upTo(missing.subscription(), missing.until()));
                yield missing.subscription().isClosed()
                        ? Optional.of(new Phase.Outcome.SubscriptionEnded())
                        : Optional.empty();
            }
            case Happening.Ended(ServerSubscription subscription, String because) ->
                ended(subscription, because, "subscription-ended", true);
            case Happening.NoSubscription(Publisher by, List<ServerSubscription> asked) ->
                by == link.publisher() ? noneLeft(asked) : Optional.empty();
            case Happening.NodeGone(Item item) -> {
                groups.gone(item);
                yield Optional.empty();
            }
            case Happening.Stepped(Duration step) -> {
                setting.vitals().stampsStepped(step);
                yield Optional.empty();
            }
        };
    }

    private Optional<Phase.Outcome> noneLeft(List<ServerSubscription> asked) {
        List<ServerSubscription> gone = asked.stream().filter(groups::has).toList();
        if (gone.isEmpty()) {
            return Optional.empty();
        }
        gone.forEach(each -> groups.end(each, false));
        setting.faults().add("subscription-ended");
        return Optional.of(new Phase.Outcome.SubscriptionEnded());
    }

    private Optional<Phase.Outcome> ended(
            ServerSubscription subscription, String because, String fault, boolean delete) {
        if (!groups.has(subscription)) {
            return Optional.empty();
        }
        setting.faults().add(fault);
        setting.log().say("subscription " + subscription.id() + " is made anew: " + because);
        groups.end(subscription, delete);
        return Optional.of(new Phase.Outcome.SubscriptionEnded());
    }

    private Optional<Phase.Outcome> lookAround(long now) throws UaException, InterruptedException {
        link.publisher().pump();
        if (link.publisher().isHeldBack()) {
            // Who is not asked says nothing.
            groups.heard();
        }
        groups.tick(now);
        backfill.step();
        Optional<ServerSubscription> silent = groups.silent(now);
        if (silent.isPresent() || now - pulseAtNanos > setting.timings().pulse().toNanos()) {
            pulseAtNanos = now;
            if (!isSame(silent.isPresent())) {
                groups.endAll(true);
                return Optional.of(new Phase.Outcome.Renumbered());
            }
        }
        // The server answers, only this subscription says nothing any more.
        return silent.flatMap(subscription ->
                ended(subscription, "it sends nothing, not even keep-alives", "subscription-silent", true));
    }

    private boolean isSame(boolean silent) throws UaException, InterruptedException {
        try {
            return setting.vitals().ask(link);
        } catch (UaException e) {
            setting.faults().add(silent ? "server-silent" : "pulse");
            if (silent) {
                throw new OpcUaException("the server keeps the connection but sends nothing, not even keep-alives", e);
            }
            return true;
        }
    }

    private Phase.Outcome waitForSession() throws InterruptedException {
        Phase.Outcome outcome = new SessionWait(setting, link.session()).until(lostAtNanos);
        groups.heard();
        return outcome;
    }

    /** What does not work of this session, one sentence each; any thread. */
    List<String> degraded() {
        return groups.degraded();
    }

    void write(List<OpcUaNodes.Write> values, Duration timeout) {
        groups.write(values, timeout);
    }

    /** Nothing more is asked for or listened to; what the server has to keep for the next session it keeps. */
    void close() {
        link.client().removeSessionActivityListener(listener);
        link.publisher().pause();
        groups.leave();
        if (!backfill.isIdle()) {
            setting.kept().fillAgain();
        }
    }
}
