package org.millwright.edge.source.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.UaResponseMessageType;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.PublishResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.SubscriptionAcknowledgement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The publish loop of one session: keeps a bounded number of requests at the server, hands each answer to its
 * subscription, and acknowledges what is safe with the next request, never earlier.
 *
 * <p>While too much is on its way to the disk it asks for no more: the server's queues hold what comes. Safe from any
 * thread; never blocks.
 */
final class Publisher {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final int MOST_REQUESTS = 16;

    /** Beyond this many unsafe messages of one subscription nothing is asked for at all. */
    static final int MOST_UNSAFE = 32;

    /**
     * One request.
     *
     * @param of the subscriptions that there were
     * @param safe what it acknowledges
     */
    private record Asked(List<ServerSubscription> of, List<SubscriptionAcknowledgement> safe) {}

    private final OpcUaClient client;
    private final NodeId session;
    private final Duration request;
    private final Faults faults;
    private final Consumer<Happening> happenings;
    private final Map<UInteger, ServerSubscription> subscriptions = new ConcurrentHashMap<>();
    private int most = MOST_REQUESTS;
    private int outstanding;
    private boolean running = true;

    /** @param session the authentication token */
    Publisher(OpcUaClient client, NodeId session, Duration request, Faults faults, Consumer<Happening> happenings) {
        this.client = client;
        this.session = session;
        this.request = request;
        this.faults = faults;
        this.happenings = happenings;
    }

    void add(ServerSubscription subscription) {
        subscriptions.put(subscription.id(), subscription);
        pump();
    }

    void remove(ServerSubscription subscription) {
        subscriptions.remove(subscription.id(), subscription);
    }

    /** Asks for nothing until {@link #resume}. */
    synchronized void pause() {
        running = false;
    }

    void resume() {
        synchronized (this) {
            running = true;
        }
        pump();
    }

    /** Asks for as much as may be outstanding; also called now and then, to try again what failed. */
    void pump() {
        // Counted, since a request of a client that is not connected has failed before it returns.
        for (int left = MOST_REQUESTS; left > 0 && mayAsk(); left--) {
            ask();
        }
    }

    private synchronized boolean mayAsk() {
        if (!running
                || outstanding >= Math.min(subscriptions.size() + 1, most)
                || subscriptions.isEmpty()
                || isHeldBack()) {
            return false;
        }
        outstanding++;
        return true;
    }

    /** True while nothing is asked for because too much is on its way to the disk. */
    boolean isHeldBack() {
        return subscriptions.values().stream().anyMatch(each -> each.backlog() >= MOST_UNSAFE);
    }

    private void ask() {
        Asked asked = new Asked(List.copyOf(subscriptions.values()), new ArrayList<>());
        Duration longest = request;
        for (ServerSubscription subscription : asked.of()) {
            subscription.sequence().drainAcknowledgements(subscription.id(), asked.safe());
            Duration keepAlive = subscription.pace().keepAlive();
            longest = keepAlive.compareTo(longest) > 0 ? keepAlive : longest;
        }
        UInteger patience = uint(Math.min(UInteger.MAX_VALUE, longest.toMillis() * MOST_REQUESTS * 2));
        PublishRequest request = new PublishRequest(
                client.newRequestHeader(session, patience), asked.safe().toArray(SubscriptionAcknowledgement[]::new));
        var _ = client.sendRequestAsync(request).whenComplete((answer, failure) -> answered(asked, answer, failure));
    }

    private void answered(Asked asked, @Nullable UaResponseMessageType answer, @Nullable Throwable failure) {
        if (answer instanceof PublishResponse response) {
            look(response.getResults());
            hand(response);
            returned();
            pump();
        } else {
            // Tried again with the next tick: at once would be a storm where each request is refused.
            refused(
                    asked,
                    UaException.extract(failure).map(UaException::getStatusCode).orElse(StatusCode.BAD));
            returned();
        }
    }

    private void hand(PublishResponse response) {
        ServerSubscription subscription = subscriptions.get(response.getSubscriptionId());
        if (subscription == null) {
            return;
        }
        try {
            subscription.arrived(Message.of(response, client.getStaticEncodingContext()));
        } catch (RuntimeException e) {
            // The loop goes on; what was in the message is missing like that of a subscription that ended.
            LOG.error("a message of subscription {} was not taken", subscription.id(), e);
            faults.add("internal");
            happenings.accept(
                    new Happening.Ended(subscription, "a message was not taken for a fault of ours (" + e + ")"));
        }
    }

    private synchronized void returned() {
        outstanding--;
    }

    /** What it was to acknowledge is acknowledged with the next. */
    private void refused(Asked asked, StatusCode status) {
        for (SubscriptionAcknowledgement each : asked.safe()) {
            ServerSubscription subscription = subscriptions.get(each.getSubscriptionId());
            if (subscription != null) {
                subscription.sequence().mayForget(each.getSequenceNumber().longValue());
            }
        }
        if (status.value() == StatusCodes.Bad_NoSubscription) {
            happenings.accept(new Happening.NoSubscription(this, asked.of()));
        } else if (status.value() == StatusCodes.Bad_TooManyPublishRequests) {
            synchronized (this) {
                most = Math.max(1, Math.min(most, outstanding) - 1);
            }
        }
    }

    /** The server does not know a number any more when it was acknowledged twice: of no harm. */
    private void look(StatusCode @Nullable [] results) {
        for (int i = 0; results != null && i < results.length; i++) {
            if (!results[i].isGood() && results[i].value() != StatusCodes.Bad_SequenceNumberUnknown) {
                faults.add("acknowledge");
            }
        }
    }
}
