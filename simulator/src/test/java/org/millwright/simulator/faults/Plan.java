package org.millwright.simulator.faults;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What runs: the sources, how they keep what they made, and the store.
 *
 * @param dataMebibytes of a file system of its own for the agent's data folder; 0: an ordinary folder
 */
record Plan(Optional<OpcUa> opcUa, Optional<Mqtt> mqtt, StoreKind store, int dataMebibytes) {

    /** Where the agent writes. */
    enum StoreKind {
        /** The agent's own. */
        EMBEDDED,
        /** A real InfluxDB 1, behind a {@link StoreProxy}. */
        INFLUX
    }

    /**
     * An OPC UA server with signals that count.
     *
     * @param queue values that the server keeps of each signal
     * @param history how long it can be read back; zero: not at all
     * @param options more for the load
     */
    record OpcUa(
            Stack stack,
            int signals,
            Duration period,
            int queue,
            Duration publishing,
            Duration history,
            List<String> options) {

        enum Stack {
            MILO,
            NODE_OPCUA
        }

        OpcUa with(Stack other) {
            return new OpcUa(other, signals, period, queue, publishing, history, options);
        }

        OpcUa with(String... more) {
            return new OpcUa(stack, signals, period, queue, publishing, history, List.of(more));
        }

        OpcUa of(int count, Duration every) {
            return new OpcUa(stack, count, every, queue, publishing, history, options);
        }

        OpcUa withoutHistory() {
            return new OpcUa(stack, signals, period, queue, publishing, Duration.ZERO, options);
        }
    }

    /**
     * A broker and a client that publishes numbers on many topics, at QoS 1.
     *
     * @param keepsState whether the broker's sessions outlive it
     */
    record Mqtt(Broker broker, boolean keepsState, int topics, Duration period, String format, List<String> options) {

        enum Broker {
            MOSQUITTO,
            HIVEMQ
        }

        Mqtt on(Broker other, boolean keeps) {
            return new Mqtt(other, keeps, topics, period, format, options);
        }

        Mqtt with(String... more) {
            return new Mqtt(broker, keepsState, topics, period, format, List.of(more));
        }
    }

    /** Twenty signals at 20 Hz, two minutes in the server's queues, an hour in its history. */
    static final OpcUa USUAL_OPCUA = new OpcUa(
            OpcUa.Stack.MILO, 20, Duration.ofMillis(50), 2_400, Duration.ofMillis(100), Duration.ofHours(1), List.of());

    static final Mqtt USUAL_MQTT = new Mqtt(Mqtt.Broker.MOSQUITTO, true, 10, Duration.ofMillis(50), "json", List.of());

    static Plan both(StoreKind store) {
        return new Plan(Optional.of(USUAL_OPCUA), Optional.of(USUAL_MQTT), store, 0);
    }

    static Plan opcUa(OpcUa opcUa, StoreKind store) {
        return new Plan(Optional.of(opcUa), Optional.empty(), store, 0);
    }

    static Plan mqtt(Mqtt mqtt, StoreKind store) {
        return new Plan(Optional.empty(), Optional.of(mqtt), store, 0);
    }

    Plan onADiskOf(int mebibytes) {
        return new Plan(opcUa, mqtt, store, mebibytes);
    }
}
