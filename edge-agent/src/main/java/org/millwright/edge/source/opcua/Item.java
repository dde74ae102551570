package org.millwright.edge.source.opcua;

import java.time.Duration;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;
import org.millwright.edge.config.OpcUaSourceConfig.Sampling;
import org.millwright.edge.signal.Signal;

/**
 * One node that is to be monitored on this connection, and how that goes. Its fields belong to the source's own thread,
 * unless said otherwise.
 */
abstract sealed class Item {

    private final String name;
    private final NodeAddress address;
    private final Sampling sampling;
    private @Nullable OpcUaMonitoredItem monitored;
    private @Nullable String failure;
    private int failures;
    private long retryAtNanos;

    private Item(String name, NodeAddress address, Sampling sampling) {
        this.name = name;
        this.address = address;
        this.sampling = sampling;
    }

    String name() {
        return name;
    }

    NodeAddress address() {
        return address;
    }

    Sampling sampling() {
        return sampling;
    }

    @Nullable
    OpcUaMonitoredItem monitored() {
        return monitored;
    }

    void worksAs(OpcUaMonitoredItem item) {
        monitored = item;
        failure = null;
        failures = 0;
    }

    /** The sentence is shown behind the item's name. */
    void failed(String sentence) {
        monitored = null;
        failure = sentence;
        failures++;
    }

    void retryAfter(Duration delay, long nowNanos) {
        retryAtNanos = nowNanos + delay.toNanos();
    }

    boolean isDue(long nowNanos) {
        return nowNanos - retryAtNanos >= 0;
    }

    int failures() {
        return failures;
    }

    String sentence() {
        return name + ": " + failure;
    }

    /** A node whose values are readings. */
    static final class OfSignal extends Item {

        private final Signal signal;
        private volatile @Nullable String complaint;

        OfSignal(Signal signal, NodeAddress address, Sampling sampling) {
            super(signal.machine().name() + "/" + signal.name(), address, sampling);
            this.signal = signal;
        }

        Signal signal() {
            return signal;
        }

        /** What is wrong with the values that come, if anything; written by the client's threads, read by any. */
        @Nullable
        String complaint() {
            return complaint;
        }

        void complain(@Nullable String sentence) {
            complaint = sentence;
        }
    }

    /** A node of a handshake. */
    static final class Watched extends Item {

        Watched(NodeAddress address, Sampling sampling) {
            super("handshake node " + NodeResolver.describe(address), address, sampling);
        }
    }
}
