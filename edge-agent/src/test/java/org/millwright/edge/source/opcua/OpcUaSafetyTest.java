package org.millwright.edge.source.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.eclipse.milo.opcua.sdk.server.subscriptions.Subscription;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.millwright.edge.config.OpcUaSourceConfig.NodeAddress;
import org.millwright.edge.signal.Loss;
import org.millwright.edge.signal.Value;

/** A message is acknowledged when it is on disk and not before, and so no break between server and disk loses one. */
class OpcUaSafetyTest {

    @TempDir
    private static Path data;

    /** One key for all: making it takes longer than a test. */
    private static final TestingOpcUaServer.Place PLACE = TestingOpcUaServer.Place.free();

    private final TestingOpcUaServer server = new TestingOpcUaServer(PLACE, TestingOpcUaServer.Options.USUAL);
    private Story story;

    @BeforeEach
    void start() {
        server.nodes().variable("T", NodeIds.Double, Story.now(0));
        story = Story.secured(data);
    }

    @AfterEach
    void stop() throws IOException {
        story.close();
        server.close();
    }

    private void set(int from, int to) {
        IntStream.rangeClosed(from, to).forEach(i -> server.nodes().set("T", Story.now(i)));
    }

    private static List<Double> numbers(int from, int to) {
        return DoubleStream.iterate(from, i -> i <= to, i -> i + 1).boxed().toList();
    }

    private int port() {
        return server.place().port();
    }

    @Test
    void aMessageIsAcknowledgedOnlyWhenItIsSafe() {
        Listener agent = story.live(port());
        story.awaitKept("T", 0);
        await().atMost(Duration.ofSeconds(10)).until(() -> server.unacknowledged() == 0);
        story.intake().hold();
        set(1, 5);
        agent.awaitReading("T", each -> each.value().equals(new Value.Numeric(5)));
        await().during(Duration.ofMillis(1_500))
                .atMost(Duration.ofSeconds(10))
                .until(() -> server.unacknowledged() >= 1);
        story.intake().release();
        await().atMost(Duration.ofSeconds(10)).until(() -> server.unacknowledged() == 0);
        assertThat(story.kept("T")).isEqualTo(numbers(0, 5));
    }

    @Test
    void aKillBetweenDeliveryAndDiskIsMadeGoodByTheNextLifeWithoutADouble() throws IOException {
        FreezingProxy line = story.lineTo(server);
        Listener first = story.live(line.port());
        story.awaitKept("T", 0);
        set(1, 3);
        story.awaitKept("T", 3);
        story.intake().hold();
        set(4, 9);
        first.awaitReading("T", each -> each.value().equals(new Value.Numeric(9)));
        UInteger id = server.subscriptions().getFirst().getId();
        story.kill(first, line);
        assertThat(story.kept("T")).isEqualTo(numbers(0, 3));
        set(10, 12);
        Listener second = story.live(port());
        story.awaitKept("T", 12);
        set(13, 15);
        story.awaitKept("T", 15);
        assertThat(story.kept("T")).isEqualTo(numbers(0, 15));
        assertThat(server.subscriptions()).extracting(Subscription::getId).containsExactly(id);
        assertThat(second.source().faults()).isEmpty();
        assertThat(story.kept(Loss.class)).isEmpty();
        await().atMost(Duration.ofSeconds(10)).until(() -> server.unacknowledged() == 0);
    }

    @Test
    void anAgentThatIsStoppedAndStartedAgainMissesNothing() {
        Listener first = story.live(port());
        story.awaitKept("T", 0);
        first.close();
        await().atMost(Duration.ofSeconds(10)).until(() -> server.sessions() == 0);
        set(1, 5);
        story.live(port());
        story.awaitKept("T", 5);
        assertThat(story.kept("T")).isEqualTo(numbers(0, 5));
    }

    @Test
    void aBrokenLineIsBridgedAndWhatWasSentIntoTheVoidIsFetchedAgain() throws IOException {
        FreezingProxy line = story.lineTo(server);
        Listener agent = story.live(line.port());
        story.awaitKept("T", 0);
        for (int round = 0; round < 3; round++) {
            line.freeze(true);
            set(round * 10 + 1, round * 10 + 5);
            // What the server sends now gets as far as the frozen line, and dies with it.
            await().atMost(Duration.ofSeconds(10)).until(() -> server.unacknowledged() >= 1);
            line.cut(true);
            line.freeze(false);
            set(round * 10 + 6, round * 10 + 10);
            line.cut(false);
            story.awaitKept("T", round * 10 + 10);
        }
        assertThat(story.kept("T")).isEqualTo(numbers(0, 30));
        assertThat(agent.source().faults()).containsKey("session-lost").doesNotContainKey("notification-lost");
        // Acknowledgements that went into the void as well are given again.
        await().atMost(Duration.ofSeconds(10)).until(() -> server.unacknowledged() == 0);
    }

