package org.millwright.maintenance.detect;

import static org.assertj.core.api.Assertions.assertThat;

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

    private final SignalAligner aligner =
            new SignalAligner(List.of("a", "b"), Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofMillis(500));

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
        assertThat(rows.stream().map(row -> row.values()[0]))
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
    void gapOfHoursMakesNoRowsOnceNothingHolds() {
        usable("a", 1, 1);
        usable("a", 2, 7_200);
        List<Row> rows = aligner.advance(at(8_000));
        assertThat(rows).extracting(Row::sourceNanos).containsExactly(at(1), at(2), at(3), at(4), at(7_200));
    }

    @Test
    void sampleOfARowThatWasGivenIsCountedAndDropped() {
        usable("a", 1, 1);
        aligner.advance(at(2));
        usable("a", 9, 0.5);
        usable("unheard-of", 9, 3);
        usable("a", 2, 2);
        assertThat(aligner.advance(at(4)).getFirst().values()[0]).isEqualTo(2);
        assertThat(aligner.late()).isEqualTo(1);
        assertThat(aligner.unknownInput()).isEqualTo(1);
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
        SignalAligner aligner =
                new SignalAligner(List.of("a", "b"), Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ZERO);
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
