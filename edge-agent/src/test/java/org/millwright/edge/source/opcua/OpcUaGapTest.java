package org.millwright.edge.source.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.eclipse.milo.opcua.sdk.server.subscriptions.Subscription;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.config.OpcUaSourceConfig.Login;
import org.millwright.edge.config.OpcUaSourceConfig.Security;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Notice;
import org.millwright.edge.signal.Reading;
import org.millwright.edge.signal.Value;
import org.millwright.edge.signal.ValueType;
import org.millwright.edge.source.SourceStatus;

/** What the source does where the server did not hold everything for it: history, polling, a loss with a reason. */
class OpcUaGapTest {

    @TempDir
    private static Path data;

    /** One key for all: making it takes longer than a test. */
    private static final TestingOpcUaServer.Place PLACE = TestingOpcUaServer.Place.free();

    /** What the plant has measured, whoever was listening. */
    private final List<DataValue> past = new CopyOnWriteArrayList<>();

    private @Nullable Story running;

    @AfterEach
    void stop() throws IOException {
        if (running != null) {
            running.close();
        }
    }

    private Story begin(Story story) {
        running = story.impatient();
        return story;
    }

    private TestingOpcUaServer server(boolean withHistory) {
        TestingOpcUaServer server = new TestingOpcUaServer(PLACE, TestingOpcUaServer.Options.USUAL);
        server.nodes().variable("T", NodeIds.Double, past.getLast());
        if (withHistory) {
            server.nodes().historize("T", past);
        }
        return server;
    }

    private DataValue measure(double value) {
        DataValue measured = Story.now(value);
        past.add(measured);
        return measured;
    }

    /** While nobody can see it; a few milliseconds apart. */
    private void measureMeanwhile(int from, int to) {
        Instant first = Instant.now();
        for (int i = from; i <= to; i++) {
            past.add(Story.at(first.plusMillis(2L * (i - from)), i));
        }
        await().until(() -> Instant.now().isAfter(first.plusMillis(2L * (to - from))));
    }

    @Test
    void afterARestartOfTheServerTheGapIsFilledFromItsHistoryAndSaidToBe() {
        Story story = begin(Story.secured(data));
        measure(0);
        try (TestingOpcUaServer server = server(true)) {
            story.live(PLACE.port());
            story.awaitKept("T", 0);
            server.nodes().set("T", measure(1));
            story.awaitKept("T", 1);
        }
        measureMeanwhile(2, 9);
        try (TestingOpcUaServer server = server(true)) {
            story.awaitKept("T", 9);
            server.nodes().set("T", measure(10));
            story.awaitKept("T", 10);
            story.awaitKept("T", 2);
            story.awaitKept(event -> event instanceof Notice notice && notice.kind() == Notice.Kind.BACKFILLED);
            assertThat(story.kept("T"))
                    .containsExactlyInAnyOrder(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0);
            assertThat(story.readings("T").stream()
                            .filter(reading -> reading.origin() == Reading.Origin.BACKFILLED)
                            .map(Reading::value))
                    .hasSize(7)
                    .startsWith(new Value.Numeric(2))
                    .endsWith(new Value.Numeric(8));
            assertThat(story.kept(Notice.class).stream().map(Notice::kind))
                    .containsExactly(Notice.Kind.SOURCE_RESTARTED, Notice.Kind.BACKFILLED);
            assertThat(story.kept(Loss.class)).isEmpty();
        }
    }

    @Test
    void afterTheServersClockWasSetBackAGapBeginsByItsNewTime() {
        Story story = begin(Story.secured(data));
        Duration ahead = Duration.ofHours(1);
        past.add(Story.at(Instant.now().plus(ahead), 0));
        try (TestingOpcUaServer server = server(true)) {
            server.setClock(ahead);
            story.live(PLACE.port());
            story.awaitKept("T", 0);
            server.setClock(Duration.ZERO);
            server.nodes().set("T", measure(1));
            story.awaitKept("T", 1);
        }
        measureMeanwhile(2, 9);
        try (TestingOpcUaServer server = server(true)) {
            server.nodes().set("T", measure(10));
            story.awaitKept("T", 10);
            IntStream.rangeClosed(2, 9).forEach(value -> story.awaitKept("T", value));
        }
    }

    @Test
    void aServerWithoutHistoryLeavesAGapThatIsNotedAsSuch() {
        Story story = begin(Story.secured(data));
        measure(0);
        try (TestingOpcUaServer server = server(false)) {
            story.live(PLACE.port());
            story.awaitKept("T", 0);
            assertThat(server.sessions()).isEqualTo(1);
        }
        measureMeanwhile(1, 3);
        try (TestingOpcUaServer server = server(false)) {
            story.awaitKept("T", 3);
            story.awaitKept(event -> event instanceof Loss loss && loss.reason() == Loss.Reason.NOT_KEPT);
            assertThat(story.kept(Loss.class).getFirst().machine()).isEqualTo(Listener.MACHINE);
            assertThat(story.kept(Notice.class).stream().map(Notice::kind))
                    .containsExactly(Notice.Kind.SOURCE_RESTARTED, Notice.Kind.GAP);
            assertThat(server.sessions()).isEqualTo(1);
        }
    }

