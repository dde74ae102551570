package org.millwright.edge.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The agent's configuration for the load.
 *
 * @param store where its store will listen
 */
@SuppressWarnings("InlineFormatString") // a file reads better in one piece
record AgentFile(Path path, URI store) {

    private static final String LOAD = """
            site: {enterprise: acme, site: ulm, area: bench, line: line-1}
            data: ./agent-data
            sources:
              - opcua:
                  name: load
                  endpoint: %s
                  trust: first-use
                  login: {user: operator, password-env: %s}
                  sampling: %s
                  publishing: %s
                  queue-size: 10
                  machines:
                    - {name: load-1, kind: load, browse: "nsu=urn:millwright:simulator;s=Load"}
            """;

    /** With the handshake, as a plant has it: a verdict costs its writes as well. */
    private static final String LINE = """
              - opcua:
                  name: line
                  endpoint: %s
                  trust: first-use
                  login: {user: operator, password-env: %s}
                  machines:
                    - name: station-1
                      kind: conveyor
                      prefix: "nsu=urn:millwright:simulator;s=Conveyor."
                      signals: [{name: belt-speed, node: BeltSpeed, unit: m/s}]
              - camera: {name: surface-camera, url: "%s"}
            inspections:
              - station: station-1
                camera: surface-camera
                model: %s
                release: {source: line, prefix: "nsu=urn:millwright:simulator;s=Station."}
            outputs:
              allow:
                - source: line
                  prefix: "nsu=urn:millwright:simulator;s=Station."
                  nodes: [VerdictPartId, VerdictSequence, VerdictGood, VerdictReady, Heartbeat]
            """;

    private static final String ENDS = """
            store: {embedded: {port: %d}}
            web: {host: 127.0.0.1, port: 0}
            """;

    static AgentFile write(Plan plan, Plant.Load load, Optional<Plant.Line> line) {
        String period = plan.period().toMillis() + "ms";
        StringBuilder text = new StringBuilder(LOAD.formatted(load.opcUa(), Plant.PASSWORD, period, period));
        line.ifPresent(beside -> text.append(LINE.formatted(
                beside.opcUa(),
                Plant.PASSWORD,
                beside.camera(),
                plan.home().resolve("vision/models/surface").toAbsolutePath())));
        try {
            int port = freePort();
            text.append(ENDS.formatted(port));
            Path path = Files.writeString(plan.folder().resolve("agent.yaml"), text);
            return new AgentFile(path, URI.create("http://127.0.0.1:" + port));
        } catch (IOException e) {
            throw new BenchException("cannot write the agent's configuration in " + plan.folder() + ": " + e, e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