    @Test
    void aSlowDiskHoldsTheServerBackAndLosesNothing() {
        story.live(port());
        story.awaitKept("T", 0);
        story.intake().full(true);
        set(1, 100);
        await().during(Duration.ofMillis(300)).until(() -> story.kept("T").size() == 1);
        story.intake().full(false);
        story.awaitKept("T", 100);
        story.intake().hold();
        AtomicInteger next = new AtomicInteger(100);
        // Each few in a message of their own, for as long as there are any.
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(25))
                .until(() -> {
                    for (int i = 0; i < 5; i++) {
                        server.nodes().set("T", Story.now(next.incrementAndGet()));
                    }
                    return next.get() >= 400;
                });
        assertThat(story.intake().held()).isLessThanOrEqualTo(Publisher.MOST_UNSAFE + 2);
        story.intake().release();
        story.awaitKept("T", 400);
        assertThat(story.kept("T")).isEqualTo(numbers(0, 400));
    }

    @Test
    void aHandshakeGoesOnWhileTheDiskIsStuck() {
        server.nodes().variable("Busy", NodeIds.Boolean, false);
        BlockingQueue<Value> heard = new LinkedBlockingQueue<>();
        Listener agent = story.live(
                port(),
                source -> source.attach(
                        List.of(Listener.id("Busy")), List.of(), Duration.ofMillis(10), new OpcUaNodes.Listener() {
                            @Override
                            public void changed(NodeAddress node, Value value, int statusCode) {
                                heard.add(value);
                            }

                            @Override
                            public void lost() {
                                // Nobody asks.
                            }
                        }));
        story.awaitKept("T", 0);
        story.intake().full(true);
        AtomicInteger next = new AtomicInteger();
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(25))
                .until(() -> {
                    server.nodes().set("T", Story.now(next.incrementAndGet()));
                    return agent.source().faults().containsKey("paused");
                });
        heard.clear();
        for (int i = 0; i < 20; i++) {
            boolean busy = i % 2 == 0;
            server.nodes().set("Busy", busy);
            await().atMost(Duration.ofSeconds(10)).until(() -> new Value.Flag(busy).equals(heard.poll()));
        }
        story.intake().full(false);
        story.awaitKept("T", next.get());
        assertThat(story.kept("T")).isEqualTo(numbers(0, next.get()));
    }

    @Test
    void aTakeOverThatIsRefusedIsCountedAndLeavesAGapThatIsNoted() throws IOException {
        FreezingProxy line = story.lineTo(server);
        Listener first = story.live(line.port());
        story.awaitKept("T", 0);
        story.kill(first, line);
        // As when its lifetime is over.
        server.forget(server.subscriptions().getFirst());
        set(1, 3);
        Listener second = story.live(port());
        story.awaitKept("T", 3);
        story.awaitKept(event -> event instanceof Loss loss && loss.reason() == Loss.Reason.NOT_KEPT);
        assertThat(second.source().faults()).containsEntry("transfer-refused", 1L);
        assertThat(story.kept("T")).containsExactly(0.0, 3.0);
    }

    @Test
    void whatTheServerCannotSendAgainIsALossWithItsReason() throws IOException {
        FreezingProxy line = story.lineTo(server);
        Listener first = story.live(line.port());
        story.awaitKept("T", 0);
        story.intake().hold();
        set(1, 3);
        first.awaitReading("T", each -> each.value().equals(new Value.Numeric(3)));
        story.kill(first, line);
        // As by a server with a short memory.
        Subscription subscription = server.subscriptions().getFirst();
        for (UInteger number : subscription.getAvailableSequenceNumbers()) {
            subscription.acknowledge(number);
        }
        set(4, 4);
        Listener second = story.live(port());
        story.awaitKept("T", 4);
        story.awaitKept(event -> event instanceof Loss loss && loss.reason() == Loss.Reason.SEQUENCE_GAP);
        assertThat(story.kept("T")).containsExactly(0.0, 4.0);
        assertThat(second.source().faults()).containsEntry("notification-lost", 1L);
    }
}
