package org.millwright.edge.source.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;
import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.time.Duration;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.structured.CreateSubscriptionResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ModifySubscriptionResponse;

/** On what terms we ask a server for a subscription; it may revise them. */
record Terms(double millis, UInteger keepAlives, UInteger lifetimes) {

    private static final UInteger MOST_NOTIFICATIONS = uint(65_535);

    static Terms of(Duration publishing, Timings timings) {
        double millis = publishing.toNanos() / 1e6;
        long keepAlives = Math.max(1, Math.round(timings.keepAlive().toMillis() / millis));
        long lifetimes = Math.max(3 * keepAlives, Math.round(timings.lifetime().toMillis() / millis));
        return new Terms(millis, uint(keepAlives), uint(lifetimes));
    }

    CreateSubscriptionResponse create(OpcUaClient client) throws UaException {
        return client.createSubscription(millis, lifetimes, keepAlives, MOST_NOTIFICATIONS, true, ubyte(0));
    }

    /** The pace of a subscription that was created on these terms. */
    static ServerSubscription.Pace pace(CreateSubscriptionResponse made) {
        return pace(
                made.getRevisedPublishingInterval(),
                made.getRevisedMaxKeepAliveCount(),
                made.getRevisedLifetimeCount());
    }

    /** Puts a subscription of an earlier session on these terms. */
    ServerSubscription.Pace modify(OpcUaClient client, UInteger subscription) throws UaException {
        ModifySubscriptionResponse revised =
                client.modifySubscription(subscription, millis, lifetimes, keepAlives, MOST_NOTIFICATIONS, ubyte(0));
        return pace(
                revised.getRevisedPublishingInterval(),
                revised.getRevisedMaxKeepAliveCount(),
                revised.getRevisedLifetimeCount());
    }

    private static ServerSubscription.Pace pace(double millis, UInteger keepAlives, UInteger lifetimes) {
        return new ServerSubscription.Pace(
                Duration.ofNanos(Math.round(millis * 1e6)),
                Duration.ofMillis(Math.round(millis * keepAlives.doubleValue())),
                Duration.ofMillis(Math.round(millis * lifetimes.doubleValue())));
    }
}
