package org.millwright.simulator.faults;

import java.time.Duration;
import java.util.Optional;
import org.millwright.simulator.faults.Plan.Mqtt;
import org.millwright.simulator.faults.Plan.OpcUa;

/** What a scenario declares that its sources keep. It is looked up in the plan before the scenario runs. */
sealed interface Keep {

    /** Why the plan does not keep that; empty when it does. */
    Optional<String> missingIn(Plan plan);

    /** The server's queue of each signal holds all values of this time. */
    record OpcUaQueue(Duration time) implements Keep {

        @Override
        public Optional<String> missingIn(Plan plan) {
            OpcUa opcUa = plan.opcUa().orElseThrow();
            Duration held = opcUa.period().multipliedBy(opcUa.queue());
            return held.compareTo(time) >= 0
                    ? Optional.empty()
                    : Optional.of("queues of " + opcUa.queue() + " values hold " + held + ", less than " + time);
        }

        @Override
        public String toString() {
            return "OPC UA queues of " + time.toSeconds() + " s";
        }
    }

    /** The server's history reaches so far back. */
    record OpcUaHistory(Duration time) implements Keep {

        @Override
        public Optional<String> missingIn(Plan plan) {
            Duration history = plan.opcUa().orElseThrow().history();
            return history.compareTo(time) >= 0
                    ? Optional.empty()
                    : Optional.of("a history of " + history + " is shorter than " + time);
        }

        @Override
        public String toString() {
            return "OPC UA history of " + time.toMinutes() + " min";
        }
    }

    /** The publisher sends with QoS 1, and the broker keeps the agent's session while the agent is away. */
    record MqttSession() implements Keep {

        @Override
        public Optional<String> missingIn(Plan plan) {
            Mqtt mqtt = plan.mqtt().orElseThrow();
            return mqtt.options().contains("--qos=0")
                    ? Optional.of("the load publishes with QoS 0, which no broker keeps")
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return "persistent MQTT session, QoS 1";
        }
    }

    /** The broker's sessions are on its disk. */
    record BrokerState() implements Keep {

        @Override
        public Optional<String> missingIn(Plan plan) {
            return plan.mqtt().orElseThrow().keepsState()
                    ? Optional.empty()
                    : Optional.of("the broker keeps its sessions in memory only");
        }

        @Override
        public String toString() {
            return "broker state on disk";
        }
    }

    /** Every message carries its source's time, so that one that comes twice can be known. */
    record SourceTimes() implements Keep {

        @Override
        public Optional<String> missingIn(Plan plan) {
            return plan.mqtt().orElseThrow().format().equals("json")
                    ? Optional.empty()
                    : Optional.of("plain payloads have no time");
        }

        @Override
        public String toString() {
            return "source times in the payload";
        }
    }
}
