package org.millwright.edge.source.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.config.OpcUaSourceConfig;
import org.millwright.edge.config.OpcUaSourceConfig.Login;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;
import org.millwright.edge.config.OpcUaSourceConfig.OpcUaFolder;
import org.millwright.edge.config.OpcUaSourceConfig.OpcUaSignal;
import org.millwright.edge.config.OpcUaSourceConfig.Sampling;
import org.millwright.edge.config.OpcUaSourceConfig.Security;
import org.millwright.edge.config.OpcUaSourceConfig.Trust;
import org.millwright.edge.config.Secret;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Notice;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Signal;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;

/** Against a server of another stack, node-opcua: its values, types, statuses and times reach the bus unchanged. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeOpcUaTest {

    private static final Path PEER = Path.of("src/test/peers/node-opcua");
    private static final Pattern PORT = Pattern.compile("\\{\"port\":(\\d+)}");
    private static final Sampling SAMPLING = new Sampling(Duration.ofMillis(50), 100);
    private static final OpcUaSignal COUNTER = new OpcUaSignal(
            new Signal(Listener.MACHINE, "Counter", ValueType.WHOLE, ""),
            new NodeAddress.ById("nsu=urn:millwright:peer;s=Peer.Counter"),
            new Sampling(Duration.ZERO, 1_000));
    private static final Login OPERATOR = new Login.User("operator", new Secret("right"));
    private static final long SOURCE_NANOS = Times.nanos(Instant.parse("2026-03-04T05:06:07.089Z"));
    private static final int LAST_USABLE_VALUE = 0x4090_0000;
    private static final int SENSOR_FAILURE = 0x808C_0000;

    @TempDir
    private Path data;

    private Process peer;
    private int port;

    @BeforeAll
    void start() throws IOException {
        assumeThat(Files.isDirectory(PEER.resolve("node_modules")))
                .as("node-opcua is not installed: run 'npm ci' in edge-agent/" + PEER)
                .isTrue();
        assumeThat(nodeRuns())
                .as("node is not installed: run 'apt-get install nodejs'")
                .isTrue();
        peer = new ProcessBuilder("node", "server.js")
                .directory(PEER.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader lines = new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (line != null && port == 0) {
            Matcher matcher = PORT.matcher(line);
            if (matcher.matches()) {
                port = Integer.parseInt(matcher.group(1));
            } else {
                line = lines.readLine();
            }
        }
        assertThat(port).as("the peer did not say its port").isPositive();
    }

    private static boolean nodeRuns() {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @AfterAll
    void stop() throws IOException, InterruptedException {
        if (peer != null) {
            peer.getOutputStream().close();
            if (!peer.waitFor(10, TimeUnit.SECONDS)) {
                peer.destroyForcibly();
            }
        }
    }

    @Test
    void everyScalarOfABrowsedFolderArrivesWithItsTypeStatusAndSourceTime() {
        Map<String, Value> expected = Map.ofEntries(
                Map.entry("Boolean", new Value.Flag(true)),
                Map.entry("SByte", new Value.Whole(-128)),
                Map.entry("Byte", new Value.Whole(255)),
                Map.entry("Int16", new Value.Whole(-32768)),
                Map.entry("UInt16", new Value.Whole(65535)),
                Map.entry("Int32", new Value.Whole(Integer.MIN_VALUE)),
                Map.entry("UInt32", new Value.Whole(4_294_967_295L)),
                Map.entry("Int64", new Value.Whole(Long.MIN_VALUE)),
                Map.entry("UInt64", new Value.Whole(Long.MAX_VALUE)),
                Map.entry("Float", new Value.Numeric(0.5)),
                Map.entry("Double", new Value.Numeric(1.0 / 3.0)),
                Map.entry("String", new Value.Text("Öl 20°")),
                Map.entry("DateTime", new Value.Text("2026-01-01T00:00:00.250Z")),
                Map.entry("Guid", new Value.Text("72962b91-fa75-4ae6-8d28-b404dc7daf63")),
                Map.entry("LocalizedText", new Value.Text("läuft")),
                Map.entry("Uncertain", new Value.Numeric(7.5)),
                Map.entry("Bad", new Value.Numeric(0.0)));
        NodeAddress folder = new NodeAddress.ByPath("urn:millwright:peer", List.of("Peer"));
        try (Listener listener = listener(
                Security.BASIC256SHA256, List.of(), List.of(new OpcUaFolder(Listener.MACHINE, folder, SAMPLING)))) {
            expected.forEach((name, value) -> {
                Reading reading = listener.awaitReading(name, each -> true);
                assertThat(reading.value()).as(name).isEqualTo(value);
                assertThat(reading.statusCode()).as(name).isEqualTo(statusOf(name));
                assertThat(reading.sourceNanos()).as(name).isEqualTo(SOURCE_NANOS);
            });
            // One value above what a whole can hold, and one array: named, counted, and in nobody's way.
            List<String> degraded = listener.awaitDegraded(2);
            assertThat(degraded).anySatisfy(line -> assertThat(line).contains("UInt64Huge", "declare it as a number"));
            assertThat(degraded).anySatisfy(line -> assertThat(line).contains("Array", "not a scalar"));
            assertThat(listener.source().faults())
                    .containsEntry("out-of-range", 1L)
                    .containsEntry("unsupported-type", 1L);
        }
    }

    private static int statusOf(String name) {
        return switch (name) {
            case "Uncertain" -> LAST_USABLE_VALUE;
            case "Bad" -> SENSOR_FAILURE;
            default -> 0;
        };
    }

    @Test
    void aCountThatRunsOnTheServerArrivesWithoutAGap() {
        try (Listener listener = listener(Security.NONE, List.of(COUNTER), List.of())) {
            long first = whole(listener.awaitReading("Counter", each -> each.value() instanceof Value.Whole));
            listener.awaitReading("Counter", each -> whole(each) >= first + 20);
            assertWithoutGap(
                    listener.readings().stream().map(NodeOpcUaTest::whole).toList());
        }
    }

    @Test
    void aServerThatSamplesLessOftenThanAskedIsNamedWithWhatToWrite() {
        OpcUaSignal fast =
                new OpcUaSignal(COUNTER.signal(), COUNTER.address(), new Sampling(Duration.ofMillis(10), 1_000));
        try (Listener listener = listener(Security.NONE, List.of(fast), List.of())) {
            assertThat(listener.awaitDegraded(1))
                    .singleElement()
                    .asString()
                    .contains("Counter: the server samples every 50ms, not every 10ms as asked")
                    .contains("write sampling: 50ms where that is enough, or sampling: 0ms");
        }
        try (Listener listener = listener(Security.NONE, List.of(COUNTER), List.of())) {
            listener.awaitReading("Counter", each -> true);
            assertThat(listener.awaitDegraded(0)).isEmpty();
        }
    }

    private static void assertWithoutGap(List<Long> counts) {
        assertThat(counts)
                .isEqualTo(LongStream.rangeClosed(counts.getFirst(), counts.getLast())
                        .boxed()
                        .toList());
    }

    @Test
    void killsAndBrokenLinesLoseAndDoubleNothingAsLongAsThisServerHoldsIt() throws Exception {
        try (Story story = new Story("/peer", data, OPERATOR, Security.BASIC256SHA256, COUNTER)) {
            for (int life = 0; life < 3; life++) {
                FreezingProxy line = story.lineTo(port);
                Listener agent = story.live(line.port());
                awaitMore(story, 10);
                line.cut(true);
                line.cut(false);
                awaitMore(story, 10);
                story.intake().hold();
                int before = story.intake().held();
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> story.intake().held() >= before + 3);
                assertThat(agent.source().faults()).doesNotContainKeys("transfer-refused", "notification-lost");
                story.kill(agent, line);
            }
            Listener last = story.live(port);
            awaitMore(story, 10);
            assertThat(last.source().faults()).doesNotContainKeys("transfer-refused", "notification-lost");
            assertWithoutGap(
                    story.readings("Counter").stream().map(NodeOpcUaTest::whole).toList());
            assertThat(story.kept(Loss.class)).isEmpty();
        }
    }

    @Test
    void whereNothingCanBeTakenOverThisServersHistoryFillsTheGap() throws Exception {
        try (Story story = new Story("/peer", data, new Login.Anonymous(), Security.NONE, COUNTER)) {
            FreezingProxy line = story.lineTo(port);
            Listener first = story.live(line.port());
            awaitMore(story, 10);
            story.kill(first, line);
            int kept = story.readings("Counter").size();
            await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
            story.live(port);
            story.awaitKept(event -> event instanceof Notice notice && notice.kind() == Notice.Kind.BACKFILLED);
            assertThat(story.readings("Counter")).hasSizeGreaterThan(kept + 15);
            // After a kill the last two seconds are read again: the store knows a row by its time.
            assertWithoutGap(story.readings("Counter").stream()
                    .map(NodeOpcUaTest::whole)
                    .distinct()
                    .sorted()
                    .toList());
        }
    }

    private static void awaitMore(Story story, int readings) {
        int enough = story.readings("Counter").size() + readings;
        await().atMost(Duration.ofSeconds(30))
                .until(() -> story.readings("Counter").size() >= enough);
    }

    private static long whole(Reading reading) {
        return reading.value() instanceof Value.Whole(long value) ? value : -1;
    }

    private Listener listener(Security security, List<OpcUaSignal> signals, List<OpcUaFolder> folders) {
        OpcUaSourceConfig config = new OpcUaSourceConfig(
                "peer",
                "opc.tcp://127.0.0.1:" + port + "/peer",
                security,
                Trust.FIRST_USE,
                OPERATOR,
                Duration.ofMillis(100),
                signals,
                folders);
        return new Listener(config, data).start();
    }
}
