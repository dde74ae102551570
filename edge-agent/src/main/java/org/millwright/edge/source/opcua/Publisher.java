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

/**
 * The publish loop of one session: keeps a bounded number of requests at the server, hands each answer to its
 * subscription, and acknowledges what is safe with the next request, never earlier.
 *
 * <p>While too much is on its way to the disk it asks for no more: the server's queues hold what comes. Safe from any
 * thread; never blocks.
 */
final class Publisher {

    private static final int MOST_REQUESTS = 16;

    /** Beyond this many unsafe messages of one subscription nothing is asked for at all. */
    static final int MOST_UNSAFE = 32;

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
        while (mayAsk()) {
            ask();
        }
    }

    private synchronized boolean mayAsk() {
        if (!running || outstanding >= Math.min(subscriptions.size() + 1, most) || subscriptions.isEmpty()) {
            return false;
        }
        for (ServerSubscription subscription : subscriptions.values()) {
            if (subscription.backlog() >= MOST_UNSAFE) {
                return false;
            }
        }
        outstanding++;
        return true;
    }

    private void ask() {
        List<SubscriptionAcknowledgement> safe = new ArrayList<>();
        Duration longest = request;
        for (ServerSubscription subscription : subscriptions.values()) {
            subscription.sequence().drainAcknowledgements(subscription.id(), safe);
            Duration keepAlive = subscription.pace().keepAlive();
            longest = keepAlive.compareTo(longest) > 0 ? keepAlive : longest;
        }
        UInteger patience = uint(Math.min(UInteger.MAX_VALUE, longest.toMillis() * MOST_REQUESTS * 2));
        PublishRequest asked = new PublishRequest(
                client.newRequestHeader(session, patience), safe.toArray(SubscriptionAcknowledgement[]::new));
        var _ = client.sendRequestAsync(asked).whenComplete((answer, failure) -> answered(answer, failure));
    }

    private void answered(@Nullable UaResponseMessageType answer, @Nullable Throwable failure) {
        if (answer instanceof PublishResponse response) {
            look(response.getResults());
            ServerSubscription subscription = subscriptions.get(response.getSubscriptionId());
            if (subscription != null) {
                subscription.arrived(Message.of(response, client.getStaticEncodingContext()));
            }
            returned();
            pump();
        } else {
            // Tried again with the next tick: at once would be a storm where each request is refused.
            refused(UaException.extract(failure).map(UaException::getStatusCode).orElse(StatusCode.BAD));
            returned();
        }
    }

    private synchronized void returned() {
        outstanding--;
    }

    private void refused(StatusCode status) {
        if (status.value() == StatusCodes.Bad_NoSubscription) {
            happenings.accept(new Happening.NoSubscription(this));
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
