package org.millwright.simulator.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the programs are.
 *
 * @param home the repository's root
 * @param agentClasspath with the agent's classes
 * @param simulatorClasspath with the simulator's
 */
record Tools(Path home, String agentClasspath, String simulatorClasspath) {

    private static final String PEER = "edge-agent/src/test/peers/node-opcua";

    static Optional<Path> mosquitto() {
        return first("/usr/sbin/mosquitto", "/usr/bin/mosquitto", "/usr/local/sbin/mosquitto");
    }

    static Optional<Path> influxd() {
        return first("/usr/bin/influxd", "/usr/local/bin/influxd");
    }

    static Optional<Path> node() {
        return first("/usr/bin/node", "/usr/local/bin/node");
    }

    private static Optional<Path> first(String... places) {
        return Stream.of(places).map(Path::of).filter(Files::isExecutable).findFirst();
    }

    Path nodeOpcUa() {
        return home.resolve(PEER);
    }

    /** What this plan needs and this machine has not; empty when all is there. */
    Optional<String> missingFor(Plan plan) {
        if (plan.store() == Plan.StoreKind.INFLUX && influxd().isEmpty()) {
            return Optional.of("InfluxDB 1 is not installed (Debian package influxdb)");
        }
        if (plan.mqtt()
                        .filter(mqtt -> mqtt.broker() == Plan.Mqtt.Broker.MOSQUITTO)
                        .isPresent()
                && mosquitto().isEmpty()) {
            return Optional.of("Mosquitto is not installed (Debian package mosquitto)");
        }
        boolean needsNode = plan.opcUa()
                .filter(opcUa -> opcUa.stack() == Plan.OpcUa.Stack.NODE_OPCUA)
                .isPresent();
        if (needsNode && (node().isEmpty() || !Files.isDirectory(nodeOpcUa().resolve("node_modules")))) {
            return Optional.of("node-opcua is not installed: run 'npm ci' in " + nodeOpcUa());
        }
        return Optional.empty();
    }
}
