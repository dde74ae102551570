package org.millwright.edge.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.millwright.edge.signal.Machine;
import org.millwright.edge.signal.SitePath;
import org.millwright.edge.signal.Verdict;
import org.millwright.edge.signal.Verdict.Result;

class StationTest {

    private static final Machine MACHINE = new Machine(new SitePath("a", "b", "c", "d"), "station", "station");
    private static final long DEADLINE = Duration.ofMillis(200).toNanos();

    private static final List<Result> RESULTS = List.of(Result.GOOD, Result.DEFECT, Result.UNCERTAIN);

    private Station station = new Station(Duration.ofNanos(DEADLINE));

    @Test
    void readyIsTakenBackBeforeTheFirstVerdictSinceAnEarlierLifeMayHaveLeftItStanding() {
        plcShows(true, "p1", 1, 0);
        station.decided(verdict("p1", 1, Result.GOOD, 0));
        assertThat(station.next(1)).contains(new Order.Withdraw());
        station.done(new Order.Withdraw(), Optional.empty());
        assertThat(station.next(1)).contains(new Order.Offer("p1", 1, true));
    }

    @Test
    void aVerdictThatIsFasterThanTheNewsOfItsPartWaitsForIt() {
        ready();
        plcShows(false, "p0", 0, 0);
        station.decided(verdict("p1", 1, Result.GOOD, 0));
        assertThat(station.next(1)).isEmpty();
        plcShows(true, "p1", 1, 0);
        assertThat(station.next(DEADLINE)).contains(new Order.Offer("p1", 1, true));
    }

    @Test
    void aLateVerdictIsNeverGood() {
        ready();
        plcShows(true, "p1", 1, 0);
        station.decided(verdict("p1", 1, Result.GOOD, 0));
        assertThat(station.next(DEADLINE + 1)).contains(new Order.Offer("p1", 1, false));
        assertThat(counts("late")).isEqualTo(1);
    }

    @Test
    void aVerdictForAnotherPartIsNotWrittenAndCounted() {
        ready();
        plcShows(true, "p2", 2, 1);
        station.decided(verdict("p1", 1, Result.GOOD, 0));
        assertThat(station.next(1)).isEmpty();
        assertThat(station.next(DEADLINE + 1)).isEmpty();
        assertThat(counts("other-part")).isEqualTo(1);
    }

    @Test
    void anUncertainVerdictIsOfferedAsNotGood() {
        ready();
        plcShows(true, "p1", 1, 0);
        station.decided(verdict("p1", 1, Result.UNCERTAIN, 0));
        assertThat(station.next(1)).contains(new Order.Offer("p1", 1, false));
        assertThat(counts("uncertain")).isEqualTo(1);
    }

    @Test
    void anAcknowledgedVerdictIsTakenBackAndTheNextPartCanCome() {
        ready();
        plcShows(true, "p1", 1, 0);
        station.decided(verdict("p1", 1, Result.GOOD, 0));
        station.done(station.next(1).orElseThrow(), Optional.empty());
        assertThat(station.next(2)).isEmpty();
        station.acknowledged(1L);
        assertThat(station.next(3)).contains(new Order.Withdraw());
        station.done(new Order.Withdraw(), Optional.empty());
        plcShows(true, "p2", 2, 1);
        station.decided(verdict("p2", 2, Result.DEFECT, 0));
        assertThat(station.next(4)).contains(new Order.Offer("p2", 2, false));
    }

    @Test
    void aPlcThatMovesOnWithoutAcknowledgingIsFollowed() {
        ready();
        plcShows(true, "p1", 1, 0);
        station.decided(verdict("p1", 1, Result.GOOD, 0));
        station.done(station.next(1).orElseThrow(), Optional.empty());
        station.busy(false);
        assertThat(station.next(2)).contains(new Order.Withdraw());
    }

