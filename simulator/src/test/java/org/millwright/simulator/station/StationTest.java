package org.millwright.simulator.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.millwright.simulator.station.Decision.Why;

class StationTest {

    private static final long MILLI = 1_000_000;
    private static final Duration DEADLINE = Duration.ofMillis(400);

    private final Station station = new Station(DEADLINE);

    private void agentIsAliveAt(long millis) {
        station.heartbeat(1, millis * MILLI);
        station.heartbeat(2, millis * MILLI);
    }

    private Optional<Decision> verdict(String part, long sequence, boolean good, long millis) {
        station.verdict(false, new Verdict(part, sequence, good), millis * MILLI);
        return station.verdict(true, new Verdict(part, sequence, good), millis * MILLI);
    }

    @Test
    void goodVerdictInTimeFromALivingAgentAccepts() {
        agentIsAliveAt(0);
        station.partArrives("A", 1, 0);
        assertThat(station.busy()).isTrue();
        assertThat(verdict("A", 1, true, 100)).contains(new Decision("A", 1, Why.GOOD));
        assertThat(station.busy()).isFalse();
        assertThat(station.acknowledged()).isEqualTo(1);
        assertThat(station.counts()).isEqualTo(new StationCounts(1, 0, 0, 0, 0));
    }

    @Test
    void verdictNotGoodRejects() {
        agentIsAliveAt(0);
        station.partArrives("A", 1, 0);
        assertThat(verdict("A", 1, false, 100)).contains(new Decision("A", 1, Why.DEFECT));
    }

    @Test
    void partWithoutVerdictIsRejectedAtTheDeadlineAndALaterVerdictChangesNothing() {
        agentIsAliveAt(0);
        station.partArrives("A", 1, 0);
        assertThat(station.scan(399 * MILLI)).isEmpty();
        assertThat(station.scan(400 * MILLI)).contains(new Decision("A", 1, Why.LATE));
        assertThat(verdict("A", 1, true, 410)).isEmpty();
        assertThat(station.acknowledged()).isEqualTo(1);
        assertThat(station.counts()).isEqualTo(new StationCounts(0, 0, 1, 0, 1));
    }

    @Test
    void verdictThatComesAfterTheDeadlineButBeforeTheScanIsLate() {
        agentIsAliveAt(0);
        station.partArrives("A", 1, 0);
        assertThat(verdict("A", 1, true, 400)).contains(new Decision("A", 1, Why.LATE));
    }

    @Test
    void verdictForAnotherPartIsAcknowledgedAndThePartGoesOnWaiting() {
        agentIsAliveAt(0);
        station.partArrives("B", 2, 0);
        assertThat(verdict("A", 1, true, 50)).isEmpty();
        assertThat(station.acknowledged()).isEqualTo(1);
        assertThat(verdict("A", 2, true, 60)).isEmpty();
        assertThat(station.busy()).isTrue();
        assertThat(verdict("B", 2, true, 70)).contains(new Decision("B", 2, Why.GOOD));
        assertThat(station.counts().strayVerdicts()).isEqualTo(2);
    }

    @Test
    void verdictReadyThatStaysOnCountsOnce() {
        agentIsAliveAt(0);
        station.verdict(true, new Verdict("A", 1, true), 0);
        station.partArrives("B", 2, 0);
        assertThat(station.verdict(true, new Verdict("B", 2, true), 10 * MILLI)).isEmpty();
    }

    @Test
    void standingHeartbeatRejectsEvenAGoodVerdict() {
        agentIsAliveAt(0);
        station.partArrives("A", 1, 900 * MILLI);
        assertThat(station.agentAlive(1_000 * MILLI)).isTrue();
        assertThat(station.agentAlive(1_001 * MILLI)).isFalse();
        assertThat(verdict("A", 1, true, 1_100)).contains(new Decision("A", 1, Why.AGENT_DEAD));
    }

    @Test
    void firstHeartbeatSeenIsNoSignOfLifeUntilItMoves() {
        station.heartbeat(77, 0);
        assertThat(station.agentAlive(0)).isFalse();
        station.heartbeat(78, 10);
        assertThat(station.agentAlive(10)).isTrue();
    }

