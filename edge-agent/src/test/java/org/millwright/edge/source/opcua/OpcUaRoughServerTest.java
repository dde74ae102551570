package org.millwright.edge.source.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfigLimits;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;
import org.millwright.edge.config.OpcUaSourceConfig.Security;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Notice;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;

/** Servers that refuse, forget and contradict themselves, and a fault of our own: the rest goes on, and nothing is lost silently. */
class OpcUaRoughServerTest {

    @TempDir
    private static Path data;

    /** One key for all: making it takes longer than a test. */
    private static final TestingOpcUaServer.Place PLACE = TestingOpcUaServer.Place.free();

    private final List<DataValue> past = new CopyOnWriteArrayList<>();
    private final Story story = Story.secured(data).impatient();

    @AfterEach
    void stop() throws IOException {
        story.close();
    }

    private static TestingOpcUaServer server(DataValue first) {
        TestingOpcUaServer server = new TestingOpcUaServer(PLACE, TestingOpcUaServer.Options.USUAL);
        server.nodes().variable("T", NodeIds.Double, first);
        return server;
    }

    private TestingOpcUaServer serverWithHistory() {
        TestingOpcUaServer server = server(past.getLast());
        server.nodes().historize("T", past);
        return server;
    }

    /** Seconds after a moment that lies a minute back, so that a test need not wait for a gap. */
    private Instant measure(int second) {
        Instant time = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(100 - second);
        past.add(Story.at(time, second));
        return time;
    }

    private static List<Double> numbers(int to) {
        return DoubleStream.iterate(0, i -> i <= to, i -> i + 1).boxed().toList();
    }

    private long count(Listener agent, String fault) {
        return agent.source().faults().getOrDefault(fault, 0L);
    }

