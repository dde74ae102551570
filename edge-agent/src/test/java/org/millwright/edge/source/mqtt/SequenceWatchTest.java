package org.millwright.edge.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.millwright.edge.source.mqtt.SequenceWatch.Order;

class SequenceWatchTest {

    private static final Duration REORDER = Duration.ofSeconds(2);
    private static final long LATER = REORDER.toNanos();
    private static final long LOST = -1;

    @Property(tries = 300)
    void whatIsLostIsCountedAndWhatIsOvertakenIsNot(
            @ForAll long seed,
            @ForAll @IntRange(max = 255) int first,
            @ForAll @IntRange(min = 1, max = 2_000) int count) {
        Random random = new Random(seed);
        SequenceWatch watch = new SequenceWatch(REORDER);
        watch.begin(first);
        List<Long> order = LongStream.rangeClosed(1, count).boxed().collect(Collectors.toCollection(ArrayList::new));
        long lost = 0;
        for (int i = count - 2; i > 0; i--) {
            switch (random.nextInt(20)) {
                case 0 -> {
                    order.set(i, LOST);
                    lost++;
                }
                case 1 -> Collections.swap(order, i, i - 1);
                default -> {}
            }
        }
        order.removeIf(number -> number == LOST);
        long given = 0;
        long now = 0;
        for (int i = 0; i < order.size(); i++) {
            watch.take((first + order.get(i)) % 256, now);
            // Time passes where nobody is overtaken just then.
            if (i + 1 < order.size() && order.get(i + 1) > order.get(i) && i > 0 && order.get(i) > order.get(i - 1)) {
                now += LATER / 50;
            }
            given += watch.giveUp(now);
        }
        given += watch.giveUp(now + LATER);
        assertThat(given).isEqualTo(lost);
        assertThat(watch.missing()).isZero();
    }

    @Test
    void theSameNumberOnceMoreIsARepetitionAndNoGapOf255() {
        SequenceWatch watch = new SequenceWatch(REORDER);
        watch.begin(7);
        assertThat(watch.take(8, 0)).isEqualTo(Order.NEXT);
        assertThat(watch.take(8, 0)).isEqualTo(Order.REPEATED);
        assertThat(watch.take(9, 0)).isEqualTo(Order.NEXT);
        assertThat(watch.missing()).isZero();
    }

    @Test
    void aNumberThatIsStillMissingAfterARoundIsLost() {
        SequenceWatch watch = new SequenceWatch(REORDER);
        watch.begin(255);
        assertThat(watch.take(1, 0)).isEqualTo(Order.AHEAD);
        for (int number = 2; number < 256; number++) {
            assertThat(watch.take(number, 0)).isEqualTo(Order.NEXT);
        }
        assertThat(watch.take(0, 0)).isEqualTo(Order.NEXT);
        assertThat(watch.giveUp(LATER)).isEqualTo(1);
    }

    @Test
    void nothingIsGivenUpBeforeItsTime() {
        SequenceWatch watch = new SequenceWatch(REORDER);
        watch.begin(0);
        watch.take(4, 10);
        assertThat(watch.giveUp(LATER + 9)).isZero();
        assertThat(watch.take(2, LATER)).isEqualTo(Order.LATE);
        assertThat(watch.giveUp(LATER + 10)).isEqualTo(2);
        assertThat(watch.take(1, LATER + 11)).as("counted as lost, and no gap").isEqualTo(Order.LATE);
        assertThat(watch.take(5, LATER + 11)).isEqualTo(Order.NEXT);
        assertThat(watch.giveUp(3 * LATER)).isZero();
    }
}