    @Test
    void partThatStillWaitsWhenTheNextArrivesIsRejectedFirst() {
        agentIsAliveAt(0);
        station.partArrives("A", 1, 0);
        assertThat(station.partArrives("B", 2, 300 * MILLI)).contains(new Decision("A", 1, Why.LATE));
        assertThat(station.busy()).isTrue();
    }

    @Test
    void deadlineOfNothingIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Station(Duration.ZERO));
    }

    /** What may happen to a station, in any order. */
    sealed interface Happening {
        record Part() implements Happening {}

        record Says(int partBack, int sequenceBack, boolean good, boolean ready) implements Happening {}

        record Beat(boolean moves) implements Happening {}

        record Passes(int millis) implements Happening {}
    }

    @Provide
    Arbitrary<List<Happening>> happenings() {
        Arbitrary<Happening> says = Combinators.combine(
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.of(true, true, false),
                        Arbitraries.of(true, true, false))
                .as(Happening.Says::new);
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(2, Arbitraries.create(Happening.Part::new)),
                        net.jqwik.api.Tuple.of(5, says),
                        net.jqwik.api.Tuple.of(2, Arbitraries.of(true, false).map(Happening.Beat::new)),
                        net.jqwik.api.Tuple.of(
                                4, Arbitraries.integers().between(0, 500).map(Happening.Passes::new)))
                .list()
                .ofMaxSize(120);
    }

    @Property(tries = 2_000)
    void noPartIsAcceptedWithoutAMatchingGoodVerdictInTimeFromALivingAgentAndEachIsDecidedOnce(
            @ForAll("happenings") List<Happening> happenings) {
        Witness witness = new Witness();
        for (Happening happening : happenings) {
            witness.see(happening);
        }
        witness.end();
    }

    /** Plays the happenings to a station and checks each decision against its own notes. */
    private static final class Witness {

        private final Station station = new Station(DEADLINE);
        private final List<Decision> decisions = new ArrayList<>();
        private long now;
        private long part;
        private long arrived;
        private long beat;
        private long beatMoved = Long.MIN_VALUE / 2;
        private boolean ready;

        void see(Happening happening) {
            switch (happening) {
                case Happening.Part() -> {
                    station.partArrives("P" + (part + 1), part + 1, now).ifPresent(this::mustReject);
                    part++;
                    arrived = now;
                }
                case Happening.Says says -> say(says);
                case Happening.Beat(boolean moves) -> {
                    if (moves) {
                        beat++;
                        beatMoved = beat > 1 ? now : beatMoved;
                        station.heartbeat(beat, now);
                    } else if (beat > 0) {
                        station.heartbeat(beat, now);
                    }
                }
                case Happening.Passes(int millis) -> {
                    now += millis * MILLI;
                    station.scan(now).ifPresent(this::mustReject);
                }
            }
        }

        private void say(Happening.Says says) {
            boolean risen = says.ready() && !ready;
            ready = says.ready();
            long sequence = part - says.sequenceBack();
            String id = "P" + (part - says.partBack());
            boolean mayAccept = risen
                    && says.good()
                    && says.partBack() == 0
                    && says.sequenceBack() == 0
                    && now - arrived < DEADLINE.toNanos()
                    && now - beatMoved <= Station.AGENT_TIMEOUT.toNanos();
            station.verdict(says.ready(), new Verdict(id, sequence, says.good()), now)
                    .ifPresent(decision -> {
                        decisions.add(decision);
                        assertThat(decision.sequence()).isEqualTo(part);
                        if (decision.accepted()) {
                            assertThat(mayAccept).isTrue();
                        }
                    });
        }

        private void mustReject(Decision decision) {
            decisions.add(decision);
            assertThat(decision.accepted()).isFalse();
        }

        void end() {
            Set<Long> decided = new HashSet<>();
            for (Decision decision : decisions) {
                assertThat(decided.add(decision.sequence()))
                        .as("part %s is decided once", decision.sequence())
                        .isTrue();
            }
            assertThat(decisions.size() + (station.busy() ? 1 : 0)).isEqualTo(part);
            StationCounts counts = station.counts();
            assertThat(counts.accepted() + counts.rejected()).isEqualTo(decisions.size());
        }
    }
}