    @Test
    void anAnonymousAgentOnAnOpenLineTakesNothingOverAndReadsTheHistoryInstead() throws IOException {
        Story story =
                begin(new Story(data, new Login.Anonymous(), Security.NONE, Listener.signal("T", ValueType.NUMBER)));
        measure(0);
        try (TestingOpcUaServer server = server(true)) {
            FreezingProxy line = story.lineTo(server);
            Listener first = story.live(line.port());
            story.awaitKept("T", 0);
            UInteger id = server.subscriptions().getFirst().getId();
            story.kill(first, line);
            server.nodes().set("T", measure(1));
            server.nodes().set("T", measure(2));
            Listener second = story.live(PLACE.port());
            story.awaitKept("T", 1);
            story.awaitKept(event -> event instanceof Notice notice && notice.kind() == Notice.Kind.BACKFILLED);
            assertThat(story.kept("T")).contains(0.0, 1.0, 2.0);
            assertThat(second.source().faults()).isEmpty();
            // The old one is not touched; it ends by its own lifetime.
            assertThat(server.subscriptions())
                    .extracting(Subscription::getId)
                    .contains(id)
                    .hasSize(2);
        }
    }

    @Test
    void anIdThatBelongsToAnotherClientIsNeitherTrustedNorDeleted() throws IOException {
        Story story = begin(Story.secured(data));
        measure(0);
        try (TestingOpcUaServer server = server(true);
                Story other = new Story(
                        data, Story.OPERATOR, Security.BASIC256SHA256, Listener.signal("Other", ValueType.NUMBER))) {
            server.nodes().variable("Other", NodeIds.Double, Story.now(100));
            other.live(PLACE.port());
            other.awaitKept("Other", 100);
            UInteger theirs = server.subscriptions().getFirst().getId();
            FreezingProxy line = story.lineTo(server);
            Listener first = story.live(line.port());
            story.awaitKept("T", 0);
            story.kill(first, line);
            // As when a server gives out an id again within one run.
            Memento mine = Memento.decode(story.intake().mark("opcua/plc/0").orElseThrow())
                    .orElseThrow();
            story.putMark(
                    "opcua/plc/0",
                    new Memento(
                                    theirs.longValue(),
                                    mine.handleBase(),
                                    mine.identity(),
                                    mine.number(),
                                    mine.retains(),
                                    mine.completeNanos())
                            .encode());
            server.nodes().set("T", measure(1));
            Listener second = story.live(PLACE.port());
            story.awaitKept("T", 1);
            assertThat(second.source().faults()).containsEntry("subscription-foreign", 1L);
            assertThat(server.subscriptions()).extracting(Subscription::getId).contains(theirs);
            assertThat(story.kept("Other")).isEmpty();
            server.nodes().set("Other", Story.now(101));
            // The other client takes back what is its own, and misses nothing.
            other.awaitKept("Other", 101);
        }
    }

    @Test
    void aSubscriptionThatDiedSilentlyIsMadeAnewAndCounted() {
        Story story = begin(Story.secured(data));
        measure(0);
        try (TestingOpcUaServer server = server(true)) {
            Listener agent = story.live(PLACE.port());
            story.awaitKept("T", 0);
            server.subscriptions().getFirst().deleteSubscription();
            server.nodes().set("T", measure(1));
            server.nodes().set("T", measure(2));
            story.awaitKept("T", 2);
            story.awaitKept("T", 1);
            // Once only: what the server still says of the old one is not said of the new.
            assertThat(agent.source().faults())
                    .containsEntry("subscription-silent", 1L)
                    .doesNotContainKey("subscription-ended");
            assertThat(server.subscriptions()).hasSize(1);
            assertThat(story.kept("T")).containsExactlyInAnyOrder(0.0, 1.0, 2.0);
        }
    }

    /** Ids are given out anew by a server that was restarted: ours is another client's now. */
    @Test
    void afterARestartOfTheServerAnIdOfBeforeIsNotEvenAskedFor() throws Exception {
        Story story = begin(Story.secured(data));
        measure(0);
        UInteger id;
        try (TestingOpcUaServer server = server(true)) {
            FreezingProxy line = story.lineTo(server);
            Listener first = story.live(line.port());
            story.awaitKept("T", 0);
            id = server.subscriptions().getFirst().getId();
            story.kill(first, line);
        }
        measureMeanwhile(1, 3);
        try (TestingOpcUaServer server = server(true);
                Story other = new Story(
                        data, Story.OPERATOR, Security.BASIC256SHA256, Listener.signal("Other", ValueType.NUMBER))) {
            TestingOpcUaServer.countSubscriptionsFrom(id.longValue() - 1);
            server.nodes().variable("Other", NodeIds.Double, Story.now(100));
            Listener theirs = other.live(PLACE.port());
            other.awaitKept("Other", 100);
            assertThat(server.subscriptions()).extracting(Subscription::getId).containsExactly(id);
            Listener second = story.live(PLACE.port());
            story.awaitKept(event -> event instanceof Notice notice && notice.kind() == Notice.Kind.BACKFILLED);
            story.awaitKept("T", 3);
            assertThat(story.kept("T").stream().distinct()).containsExactlyInAnyOrder(0.0, 1.0, 2.0, 3.0);
            server.nodes().set("Other", Story.now(101));
            other.awaitKept("Other", 101);
            assertThat(theirs.source().faults()).isEmpty();
            assertThat(second.source().faults()).isEmpty();
            assertThat(server.subscriptions())
                    .extracting(Subscription::getId)
                    .contains(id)
                    .hasSize(2);
        }
    }

    @Test
    void namespacesThatChangeUnderALivingSessionAreReadAgainAndTheNodesFoundAnew() {
        Story story = begin(Story.secured(data));
        measure(0);
        try (TestingOpcUaServer server = server(true)) {
            Listener agent = story.live(PLACE.port());
            story.awaitKept("T", 0);
            server.addNamespace("urn:loaded-later");
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> agent.source().status() instanceof SourceStatus.Up
                            && server.subscriptions().size() == 1
                            && story.kept(Notice.class).stream()
                                    .anyMatch(notice -> notice.kind() == Notice.Kind.BACKFILLED));
            server.nodes().set("T", measure(1));
            story.awaitKept("T", 1);
            assertThat(server.sessions()).isEqualTo(1);
        }
    }
}
