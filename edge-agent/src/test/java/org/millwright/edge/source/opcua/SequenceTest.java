package org.millwright.edge.source.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.millwright.edge.source.opcua.Sequence.Arrival;

class SequenceTest {

    private static final long LARGEST = SequenceNumbers.LARGEST;

    @Property(tries = 500)
    void stepsAndDistancesFitTogetherAcrossTheWrap(
            @ForAll @LongRange(min = 1, max = 0xFFFF_FFFFL) long number,
            @ForAll @LongRange(min = 0, max = 0xFFFF_FFFEL) long steps) {
        long later = SequenceNumbers.plus(number, steps);
        assertThat(later).isBetween(1L, LARGEST);
        assertThat(SequenceNumbers.distance(number, later)).isEqualTo(steps);
        assertThat(SequenceNumbers.plus(number, 1)).isEqualTo(SequenceNumbers.after(number));
        if (steps != 0) {
            // Of two numbers exactly one is ahead of the other.
            assertThat(SequenceNumbers.isAhead(later, number)).isNotEqualTo(SequenceNumbers.isAhead(number, later));
        }
    }

    @Test
    void afterTheLargestNumberComesOne() {
        Sequence sequence = Sequence.after(LARGEST - 1);
        assertThat(sequence.arrive(LARGEST, false)).isInstanceOf(Arrival.Next.class);
        assertThat(sequence.arrive(1, false)).isInstanceOf(Arrival.Next.class);
        assertThat(sequence.arrive(3, false)).isEqualTo(new Arrival.Gap(2, 3));
    }

    @Test
    void aKeepAliveTakesNoNumberAndStillShowsAGap() {
        Sequence sequence = Sequence.fresh();
        assertThat(sequence.arrive(1, true)).isInstanceOf(Arrival.Next.class);
        assertThat(sequence.arrive(1, false)).isInstanceOf(Arrival.Next.class);
        assertThat(sequence.arrive(4, true)).isEqualTo(new Arrival.Gap(2, 4));
    }

    @Test
    void aNumberFarBackIsAServerThatCountsAnewAndANearOneARepetition() {
        Sequence sequence = Sequence.after(1_000);
        assertThat(sequence.arrive(1_000, false)).isInstanceOf(Arrival.Repeated.class);
        assertThat(sequence.arrive(1, false)).isInstanceOf(Arrival.Restarted.class);
    }
}
