package org.millwright.simulator.faults;

import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The agent's configuration for a plan. */
final class AgentFile {

    /** The tables of the two loads. */
    static final String OPCUA_TABLE = "opcload";

    static final String MQTT_TABLE = "mqttload";

    private AgentFile() {}

    /** @param store the store's section, such as {@code {embedded: {port: 9000}}} */
    static String write(Plan plan, Path data, int opcUaPort, int mqttPort, String store, int webPort) {
        StringBuilder file = new StringBuilder("""
                site: {enterprise: acme, site: ulm, area: trials, line: line-1}
                data: %s
                sources:
                """.formatted(data));
        plan.opcUa().ifPresent(opcUa -> file.append(opcUa(opcUa, opcUaPort)));
        plan.mqtt().ifPresent(mqtt -> file.append(mqtt(mqtt, mqttPort)));
        return file.append("store: ")
                .append(store)
                .append("\nweb: {host: 127.0.0.1, port: ")
                .append(webPort)
                .append("}\n")
                .toString();
    }

    private static String opcUa(Plan.OpcUa plan, int port) {
        return """
                  - opcua:
                      name: plant
                      endpoint: opc.tcp://127.0.0.1:%d/millwright
                      security: None
                      sampling: %dms
                      publishing: %dms
                      queue-size: %d
                      machines:
                        - name: plc-1
                          kind: %s
                          prefix: "nsu=urn:millwright:simulator;s="
                          signals:
                """.formatted(port, sampling(plan), plan.publishing().toMillis(), plan.queue(), OPCUA_TABLE)
                + signals(plan.signals(), i -> "{name: s" + i + ", node: Load." + i + "}");
    }

    /**
     * The simulator pushes. node-opcua samples, and never more often than every 50 ms, as often as the numbers change: it
     * would miss one now and then. Asked for 0 it reports every change.
     */
    private static long sampling(Plan.OpcUa plan) {
        return switch (plan.stack()) {
            case MILO -> plan.period().toMillis();
            case NODE_OPCUA -> 0;
        };
    }

    private static String mqtt(Plan.Mqtt plan, int port) {
        String where = plan.format().equals("json") ? ", value: /seq, time: /ts" : "";
        return """
                  - mqtt:
                      name: cell
                      broker: tcp://127.0.0.1:%d
                      machines:
                        - name: cell-1
                          kind: %s
                          signals:
                """.formatted(port, MQTT_TABLE)
                + signals(plan.topics(), i -> "{name: t" + i + ", topic: load/" + i + where + "}");
    }

    private static String signals(int count, IntFunction<String> one) {
        return IntStream.range(0, count)
                .mapToObj(i -> "            - " + one.apply(i) + "\n")
                .collect(Collectors.joining());
    }
}
