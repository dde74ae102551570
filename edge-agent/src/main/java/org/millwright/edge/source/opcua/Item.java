package org.millwright.edge.source.opcua;

import java.time.Duration;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.jspecify.annotations.Nullable;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;
import org.millwright.edge.config.OpcUaSourceConfig.Sampling;
import org.millwright.edge.signal.Channel;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Signal;

/**
 * One node that is to be monitored, and how that goes. Its fields belong to the source's own thread, unless said otherwise.
 */
abstract sealed class Item {

    /** Where an item is monitored. */
    record Monitored(ServerSubscription in, UInteger id) {}

    private final String name;
    private final NodeAddress address;
    private final Sampling sampling;
    private int index;
    private @Nullable Monitored monitored;
    private Duration sampledEvery = Duration.ZERO;
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

    /** Its place in the list of {@link Items} that it is in. */
    int index() {
        return index;
    }

    void place(int at) {
        index = at;
    }

    @Nullable
    Monitored monitored() {
        return monitored;
    }

    /** How often the server says that it looks; zero where it did not say, or reports every change. */
    Duration sampledEvery() {
        return sampledEvery;
    }

    void sampledEvery(Duration revised) {
        sampledEvery = revised;
    }

    void worksAs(Monitored as) {
        monitored = as;
        failure = null;
        failures = 0;
    }

    /** Not monitored any more, and that is no fault of its own. */
    void released() {
        monitored = null;
        failure = null;
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
        private volatile long lastNanos = Reading.UNKNOWN_TIME;
        private volatile long resumedNanos = Reading.UNKNOWN_TIME;
        private volatile boolean resuming;

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

        /** The timestamp of the last live reading of this run of the agent; any thread. */
        long lastNanos() {
            return lastNanos;
        }

        /** A live reading was taken; the client's threads, one at a time. */
        void read(long timestampNanos) {
            if (resuming) {
                resumedNanos = timestampNanos;
                resuming = false;
            }
            lastNanos = timestampNanos;
        }

        /** What came before may be incomplete: the next live reading ends the gap. */
        void resume() {
            resumedNanos = Reading.UNKNOWN_TIME;
            resuming = true;
        }

        /** The timestamp of the first live reading after {@link #resume}, or {@link Reading#UNKNOWN_TIME}. */
        long resumedNanos() {
            return resumedNanos;
        }
    }

    /** A node of a handshake. */
    static final class Watched extends Item {

        Watched(NodeAddress address, Sampling sampling) {
            super("handshake node " + NodeResolver.describe(address), address, sampling);
        }
    }

    /** A node whose values are waveforms. */
    static final class OfChannel extends Item {

        private final Channel channel;

        OfChannel(Channel channel, NodeAddress address, Sampling sampling) {
            super("waveform " + channel, address, sampling);
            this.channel = channel;
        }

        Channel channel() {
            return channel;
        }
    }
}