    @Test
    void afterAWriteThatFailedReadyIsClearedAndThePartIsNotOfferedAgain() {
        ready();
        plcShows(true, "p1", 1, 0);
        station.decided(verdict("p1", 1, Result.GOOD, 0));
        station.done(station.next(1).orElseThrow(), Optional.of("no answer"));
        assertThat(station.next(2)).contains(new Order.Withdraw());
        station.done(new Order.Withdraw(), Optional.empty());
        station.decided(verdict("p1", 1, Result.GOOD, 0));
        assertThat(station.next(3)).isEmpty();
        assertThat(counts("already-decided")).isEqualTo(1);
        assertThat(counts("write-failed")).isEqualTo(1);
    }

    @Test
    void withoutAConnectionNothingIsOfferedAndTheVerdictIsCounted() {
        ready();
        plcShows(true, "p1", 1, 0);
        station.lost();
        station.decided(verdict("p1", 1, Result.GOOD, 0));
        assertThat(station.next(1)).isEmpty();
        assertThat(station.next(DEADLINE + 1)).isEmpty();
        assertThat(counts("no-connection")).isEqualTo(1);
    }

    /** Any order of events: a good offer is for a good verdict in time and for the part shown, once, after a clear ready. */
    @Property(tries = 500)
    void whateverHappensNoPartIsReleasedThatWasNotJudgedGoodInTime(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 9) Integer> events) {
        station = new Station(Duration.ofNanos(DEADLINE));
        long now = 0;
        int shown = 0;
        boolean busy = false;
        boolean readyStands = true;
        Set<String> goodInTime = new HashSet<>();
        Set<Long> offered = new HashSet<>();
        int i = 0;
        for (int event : events) {
            i++;
            now += DEADLINE / 4;
            switch (event) {
                case 0, 1 -> {
                    busy = true;
                    shown++;
                    plcShows(true, "p" + shown, shown, shown - 1L);
                }
                case 2 -> {
                    busy = false;
                    station.busy(false);
                }
                case 3 -> {
                    station.lost();
                    plcShows(busy, "p" + shown, shown, 0);
                }
                case 4 -> station.acknowledged((long) shown);
                case 5, 6, 7 -> {
                    int part = shown + i % 2;
                    Result result = RESULTS.get(i % 3);
                    if (result == Result.GOOD) {
                        goodInTime.add("p" + part + "@" + now);
                    }
                    station.decided(verdict("p" + part, part, result, now));
                }
                default -> now += DEADLINE;
            }
            Optional<Order> order = station.next(now);
            while (order.isPresent()) {
                if (order.get() instanceof Order.Offer(String part, long sequence, boolean good)) {
                    assertThat(readyStands).isFalse();
                    assertThat(busy).isTrue();
                    assertThat(part).isEqualTo("p" + shown);
                    assertThat(offered.add(sequence)).isTrue();
                    long at = now;
                    assertThat(!good
                                    || goodInTime.stream()
                                            .filter(known -> known.startsWith(part + "@"))
                                            .anyMatch(known ->
                                                    at - Long.parseLong(known.substring(known.indexOf('@') + 1))
                                                            <= DEADLINE))
                            .isTrue();
                    readyStands = true;
                } else {
                    readyStands = false;
                }
                station.done(order.get(), Optional.empty());
                order = station.next(now);
            }
        }
    }

    private void ready() {
        plcShows(false, "", 0, 0);
        station.done(station.next(0).orElseThrow(), Optional.empty());
    }

    private void plcShows(boolean busy, String part, long sequence, long acknowledged) {
        station.busy(busy);
        station.part(part);
        station.sequence(sequence);
        station.acknowledged(acknowledged);
    }

    private long counts(String reason) {
        return station.status(0, true).counts().getOrDefault(reason, 0L);
    }

    static Verdict verdict(String part, long sequence, Result result, long receivedNanos) {
        return new Verdict(
                MACHINE, part, sequence, result, 0.1, Optional.empty(), "", "model", 0, receivedNanos, receivedNanos);
    }
}
