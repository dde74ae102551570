package org.millwright.simulator.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The two loads, which say what they made. */
final class Sources {

    /** A load whose signals all show the numbers from 1 to the last beat. */
    interface Load extends AutoCloseable {

        void start() throws IOException, InterruptedException;

        /** Makes no more numbers, and goes on serving those that there are. */
        void stop() throws IOException, InterruptedException;

        /** Number of the last beat; every signal has shown it. */
        long last() throws IOException;

        @Override
        void close();
    }

    private Sources() {}

    private static long number(Path file) throws IOException {
        return Files.exists(file) && Files.size(file) == Long.BYTES
                ? ByteBuffer.wrap(Files.readAllBytes(file)).getLong()
                : 0;
    }

    /** An OPC UA server; where it is started again, it goes on after the last number. */
    static final class OpcUaLoad implements Load {

        private final Plan.OpcUa plan;
        private final Tools tools;
        private final Path folder;
        private final int port = Waiting.freePort();
        private final Path lastBeat;
        private final Path stopFile;
        private List<String> quirks = List.of();
        private @Nullable Program program;

        OpcUaLoad(Plan.OpcUa plan, Tools tools, Path folder) {
            this.plan = plan;
            this.tools = tools;
            this.folder = folder;
            this.lastBeat = folder.resolve("opcua-last-beat");
            this.stopFile = folder.resolve("opcua-stop");
        }

        int port() {
            return port;
        }

        /** The next start is with these options as well. */
        void quirks(String... options) {
            quirks = List.of(options);
        }

        @Override
        public void start() throws IOException, InterruptedException {
            Files.deleteIfExists(stopFile);
            boolean first = last() == 0;
            Program started = plan.stack() == Plan.OpcUa.Stack.MILO ? milo(first) : nodeOpcUa();
            program = started;
            Waiting.until("the OPC UA server listens", Duration.ofSeconds(40), () -> {
                started.mustBeAlive();
                return Waiting.listens(port);
            });
        }

        private Program milo(boolean first) throws IOException {
            List<String> arguments = new ArrayList<>(List.of(
                    "-Xmx384m",
                    "org.millwright.simulator.SimulatorMain",
                    "load",
                    "--exit-with-parent",
                    "--anonymous",
                    "--without-security",
                    "--trust-all-clients",
                    "--opcua-port=" + port,
                    "--signals=" + plan.signals(),
                    "--period=" + plan.period().toMillis() + "ms",
                    "--history=" + plan.history().toSeconds() + "s",
                    "--data=" + folder.resolve("plant"),
                    "--first-beat=" + (last() + 1),
                    "--last-beat-file=" + lastBeat,
                    "--stop-file=" + stopFile));
            if (first) {
                arguments.add("--wait-for-client");
            }
            arguments.addAll(plan.options());
            arguments.addAll(quirks);
            return Program.java("opcua", folder, Map.of(), tools.simulatorClasspath(), arguments);
        }

        private Program nodeOpcUa() throws IOException {
            return Program.start(
                    "node-opcua",
                    folder,
                    Map.of(),
                    List.of(
                            Tools.node().orElseThrow().toString(),
                            tools.nodeOpcUa().resolve("load.js").toString(),
                            Integer.toString(port),
                            Integer.toString(plan.signals()),
                            Long.toString(plan.period().toMillis()),
                            Long.toString(last() + 1),
                            lastBeat.toString(),
                            stopFile.toString()));
        }

        @Override
        public void stop() throws IOException, InterruptedException {
            Files.writeString(stopFile, "");
            long before;
            do {
                before = last();
                Waiting.pass(plan.period().multipliedBy(4).plusMillis(100));
            } while (last() != before);
        }

        void kill() {
            if (program != null) {
                program.kill();
            }
        }

        @Override
        public long last() throws IOException {
            return number(lastBeat);
        }

        @Override
        public void close() {
            if (program != null) {
                program.close();
            }
        }
    }

    /** A publisher that loses nothing itself. */
    static final class TopicLoad implements Load {

        private final Plan.Mqtt plan;
        private final Tools tools;
        private final Path folder;
        private final int brokerPort;
        private final Path stopFile;
        private final Path report;
        private final Path lastBeat;
        private @Nullable Program program;

        TopicLoad(Plan.Mqtt plan, Tools tools, Path folder, int brokerPort) {
            this.plan = plan;
            this.tools = tools;
            this.folder = folder;
            this.brokerPort = brokerPort;
            this.stopFile = folder.resolve("mqtt-stop");
            this.report = folder.resolve("mqtt-report.json");
            this.lastBeat = folder.resolve("mqtt-last-beat");
        }

        @Override
        public void start() {
            List<String> arguments = new ArrayList<>(List.of(
                    "-Xmx128m",
                    "org.millwright.simulator.SimulatorMain",
                    "load",
                    "--exit-with-parent",
                    "--mqtt=tcp://127.0.0.1:" + brokerPort,
                    "--topics=" + plan.topics(),
                    "--period=" + plan.period().toMillis() + "ms",
                    "--format=" + plan.format(),
                    "--report=" + report,
                    "--last-beat-file=" + lastBeat,
                    "--stop-file=" + stopFile));
            arguments.addAll(plan.options());
            program = Program.java("mqtt-load", folder, Map.of(), tools.simulatorClasspath(), arguments);
        }

        @Override
        public void stop() throws IOException, InterruptedException {
            Files.writeString(stopFile, "");
            if (program != null && !program.awaitEnd()) {
                throw new FaultsException("the MQTT load did not end: " + program.lastWords());
            }
            long unacknowledged = report().path("unacknowledged").asLong();
            if (unacknowledged > 0) {
                throw new FaultsException(unacknowledged + " messages were never acknowledged by the broker");
            }
        }

        private JsonNode report() throws IOException {
            return new ObjectMapper().readTree(report.toFile());
        }

        /** Messages that reached the broker twice perhaps, since it went away before it had acknowledged them. */
        long resent() throws IOException {
            return report().path("resent").asLong();
        }

        @Override
        public long last() throws IOException {
            return number(lastBeat);
        }

        @Override
        public void close() {
            if (program != null) {
                program.close();
            }
        }
    }
}
