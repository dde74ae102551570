package org.millwright.maintenance.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.millwright.maintenance.Sample;
import org.millwright.maintenance.detect.SignalAligner.Row;

final class SignalAlignerTest {

    private static final long SECOND = 1_000_000_000L;

    private final SignalAligner aligner = aligner(Duration.ofMillis(500));

    private static SignalAligner aligner(Duration settle) {
        return new SignalAligner(List.of("a", "b"), Duration.ofSeconds(1), Duration.ofSeconds(3), settle);
    }

    @Test
    void rowHoldsWhatEachSignalReadLastWithinIt() {
        usable("a", 1, 0.2);
        usable("a", 2, 0.9);
        usable("b", 5, 1.0);
        List<Row> rows = aligner.advance(at(1.5));
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().sourceNanos()).isEqualTo(SECOND);
        assertThat(rows.getFirst().values()).containsExactly(2, 5);
    }

    @Test
    void noRowIsGivenBeforeItIsSettled() {
        usable("a", 1, 0.2);
        assertThat(aligner.advance(at(1.4))).isEmpty();
    }

    @Test
    void valueHoldsForItsTimeAndIsThenUnknown() {
        usable("a", 1, 1);
        for (int i = 1; i <= 6; i++) {
            usable("b", i, i);
        }
        List<Row> rows = aligner.advance(at(10));
        assertThat(rows.stream().limit(6).map(row -> row.values()[0]))
                .containsExactly(1.0, 1.0, 1.0, 1.0, Double.NaN, Double.NaN);
    }

    @Test
    void unusableReadingMakesItsSignalUnknownAtOnce() {
        usable("a", 1, 1);
        usable("b", 1, 1);
        aligner.accept(new Sample.Unusable("a", "status Bad", at(2), at(2)));
        aligner.accept(new Sample.Usable("b", Double.POSITIVE_INFINITY, at(2), at(2)));
        assertThat(aligner.advance(at(3)).getLast().values()).containsExactly(Double.NaN, Double.NaN);
    }

    @Test
    void gapOfHoursMakesNoRowsOnceAllHasBeenUnknownForAsLongAsAValueHolds() {
        usable("a", 1, 1);
        usable("a", 2, 7_200);
        List<Row> rows = aligner.advance(at(7_201));
        assertThat(rows.stream().map(Row::sourceNanos).limit(8)).allMatch(nanos -> nanos <= at(8));
        assertThat(rows).hasSize(9).last().extracting(Row::sourceNanos).isEqualTo(at(7_200));
        assertThat(rows.get(3).values()[0]).isEqualTo(1);
        assertThat(rows.get(4).values()[0]).isNaN();
    }

    @Test
    void silenceIsToldWithoutAnotherSample() {
        usable("a", 1, 1);
        usable("b", 1, 1);
        List<Row> rows = new ArrayList<>();
        for (int second = 2; second < 20; second++) {
            rows.addAll(aligner.advance(at(second)));
        }
        assertThat(rows.getLast().sourceNanos()).isEqualTo(at(8));
        assertThat(rows.getLast().values()).containsOnly(Double.NaN);
    }

    @Property(tries = 20)
    void clockOfTheSourceNeedNotBeOurs(@ForAll long seed) {
        Random random = new Random(seed);
        SignalAligner shifted = aligner(Duration.ofMillis(500));
        long off = random.nextLong(-3_600 * SECOND, 3_600 * SECOND);
        List<double[]> rows = new ArrayList<>();
        for (int tenth = 1; tenth <= 200; tenth++) {
            long now = tenth * SECOND / 10;
            shifted.accept(new Sample.Usable("a", tenth, now + off, now + random.nextLong(SECOND / 5)));
            shifted.advance(now).forEach(row -> rows.add(row.values()));
        }
        assertThat(rows).hasSizeGreaterThan(17);
        assertThat(shifted.outdated() + shifted.late() + shifted.ahead()).isZero();
    }

    @Test
    void sourceWhoseClockIsSetBackBeginsAnew() {
        for (int second = 1; second <= 20; second++) {
            usable("a", second, second);
            aligner.advance(at(second));
        }
        List<Row> rows = new ArrayList<>();
        for (int second = 21; second <= 60; second++) {
            aligner.accept(new Sample.Usable("a", second, at(second - 3_600), at(second)));
            rows.addAll(aligner.advance(at(second)));
        }
        assertThat(aligner.setBack()).isEqualTo(1);
        assertThat(aligner.outdated()).isBetween(7L, 12L);
        assertThat(rows.getLast().sourceNanos()).isEqualTo(at(59 - 3_600));
        assertThat(rows.getLast().values()[0]).isEqualTo(59);
    }

    @Test
    void oneStampAYearAheadIsCountedAndChangesNothing() {
        for (int second = 1; second <= 20; second++) {
            usable("a", second, second);
            aligner.advance(at(second));
        }
        aligner.accept(new Sample.Usable("a", 99, at(31_000_000), at(21)));
        usable("a", 22, 22);
        assertThat(aligner.advance(at(23)).getLast().values()[0]).isEqualTo(22);
        assertThat(aligner.ahead()).isEqualTo(1);
    }

    @Test
    void sampleOfARowThatWasGivenCountsForTheNextOneUnlessANewerOneIsKnown() {
        usable("a", 1, 0.9);
        aligner.advance(at(1.8));
        usable("a", 9, 0.5);
        aligner.accept(new Sample.Usable("b", 3, at(0.95), at(1.9)));
        usable("a", 2, 2);
        assertThat(aligner.advance(at(4)).getFirst().values()).containsExactly(2, 3);
        assertThat(aligner.outdated()).isEqualTo(1);
        assertThat(aligner.late()).isEqualTo(1);
        assertThatThrownBy(() -> usable("unheard-of", 9, 1.3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unheard-of is not one of the signals [a, b]");
    }

    @Property(tries = 50)
    void orderOfArrivalDoesNotMatter(@ForAll long seed) {
        List<Sample> samples = new ArrayList<>();
        Random random = new Random(seed);
        for (int i = 1; i <= 40; i++) {
            samples.add(new Sample.Usable(random.nextBoolean() ? "a" : "b", random.nextDouble(), i * SECOND / 3, 0));
        }
        List<double[]> inOrder = rows(samples);
        Collections.shuffle(samples, random);
        List<double[]> shuffled = rows(samples);
        assertThat(shuffled).hasSameSizeAs(inOrder);
        for (int i = 0; i < inOrder.size(); i++) {
            assertThat(shuffled.get(i)).containsExactly(inOrder.get(i));
        }
    }

    private static List<double[]> rows(List<Sample> samples) {
        SignalAligner aligner = aligner(Duration.ZERO);
        samples.forEach(aligner::accept);
        return aligner.advance(at(100)).stream().map(Row::values).toList();
    }

    private void usable(String signal, double value, double second) {
        aligner.accept(new Sample.Usable(signal, value, at(second), at(second)));
    }

    private static long at(double second) {
        return (long) (second * SECOND);
    }
}