    /** One value a message, until {@code unsafe} messages wait for the disk. */
    private int fill(TestingOpcUaServer server, int unsafe) {
        AtomicInteger next = new AtomicInteger();
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(25))
                .until(() -> {
                    server.nodes().set("T", Story.now(next.incrementAndGet()));
                    return server.unacknowledged() >= unsafe;
                });
        return next.get();
    }

    @Test
    void aServerThatDoesNotHearThatItMayGoOnIsToldAgain() {
        try (TestingOpcUaServer server = server(Story.now(0))) {
            Listener agent = story.live(PLACE.port());
            story.awaitKept("T", 0);
            story.intake().full(true);
            AtomicInteger refusals = new AtomicInteger(2);
            server.refusePublishing(goOn -> goOn && refusals.getAndDecrement() > 0);
            fill(server, Publisher.MOST_UNSAFE / 2);
            await().atMost(Duration.ofSeconds(10)).until(() -> count(agent, "paused") > 0);
            story.intake().full(false);
            server.nodes().set("T", Story.now(1_000));
            story.awaitKept("T", 1_000);
        }
    }

    @Test
    void aServerThatCannotPauseIsNotTakenForSilentWhileTheDiskIsStuck() {
        try (TestingOpcUaServer server = server(Story.now(0))) {
            server.refusePublishing(goOn -> !goOn);
            Listener agent = story.live(PLACE.port());
            story.awaitKept("T", 0);
            story.intake().full(true);
            int last = fill(server, Publisher.MOST_UNSAFE);
            Duration silence = Listener.QUICK.silence().plusMillis(500);
            await().during(silence)
                    .atMost(silence.plusSeconds(2))
                    .until(() -> server.unacknowledged() >= Publisher.MOST_UNSAFE);
            story.intake().full(false);
            story.awaitKept("T", last);
            assertThat(story.kept("T")).isEqualTo(numbers(last));
            assertThat(agent.source().faults()).containsOnlyKeys("paused");
        }
    }

    @Test
    void aFaultOfOursInAMessageIsCountedAndTheLoopGoesOn() {
        AtomicInteger heard = new AtomicInteger();
        try (TestingOpcUaServer server = server(Story.now(0))) {
            server.nodes().variable("Busy", NodeIds.Boolean, false);
            OpcUaNodes.Listener clumsy = new OpcUaNodes.Listener() {
                @Override
                public void changed(NodeAddress node, Value value, int statusCode) {
                    if (heard.incrementAndGet() <= 5) {
                        throw new IllegalStateException("stumbled");
                    }
                }

                @Override
                public void lost() {}
            };
            Listener agent = story.live(
                    PLACE.port(),
                    source -> source.attach(List.of(Listener.id("Busy")), List.of(), Duration.ofMillis(10), clumsy));
            await().atMost(Duration.ofSeconds(20)).until(() -> heard.get() > 5);
            server.nodes().set("T", Story.now(1));
            story.awaitKept("T", 1);
            assertThat(agent.source().faults()).containsEntry("internal", 5L);
        }
    }

    @Test
    void aHistoryThatIsBusyIsAskedAgainAndTheLiveValuesGoOn() {
        measure(0);
        try (TestingOpcUaServer server = serverWithHistory()) {
            story.live(PLACE.port());
            story.awaitKept("T", 0);
            assertThat(server.sessions()).isEqualTo(1);
        }
        List.of(10, 20, 30).forEach(this::measure);
        try (TestingOpcUaServer server = serverWithHistory()) {
            server.refuseHistory(2);
            story.awaitKept("T", 10);
            story.awaitKept("T", 20);
            assertThat(story.kept("T")).containsExactlyInAnyOrder(0.0, 10.0, 20.0, 30.0);
            assertThat(story.kept(Loss.class)).isEmpty();
            assertThat(server.sessions()).isEqualTo(1);
        }
    }

    @Test
    void aHistoryThatNeverAnswersIsALossAndCostsNoConnection() {
        measure(0);
        Listener agent;
        try (TestingOpcUaServer server = serverWithHistory()) {
            agent = story.live(PLACE.port());
            story.awaitKept("T", 0);
            assertThat(server.sessions()).isEqualTo(1);
        }
        List.of(10, 20, 30).forEach(this::measure);
        try (TestingOpcUaServer server = serverWithHistory()) {
            server.refuseHistory(Integer.MAX_VALUE);
            story.awaitKept("T", 30);
            long connects = count(agent, "connect");
            story.awaitKept(event -> event instanceof Loss loss && loss.reason() == Loss.Reason.NOT_KEPT);
            server.nodes().set("T", Story.now(1));
            story.awaitKept("T", 1);
            assertThat(count(agent, "connect")).isEqualTo(connects);
            assertThat(count(agent, "history")).isEqualTo(3);
        }
    }

    @Test
    void aHistoryThatBeginsInTheMidstOfTheGapIsALossUpToThere() {
        Instant gone = measure(0);
        try (TestingOpcUaServer server = serverWithHistory()) {
            story.live(PLACE.port());
            story.awaitKept("T", 0);
            assertThat(server.sessions()).isEqualTo(1);
        }
        past.clear();
        Instant begins = measure(40);
        measure(50);
        try (TestingOpcUaServer server = serverWithHistory()) {
            story.awaitKept("T", 40);
            story.awaitKept(event -> event instanceof Loss);
            assertThat(story.kept(Loss.class)).singleElement().satisfies(loss -> {
                assertThat(loss.reason()).isEqualTo(Loss.Reason.NOT_KEPT);
                assertThat(loss.sinceNanos()).isEqualTo(Times.nanos(gone));
                assertThat(loss.untilNanos()).isEqualTo(Times.nanos(begins));
            });
            assertThat(story.kept(Notice.class))
                    .extracting(Notice::text)
                    .anySatisfy(text -> assertThat(text).contains("reaches back to " + begins, "let it keep more"));
            assertThat(server.sessions()).isEqualTo(1);
        }
    }

    @Test
    void aServerThatClaimsToHaveStartedAnewWithEachQuestionIsLeftInPeaceForAWhile() {
        try (TestingOpcUaServer server = server(Story.now(0))) {
            server.startAnewWithEachQuestion();
            Listener agent = story.live(PLACE.port());
            assertThat(agent.awaitDown("the server was restarted")).contains("namespaces");
        }
    }

    @Test
    void aServerWithoutRoomForAnotherClientIsNamedAndJoinedWhenThereIs() throws IOException {
        OpcUaServerConfigLimits one = new OpcUaServerConfigLimits() {
            @Override
            public UInteger getMaxSessions() {
                return Unsigned.uint(1);
            }
        };
        try (TestingOpcUaServer server = new TestingOpcUaServer(PLACE, TestingOpcUaServer.Options.limited(one));
                Story other = new Story(
                        data, Story.OPERATOR, Security.BASIC256SHA256, Listener.signal("T", ValueType.NUMBER))) {
            server.nodes().variable("T", NodeIds.Double, Story.now(0));
            Listener theirs = other.live(PLACE.port());
            other.awaitKept("T", 0);
            Listener agent = story.live(PLACE.port());
            assertThat(agent.awaitDown("no room for another client"))
                    .contains("Bad_TooManySessions", "raise the server's limit", "after 120 s");
            theirs.close();
            story.awaitKept("T", 0);
        }
    }
}
