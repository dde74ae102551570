package org.millwright.edge.source.opcua;

import java.util.function.Consumer;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription.SubscriptionListener;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;

/** What every subscription of a connection has to notice besides data: loss, silence, its own end. */
abstract class Listening implements SubscriptionListener {

    private final Faults faults;
    private final Consumer<Happening> happenings;
    private volatile long heardNanos = System.nanoTime();
    private volatile boolean closed;

    Listening(Faults faults, Consumer<Happening> happenings) {
        this.faults = faults;
        this.happenings = happenings;
    }

    final Faults faults() {
        return faults;
    }

    final void tell(Happening happening) {
        happenings.accept(happening);
    }

    /** From now on whatever still comes in is not for us. */
    final void close() {
        closed = true;
    }

    final boolean isClosed() {
        return closed;
    }

    /** Something came from the server just now. */
    final void heard() {
        heardNanos = System.nanoTime();
    }

    final long heardNanos() {
        return heardNanos;
    }

    @Override
    public final void onKeepAliveReceived(OpcUaSubscription subscription) {
        heard();
    }

    @Override
    public final void onNotificationDataLost(OpcUaSubscription subscription) {
        faults.add("notification-lost");
    }

    @Override
    public final void onStatusChanged(OpcUaSubscription subscription, StatusCode status) {
        if (status.value() == StatusCodes.Bad_Timeout) {
            tell(new Happening.Broken("the server let a subscription time out"));
        } else if (!status.isGood() || status.value() == StatusCodes.Good_SubscriptionTransferred) {
            tell(new Happening.Broken("the server ended a subscription (" + Statuses.name(status.value()) + ")"));
        }
    }

    @Override
    public final void onTransferFailed(OpcUaSubscription subscription, StatusCode status) {
        tell(new Happening.Broken(
                "the server no longer has our subscriptions (" + Statuses.name(status.value()) + ")"));
    }
}
